import { describe, expect, test } from '@jest/globals'
import { fixEscapes } from '../../src/decode/bpftrace-escapes.js'
import { bpftraceDecoder } from '../../src/decode/bpftrace-json.js'
import { decodeBpftraceText, type TextMaps } from '../../src/decode/bpftrace-text.js'
import { kindOfText, noteUnused, pointsIn, seriesOf, wholeOf } from '../../src/decode/bpftrace-values.js'
import { mapLimits } from '../../src/decode/map-limits.js'
import { bpftraceMaps } from '../../src/streams/bpftrace-maps.js'
import { temporaryFile } from '../temporary.js'

// what bpftrace printed of maps, with values that are known by hand

describe('maps of bpftrace', () => {
  test('1,000 maps and 200,000 entries, of a map that is printed again those of its last print', () => {
    const maps = mapLimits('x')
    for (let one = 0; one < 1000; one++) maps(`@${one}`, '', 1, one)
    maps('@5', '', 1, 1000)
    expect(() => maps('@more', '', 1, 1001)).toThrow(/at most 1000 maps/)
    const entries = mapLimits('x')
    entries('@a', '', 150_000, 1)
    entries('@b', '', 49_998, 2)
    // again, and smaller
    entries('@a', '', 100_000, 3)
    entries('@c', '', 49_999, 4)
    expect(() => entries('@d', '', 0, 5)).toThrow(/at most 200000 entries of maps in all/)
    const keys = mapLimits('x')
    for (let key = 0; key < 1000; key++) keys('@h', `@h[${key}]`, 199, key)
    expect(() => keys('@h', '@h[more]', 0, 1000)).toThrow(/at most 200000 entries of maps in all/)
  })

  test('what cannot be used is told by kind, the first 400 characters of the first, for 1,000 names', () => {
    const into = new Map()
    for (let one = 0; one <= 1000; one++) noteUnused(into, `@${one}`, 'a text', 'x'.repeat(500))
    noteUnused(into, '@0', 'a text', 'y')
    expect([into.size, into.get('@0')]).toEqual([1000, { what: 'a text', count: 2, first: 'x'.repeat(400) }])
    expect(['(1, 2)', 'true', '{ .a = 1 }', '[1,2]', '', 'x'].map(kindOfText)).toEqual([
      'a tuple',
      'true or false',
      'a record',
      'an array',
      'an empty text',
      'a text',
    ])
    expect([pointsIn([1, 2]), pointsIn({ a: [1], b: [1, 2], c: 0 }), pointsIn(null)]).toEqual([2, 3, 0])
    expect([seriesOf(1), seriesOf(2)]).toEqual(['a time series, 1 point', 'a time series, 2 points'])
    expect([wholeOf(5), wholeOf('5'), wholeOf('9007199254740993')]).toEqual([
      { value: 5, exact: null },
      null,
      { value: 9007199254740992, exact: '9007199254740993' },
    ])
  })

  test('bounds of histograms: kibi to exbi', () => {
    const empty = () => new Map()
    const into: TextMaps = {
      probes: null,
      maps: empty(),
      prints: empty(),
      histograms: empty(),
      statistics: empty(),
      exact: empty(),
      unused: empty(),
    }
    const take = decodeBpftraceText(into)
    take('@h:')
    const known = [
      '(..., 0)',
      '[0]',
      '[512, 1K)',
      '[1M, 2M)',
      '[1G, 2G)',
      '[1T, 2T)',
      '[1P, 2P)',
      '[1E, 2E)',
    ].map((bounds) => take(`${bounds.padEnd(18)} 3 |@@@   |`))
    expect(known).toEqual(Array(8).fill(true))
    const kibi = (power: number) => 1024 ** power
    expect(into.histograms.get('@h')).toEqual([
      { min: null, max: -1, count: 3 },
      { min: 0, max: 0, count: 3 },
      { min: 512, max: 1023, count: 3 },
      ...[2, 3, 4, 5, 6].map((power) => ({ min: kibi(power), max: 2 * kibi(power) - 1, count: 3 })),
    ])
    expect(take('Attaching 3 probes...')).toBe(true)
    expect([take('hello'), into.probes]).toEqual([false, 3])
  })

  test('bounds that are nonsense from 2^31 on are worked out from the sound ones before', () => {
    const hist = (...buckets: object[]) =>
      bpftraceDecoder().decode(JSON.stringify({ type: 'hist', data: { '@h': buckets } })).record
    const sound = { min: 2 ** 30, max: 2 ** 31 - 1, count: 1 }
    expect(hist(sound, { min: -(2 ** 31), max: -1, count: 2 })).toMatchObject({
      restored: true,
      buckets: [sound, { min: 2 ** 31, max: 2 ** 32 - 1, count: 2 }],
    })
    // below 2^31 nothing was written wrongly
    expect(hist({ min: 2 ** 28, max: 2 ** 29 - 1, count: 1 }, { min: -5, max: -1, count: 2 })).toBeNull()
  })

  test('infinity is no count, and an empty text no bound', () => {
    const decode = (text: string) => bpftraceDecoder().decode(text).record
    expect(decode('{"type": "map", "data": {"@x": 1e999}}')).toMatchObject({ type: 'unused', name: '@x' })
    const hist = (min: string) =>
      decode(`{"type": "hist", "data": {"@h": [{"min": ${min}, "max": 1, "count": 1}]}}`)
    expect([hist('""'), hist('"0x1"'), hist('"1"')]).toEqual([
      null,
      null,
      { type: 'hist', name: '@h', buckets: [{ min: 1, max: 1, count: 1 }] },
    ])
  })

  test('the text of a program: keys that look like a message, lines of Windows, a hundred first words', async () => {
    const words = Array.from({ length: 120 }, (_, at) => `w${at} said\r\n`).join('')
    const text = `Attaching 1 probe...\r\n${words}w5 again\r\n\r\n@faults[: PERF_RECORD_LOST]: 5\r\n@x: 7\r\r\n`
    const trace = { path: temporaryFile(text), name: 'x' }
    const read = await bpftraceMaps.reduce({ trace }, { run: 'run', window: null })
    expect(read).toMatchObject({
      value: {
        probes: 1,
        maps: new Map([
          ['@faults', new Map([[': PERF_RECORD_LOST', 5]])],
          ['@x', new Map([['', 7]])],
        ]),
        lost: 0,
      },
    })
    const { printed } = read.present ? read.value : { printed: new Map() }
    expect([printed.size, printed.get('w5'), printed.get('w99'), printed.get('(other)')]).toEqual([
      101, 2, 1, 20,
    ])
  })

  test('as many keys as a map has room for by default: what came later may be lost', async () => {
    const of = async (keys: number) => {
      const lines = Array.from({ length: keys }, (_, key) => `@[${key}]: 1\n`)
      const trace = { path: temporaryFile(`Attaching 1 probe...\n${lines.join('')}`), name: 'x' }
      const read = await bpftraceMaps.reduce({ trace }, { run: 'run', window: null })
      return read.present ? read.warnings.map(({ id }) => id) : read.reason
    }
    expect([await of(4096), await of(4095), await of(3277)]).toEqual([['map-limit'], [], []])
  })

  test('a count before an unusual byte is decimal, one behind it is not', () => {
    const hists = (first: string, second: string) =>
      `{"type": "hist", "data": {"@h": {"a": [{"min": 1, "max": 1, "count": ${first}}], "caf\\uffffffc3\\uffffffa9": [{"min": 1, "max": 1, "count": ${second}}]}}}`
    expect(fixEscapes().fix(hists('10', '1f'))).toEqual({
      line: hists('10', '31').replace('\\uffffffc3\\uffffffa9', 'é'),
      repaired: true,
      doubt: null,
    })
    expect(fixEscapes().fix(hists('10', '7')).doubt).toBeNull()
    expect(fixEscapes().fix(hists('1', '10')).doubt).toContain('the count 10 may be hexadecimal')
  })
})
