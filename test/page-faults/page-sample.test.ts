import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { random } from '../../src/base/random.js'
import {
  addPage,
  type CountedPages,
  countedPages,
  joinPages,
  pageSample,
  pagesOf,
} from '../../src/page-faults/page-sample.js'

type Touch = [high: number, low: number, process: number]

const counted = (touches: readonly Touch[], most?: number) => {
  const counts = pageSample(most)
  for (const [high, low, process] of touches) addPage(counts, low, high, process)
  return countedPages(counts)
}
const sorted = (counts: CountedPages) => ({
  level: counts.level,
  pages: [...pagesOf(counts)]
    .map(({ high, low, process, count }) => `${high} ${low} ${process}: ${count}`)
    .sort(),
})
/** The same with a plain map. */
function expected(touches: readonly Touch[]): string[] {
  const counts = new Map<string, number>()
  for (const [high, low, process] of touches) {
    const page = ((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)) >> 12n
    const key = `${page >> 32n} ${page & 0xffffffffn} ${process}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].map(([key, count]) => `${key}: ${count}`).sort()
}

const word = fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.constantFrom(0, 0xfff, 0x1000, 0xfffff000))
const process = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(4194303))

test('counts each page of each process, whatever its address, as a map would', () => {
  const touch = fc.tuple(fc.oneof(word, fc.constant(0x7f00)), word, process)
  fc.assert(
    fc.property(fc.array(touch, { maxLength: 200 }), (touches) => {
      expect(sorted(counted(touches))).toEqual({ level: 0, pages: expected(touches) })
    }),
  )
})

/** Many touches, of neighbouring and of scattered pages, some again and again. */
function many(count: number, seed: string): Touch[] {
  const { uniform: next } = random(seed)
  return Array.from({ length: count }, (_, index) =>
    index % 3 === 0
      ? [0x7f00, (index * 4096) >>> 0, 1]
      : index % 3 === 1
        ? [Math.floor(next() * 0x8000), Math.floor(next() * 2 ** 32), 2]
        : [0x5555, Math.floor(next() * 50) * 4096, 3],
  )
}

test('of more pages a share is kept, with all of their touches, and the share does not depend on the order', () => {
  const touches = many(30_000, 'pages')
  const whole = new Set(expected(touches))
  const kept = sorted(counted(touches, 1000))
  expect(kept.level).toBeGreaterThan(3)
  expect(kept.pages.length).toBeGreaterThan(400)
  expect(kept.pages.length).toBeLessThanOrEqual(1000)
  expect(kept.pages.filter((page) => !whole.has(page))).toEqual([])
  // one in so many, within five standard deviations
  const share = whole.size / 2 ** kept.level
  expect(Math.abs(kept.pages.length - share)).toBeLessThan(5 * Math.sqrt(share))
  expect(sorted(counted(touches.toReversed(), 1000))).toEqual(kept)
})

test('parts joined are the whole, however they were cut and in whichever order they come', () => {
  const touches = many(6000, 'parts')
  for (const most of [100, 1000, 10_000])
    for (const cuts of [[3000], [1, 2, 5999], [500, 1000, 4000]]) {
      const bounds = [0, ...cuts, touches.length]
      const parts = cuts.map((_, index) => counted(touches.slice(bounds[index], bounds[index + 1]), most))
      parts.push(counted(touches.slice(cuts.at(-1)), most))
      for (const order of [parts, parts.toReversed()]) {
        const joined = pageSample(most)
        for (const part of order) joinPages(joined, part)
        expect(sorted(countedPages(joined))).toEqual(sorted(counted(touches, most)))
      }
    }
})
