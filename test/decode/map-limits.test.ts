import { expect, test } from '@jest/globals'
import { bpftraceMaps } from '../../src/streams/bpftrace-maps.js'
import { temporaryFile } from '../temporary.js'

const read = (text: string) =>
  bpftraceMaps.reduce({ trace: { path: temporaryFile(text), name: 'x' } }, { run: 'r', window: null })
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at)
const record = (type: string, name: string, value: unknown) =>
  `${JSON.stringify({ type, data: { [name]: value } })}\n`
const entries = (count: number, value: unknown) =>
  Object.fromEntries(numbers(count).map((at) => [`k${at}`, value]))
const bucket = { min: 1, max: 1, count: 1 }

test.each<[string, string, number]>([
  [
    'JSON',
    numbers(1001)
      .map((at) => record('map', `@m${at}`, 1))
      .join(''),
    1001,
  ],
  [
    'text',
    `@m: 1\n${numbers(1001)
      .map((at) => `@m${at}: 1\n`)
      .join('')}`,
    1001,
  ],
])('a thousand maps are enough: %s', async (_, text, line) => {
  await expect(read(text)).rejects.toMatchObject({
    line,
    message: 'expected at most 1000 maps, found more; print fewer, such as the largest: print(@NAME, 1000)',
  })
})

test.each<[string, string]>([
  [
    'entries',
    numbers(11)
      .map((at) => record('map', `@m${at}`, entries(20_000, 1)))
      .join(''),
  ],
  [
    'buckets',
    numbers(11)
      .map((at) =>
        record(
          'hist',
          `@h${at}`,
          numbers(20_000).map((min) => ({ min, max: min, count: 1 })),
        ),
      )
      .join(''),
  ],
  [
    'histograms',
    numbers(11)
      .map((at) => record('hist', `@h${at}`, entries(10_000, [bucket])))
      .join(''),
  ],
  [
    'statistics',
    numbers(11)
      .map((at) => record('stats', `@s${at}`, entries(20_000, { count: 1, average: 1, total: 1 })))
      .join(''),
  ],
  [
    'entries of text',
    numbers(200_001)
      .map((at) => `@m[k${at}]: 1\n`)
      .join(''),
  ],
  [
    'buckets of text',
    `@h:\n${numbers(200_001)
      .map((at) => `[${at}]  1 |@|\n`)
      .join('')}`,
  ],
])('so many %s are refused', async (_, text) => {
  await expect(read(text)).rejects.toThrow('expected at most 200000 entries of maps in all, found more')
})

test('a map that is printed again counts once', async () => {
  const again = record('map', '@m', entries(20_000, 1)).repeat(12)
  expect(await read(again)).toMatchObject({ present: true })
  const text = `${numbers(20_000)
    .map((at) => `@m[k${at}]: 1\n`)
    .join('')}\n-\n`.repeat(12)
  expect(await read(text)).toMatchObject({ present: true })
})

test('histograms beyond a thousand, of as many keys, are all kept', async () => {
  const reduction = await read(record('hist', '@h', entries(3000, [bucket])))
  if (!reduction.present) throw new Error(reduction.reason)
  expect(reduction.value.histograms.size).toBe(3000)
})
