import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { rangesOf } from '../../src/ingest/line-range.js'
import type { Window } from '../../src/model/stream.js'
import { pageFaults } from '../../src/streams/page-faults.js'
import { temporaryFile } from '../temporary.js'

const filesOf = (path: string) => ({ trace: { path, name: 'trace' } })
const reduced = (path: string, window: Window | null) =>
  pageFaults.reduce(filesOf(path), { run: 'run', window })

/** What comes of a file that is read in ranges with these bounds, null where that is not possible. */
async function inParts(path: string, cuts: readonly number[], window: Window | null = null) {
  const bounds = [0, ...cuts, readFileSync(path).length]
  const { ranges } = pageFaults
  if (ranges === undefined) throw new Error('no ranges')
  const context = { run: 'run', window }
  async function* parts() {
    for (const [index, from] of bounds.slice(0, -1).entries())
      yield (await ranges?.read(filesOf(path), { from, to: bounds[index + 1] as number }, context)) ?? null
  }
  return ranges.merge(parts(), filesOf(path), context)
}

const windowOf = (text: string): Window => {
  const at = BigInt(/"time (\d+)\\n"/.exec(text)?.[1] ?? '0')
  const part = { start: at + 500_000_000n, end: at + 3_700_000_000n }
  return { monotonic: part, boottime: part }
}

const firstLines = (path: string, count: number, last: number) => {
  const lines = gunzipSync(readFileSync(path)).toString('latin1').split('\n').slice(0, -1)
  return `${[...lines.slice(0, count), ...lines.slice(-last)].join('\n')}\n`
}

const RAW = 'fixtures/experiments/trace-loss-6.12/runs/b01-1-mglru-off/page-faults-raw.ndjson.gz'
const whole = {
  raw: gunzipSync(readFileSync(RAW)).toString('latin1'),
  json: firstLines('fixtures/one-liner-7.2/off-1.ndjson.gz', 3000, 3),
  text: firstLines('fixtures/one-liner-6.1/off-1.txt.gz', 3000, 3),
}

describe.each(Object.entries(whole))('a captured %s trace in parts', (kind, text) => {
  const path = temporaryFile(text)
  const window = kind === 'raw' ? windowOf(text) : null
  test('is the whole, wherever it is cut', async () => {
    const expected = await reduced(path, window)
    expect(expected.present && expected.value.total).toBeGreaterThan(1500)
    expect(await inParts(path, [], window)).toEqual(expected)
    const cut = fc.integer({ min: 1, max: text.length - 1 })
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(cut, { minLength: 1, maxLength: 5 }), async (cuts) => {
        cuts.sort((a, b) => a - b)
        expect(await inParts(path, cuts, window)).toEqual(expected)
      }),
      { numRuns: 25, seed: 1 },
    )
  })
})

// constructed: every kind of line that is counted, told or not understood, with numbers of lines and losses told both ways
const RECORD = '{"type": "printf", "data": "90000000000 12 13 u 7f0000001000 a\\n"}'
const ODD = [
  RECORD,
  '{"type": "lost_events", "data": {"events": 5}}',
  'what is this',
  '{"type": "helper_error", "helper": "map_update_elem", "retcode": -7}',
  '{"type": "printf", "data": "Page fault in process: 17\\n"}',
  '{"type":"end","records":3,"lost":7}',
  '{"type": "lost_events", "data": {"events": 4}}\r',
  '{"type": "helper_error", "helper": "map_update_elem", "retcode": -12}',
  '',
  RECORD.replace('7f0000001000', 'ffffffff81000000').replace(' a\\', ' two words\\'),
  '{"type": "printf", "data": "time 91000000000\\n"}',
  '{"type": "printf", "data": "92000000000 12 13 k 1fff b\\nPage fault in process: b\\n"}',
]

