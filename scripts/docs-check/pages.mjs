// The documents that are checked, and where in them a sentence stands.
import { readdirSync, readFileSync } from 'node:fs'

/** Text by path, of all that a reader is sent to. */
export function pages() {
  const below = (directory) =>
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${directory}/${name}`)
  const paths = [
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'CODE_OF_CONDUCT.md',
    ...below('docs'),
    ...below('collectors'),
    ...below('.github'),
  ]
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]))
}

export const lineOf = (text, index) => text.slice(0, index).split('\n').length

export const problem = (path, text, index, what) => `${path}:${lineOf(text, index)}: ${what}`
