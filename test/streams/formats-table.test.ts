import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

// fixtures/formats/README.md says of every form in which version it was captured, and where.

const README = readFileSync('fixtures/formats/README.md', 'utf8')
const rows = README.slice(README.indexOf('## Which form'))
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| form') && !line.startsWith('| :'))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| ?| ?\|$/g, '').trim()))

/** The files that the fourth and fifth column name, a name without a folder in the folder of the one before. */
function patterns(): RegExp[] {
  return rows.flatMap((cells) => {
    let folder = ''
    return [
      ...cells
        .slice(3)
        .join(' ')
        .matchAll(/`([^`]+)`/g),
    ].map(([, glob = '']) => {
      if (glob.includes('/')) folder = glob.slice(0, glob.indexOf('/') + 1)
      const whole = glob.includes('/') ? glob : folder + glob
      return new RegExp(`^${whole.replace(/[.]/g, '\\.').replaceAll('*', '.*')}`)
    })
  })
}

test('every row names a form, a version and where it was captured', () => {
  expect(rows.length).toBeGreaterThan(15)
  for (const cells of rows) {
    expect(cells.length).toBeGreaterThanOrEqual(4)
    expect(cells.slice(0, 4).filter((cell) => cell === '')).toEqual([])
  }
})

test('every captured file is of a row', () => {
  const known = patterns()
  const files = readdirSync('fixtures/formats').flatMap((stream) =>
    stream === 'README.md'
      ? []
      : readdirSync(`fixtures/formats/${stream}`).map((name) => `${stream}/${name}`),
  )
  const captured = files.filter((file) => !file.endsWith('.expected.json') && !file.includes('/constructed-'))
  expect(captured.length).toBeGreaterThan(400)
  expect(captured.filter((file) => !known.some((pattern) => pattern.test(file)))).toEqual([])
})
