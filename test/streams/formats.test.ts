import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { STREAMS } from '../../src/streams/registry.js'
import { printedNumbers } from '../printed-number.js'
import { expectSame } from '../same.js'

// A pair X and X.expected.json in fixtures/formats/STREAM is a test. ACCEPT_FORMATS=1 writes what lacks an expectation;
// `window` in it is the measured part. `counted` holds independent counts with the command that made them, which is run
// again here: FILE in it is the fixture, OTHER the copy of /proc/vmstat from after the run.
interface Expected {
  window: [string, string] | null
  reduction: unknown
  counted?: { path: string; count: number; command: string }[]
}

const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, item) =>
      item instanceof Map ? Object.fromEntries(item) : typeof item === 'bigint' ? String(item) : item,
    ),
  )

const ROOT = 'fixtures/formats'
const pairs = readdirSync(ROOT)
  .filter((id) => id !== 'README.md')
  .flatMap((id) =>
    readdirSync(join(ROOT, id))
      .filter((name) => !/\.(expected\.json|after)$/.test(name) && name !== 'README.md')
      .map((name) => ({ id, name, path: join(ROOT, id, name) })),
  )

function at(value: unknown, path: string): unknown {
  return path.split('/').reduce((inner, key) => (inner as Record<string, unknown>)?.[key], value)
}

function roleOf(id: string, name: string): string {
  if (id === 'workload-output') return 'stdout'
  if (id !== 'stress-ng' || name.includes('ndjson')) return 'trace'
  return name.endsWith('.yaml') ? 'yaml' : 'log'
}

const countsOf = ({ counted = [] }: Expected, path: string) =>
  counted.map(({ command }) =>
    command.replaceAll('FILE', path).replaceAll('OTHER', path.replace(/\.before$/, '.after')),
  )

/** All counts by one shell: a shell for each file costs more than most counts. */
beforeAll(() => {
  const commands = pairs.flatMap(({ path }) => {
    const place = `${path}.expected.json`
    return existsSync(place) ? countsOf(JSON.parse(readFileSync(place, 'utf8')), path) : []
  })
  try {
    printedNumbers(commands)
  } catch {
    // the test of the file whose command failed runs it again, and tells
  }
})

describe('raw files and what must come of them', () => {
  test('there are some', () => expect(pairs.length).toBeGreaterThan(150))

  test.each(pairs)('$id/$name', async ({ id, name, path }) => {
    const stream = STREAMS.find((one) => one.id === id)
    if (stream === undefined) throw new Error(`no stream is called ${id}`)
    const place = `${path}.expected.json`
    const accept = process.env['ACCEPT_FORMATS'] === '1'
    let expected: Expected = { window: null, reduction: null }
    try {
      expected = JSON.parse(readFileSync(place, 'utf8'))
    } catch (error) {
      if (!accept) throw error
    }
    const bounds = expected.window && {
      start: BigInt(expected.window[0]),
      end: BigInt(expected.window[1]),
    }
    const window = bounds && { monotonic: bounds, boottime: bounds }
    const other = path.replace(/\.before$/, '.after')
    const files =
      other === path
        ? { [roleOf(id, name)]: { path, name } }
        : {
            before: { path, name },
            after: { path: other, name: name.replace(/before$/, 'after') },
          }
    const reduction = plain(await stream.reduce(files, { run: 'run', window }))
    if (accept) writeFileSync(place, `${JSON.stringify({ ...expected, reduction }, null, 1)}\n`)
    else expectSame(reduction, expected.reduction)
    const counted = expected.counted ?? []
    const again = printedNumbers(countsOf(expected, path))
    for (const [place, { path: inner, count, command }] of counted.entries()) {
      expect({ command, count: again[place] }).toEqual({ command, count })
      expect({ inner, command, count: at(reduction, inner) }).toEqual({ inner, command, count })
    }
  })
})
