import { describe, expect, test } from '@jest/globals'
import { bpftraceDecoder } from '../../src/decode/bpftrace-json.js'
import { decodeBpftraceText, type TextMaps } from '../../src/decode/bpftrace-text.js'
import { kindOfText, noteUnused, pointsIn, seriesOf, wholeOf } from '../../src/decode/bpftrace-values.js'
import { mapLimits } from '../../src/decode/map-limits.js'

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
})