// texts that begin alike are cut alike until a line before that
const AFTER = ODD.join('\n').lastIndexOf('\n')
test.each([
  ['with a newline at its end', `${ODD.join('\n')}\n`, 1],
  ['cut in its last line', `${ODD.join('\n')}\n{"type": "prin`, AFTER],
  ['that ends with a whole value, but no newline', `${ODD.join('\n')}\n${RECORD}`, AFTER],
])('a trace %s is the whole, with a cut at every byte', async (_, text, from) => {
  const path = temporaryFile(text)
  const window = {
    monotonic: { start: 0n, end: 1n },
    boottime: { start: 89_000_000_000n, end: 95_000_000_000n },
  }
  for (const among of [null, window]) {
    const expected = await reduced(path, among)
    expect(expected).toMatchObject({
      present: true,
      value: { lost: 11, lostUncounted: 1, unknown: { firstLine: 3 } },
    })
    for (let cut = from; cut < text.length; cut++)
      expect({ cut, is: await inParts(path, [cut], among) }).toEqual({ cut, is: expected })
    for (let cut = from; cut + 1 < text.length; cut += 7)
      expect(await inParts(path, [cut, cut + 1], among)).toEqual(expected)
  }
})

describe('only the whole tells', () => {
  const half = (text: string) => [text.length >> 1]
  const record = (name: string) => `${RECORD.replace(' a\\', ` ${name}\\`)}\n`

  test('what maps mean', async () => {
    const text = gunzipSync(
      readFileSync('fixtures/experiments/oom-6.12/runs/b01-1-mglru-on/page-faults.ndjson.gz'),
    ).toString('latin1')
    expect(await inParts(temporaryFile(text), half(text))).toBeNull()
    // a map that comes late
    const late = record('a').repeat(3000) + text
    expect(await inParts(temporaryFile(late), half(late))).toBeNull()
  })
  test('which process was too much, and where a line is that is too long', async () => {
    const names = Array.from({ length: 66_000 }, (_, index) => record(`p${index}`)).join('')
    expect(await inParts(temporaryFile(names), half(names))).toBeNull()
    const long = `${record('a')}${'x'.repeat(3 << 20)}\n${record('a')}`
    const path = temporaryFile(long)
    await expect(inParts(path, [100])).rejects.toThrow(/expected a line of at most 1024 KiB/)
    const part = { from: 100, to: long.length }
    expect(await pageFaults.ranges?.read(filesOf(path), part, { run: 'run', window: null })).toBeNull()
  })
  test('perf script text', async () => {
    const path = temporaryFile(' perl 12 [000] 5.000001: page-faults:u: 7f00\n'.repeat(9))
    expect(await inParts(path, [100])).toBeNull()
  })
  test('times when nothing occurred', async () => {
    const text = [90, 91, 92, 93]
      .map((at) => `{"type": "printf", "data": "time ${at}000000000\\n"}\n`)
      .join('')
    const window = {
      monotonic: { start: 0n, end: 1n },
      boottime: { start: 90_000_000_000n, end: 94_000_000_000n },
    }
    const path = temporaryFile(text)
    expect(await inParts(path, half(text), window)).toBeNull()
    expect(await reduced(path, window)).toMatchObject({ present: true, value: { total: 0 } })
  })
})

test('ranges cover a file; a compressed one is one range', async () => {
  const text = record5000
  const path = temporaryFile(text)
  const ranges = await rangesOf(path, text.length, 100_000)
  expect(ranges).toHaveLength(Math.round(text.length / 100_000))
  expect(ranges.map(({ to }) => to)).toEqual([...ranges.slice(1).map(({ from }) => from), text.length])
  expect(ranges[0]?.from).toBe(0)
  expect(await rangesOf(temporaryFile(gzipSync(text, { level: 0 })), text.length, 100_000)).toHaveLength(1)
  expect(await rangesOf(path, 50, 100)).toEqual([{ from: 0, to: 50 }])
})
const record5000 = `${RECORD}\n`.repeat(5000)
