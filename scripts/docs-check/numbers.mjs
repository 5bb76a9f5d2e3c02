// Every statement with a number is generated, or stands in numbers.yaml with what holds it.
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { referencePages } from '../../dist/render/reference.js'
import { remade, unmade } from './made.mjs'
import { lineOf, problem } from './pages.mjs'

/** What writes a page as a whole, and holds it to that; null where a person writes it. What is wrong with its claim, in `wrong`. */
function writer(path, text) {
  const [, bench] = /^<!-- Written by ([\w/.-]+)/m.exec(text) ?? []
  if (bench !== undefined)
    return { wrong: existsSync(bench) ? null : `expected ${bench}, which wrote it, found none` }
  if (/^Generated from the definitions in `src`/m.test(text))
    return {
      wrong:
        referencePages()[path.replace('docs/', '')] === text
          ? null
          : 'is not what the definitions say; run: npm run docs',
    }
  return /^Generated from `src\/index.ts`/m.test(text) ? { wrong: null } : null
}

const REGISTER = parse(readFileSync(new URL('numbers.yaml', import.meta.url), 'utf8'))

const flat = (text) => text.replace(/\s+/g, ' ')
const blank = (all) => all.replace(/[^\n]/g, ' ')

/** What is left of a document where a number is a statement: no code, no links' targets, no comments, nothing generated. */
export function prose(text, names) {
  let left = text
    .replace(/<!-- made: [\s\S]*?<!-- \/made -->|<!--[\s\S]*?-->/g, blank)
    .replace(/^```[\s\S]*?^```$/gm, blank)
    .replace(/`[^`]*`/g, blank)
    .replace(/\]\([^)]*\)|<[^>\n]*>/g, blank)
    .replace(/^ {4,}\S.*$/gm, (line) => (/^ {4,}[-*|]/.test(line) ? line : blank(line)))
    .replace(/^\s*\d+\. /gm, blank)
  for (const name of names) left = left.replace(new RegExp(name, 'gm'), blank)
  return left
}

const NUMBER = /(?<![\w.])\d[\d,.]*\d|(?<![\w.])\d/g
const asPattern = (says) =>
  new RegExp(
    says
      .trim()
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\s+…\s+/g, '[\\s\\S]{0,3000}?')
      .replace(/\s+/g, '\\s+'),
    'g',
  )

/** An entry of the changelog that names a file of the repository says by that where its numbers stand. */
function withoutSourced(text, left) {
  let rest = left
  for (const { 0: entry, index } of text.matchAll(/^- [\s\S]*?(?=\n(?:- |#|\n)|$(?![\s\S]))/gm)) {
    const named =
      entry.match(/(?:docs|bench|test|src|scripts|collectors|fixtures)\/[\w./-]*\w|(?<=\]\()[\w./-]+/g) ?? []
    const fixture = /(?<=`|the report of |the )[a-z]+(?:-[a-z]+)*-\d\.\d+/.exec(entry)?.[0]
    if (named.some((path) => existsSync(path)) || existsSync(`fixtures/experiments/${fixture}`))
      rest = rest.slice(0, index) + blank(entry) + rest.slice(index + entry.length)
  }
  return rest
}

/**
 * @param {Record<string, string>} pages
 * @param register names: patterns of names that have a number; pages: by path a list of {says, in, has}: what the page says, and a file that
 *   has a text, which is a test or what the number is made from
 */
export function numbers(pages, register = REGISTER) {
  return Object.entries(pages)
    .filter(
      ([path]) => /^(?:README|CHANGELOG|docs\/[^/]+)\.md$/.test(path) || /^docs\/[\w-]+\.md$/.test(path),
    )
    .flatMap(([path, text]) => {
      const written = writer(path, text)
      if (written !== null) return written.wrong === null ? [] : [`${path}:1: ${written.wrong}`]
      const found = unmade(text).map((name) =>
        problem(path, text, text.indexOf(name), `nothing makes "${name}"`),
      )
      if (remade(text) !== text)
        found.push(`${path}:1: a part between <!-- made --> is not what the results say; run: npm run docs`)
      let left = prose(text, register.names)
      if (path === 'CHANGELOG.md') left = withoutSourced(text, left)
      for (const { says, in: file, has, measured, history } of register.pages[path] ?? []) {
        const holder = file ?? measured
        if (!asPattern(says).test(text))
          found.push(`${path}:1: expected "${says}" (numbers.yaml), found no such text`)
        if (holder === undefined ? history === undefined : !existsSync(holder))
          found.push(
            `${path}:1: "${says}": expected ${holder ?? 'in, measured or history'} (numbers.yaml), found none`,
          )
        else if (file !== undefined && !flat(readFileSync(file, 'utf8')).includes(flat(has)))
          found.push(`${path}:1: "${says}": expected "${has}" in ${file} (numbers.yaml), found no such text`)
        for (const match of text.matchAll(asPattern(says)))
          left = left.slice(0, match.index) + blank(match[0]) + left.slice(match.index + match[0].length)
      }
      for (const { 0: number, index } of left.matchAll(NUMBER))
        found.push(
          `${path}:${lineOf(left, index)}: ${number}: expected what holds this number in scripts/docs-check/numbers.yaml: …${text
            .slice(Math.max(0, index - 50), index + 30)
            .replace(/\s+/g, ' ')}…`,
        )
      return found
    })
}
