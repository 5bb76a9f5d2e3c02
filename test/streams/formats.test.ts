import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { STREAMS } from '../../src/streams/index.js'

// A pair X and X.expected.json in fixtures/formats/STREAM is a test. ACCEPT_FORMATS=1 writes what lacks an expectation;
// `window` in it is the measured part, and `counted` holds independent counts with the command that made them.
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
const pairs = readdirSync(ROOT).flatMap((id) =>
  readdirSync(join(ROOT, id))
    .filter((name) => !name.endsWith('.expected.json'))
    .map((name) => ({ id, name, path: join(ROOT, id, name) })),
)

function at(value: unknown, path: string): unknown {
  return path.split('/').reduce((inner, key) => (inner as Record<string, unknown>)?.[key], value)
}

describe('raw files and what must come of them', () => {
  test('there are some', () => expect(pairs.length).toBeGreaterThan(20))

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
    const role =
      id === 'stress-ng' && !name.includes('ndjson') ? (name.endsWith('.yaml') ? 'yaml' : 'log') : 'trace'
    const reduction = plain(await stream.reduce([{ role, path, name }], 'run', window))
    if (accept) writeFileSync(place, `${JSON.stringify({ ...expected, reduction }, null, 1)}\n`)
    else expect(reduction).toEqual(expected.reduction)
    for (const { path: inner, count, command } of expected.counted ?? [])
      expect({ inner, command, count: at(reduction, inner) }).toEqual({ inner, command, count })
  })
})
