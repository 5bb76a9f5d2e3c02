import { describe, expect, test } from '@jest/globals'
import { countsOfPart, mergeFaultCounts } from '../../src/page-faults/counts.js'
import { countFaults } from '../../src/page-faults/lines.js'
import { mapIntervals } from '../../src/page-faults/map-windows.js'
import { faultsByPage } from '../../src/page-faults/page-histogram.js'
import { addPage, countedPages, pageSample } from '../../src/page-faults/page-sample.js'
import { reductionOf } from '../../src/page-faults/reduction.js'
import { temporaryFile } from '../temporary.js'

// parts of the count of page faults asked directly, with values that are known by hand

const partOf = (...lines: string[]) => {
  const counter = countFaults('text')
  for (const [index, line] of lines.entries()) {
    const bytes = Buffer.from(line)
    counter.line(bytes, 0, bytes.length, index + 1)
  }
  return counter.part(lines.length)
}
const fault = (process: string | number) => `Page fault in process: ${process}`

describe('two ranges of a trace', () => {
  test('add up, with the place of what was not understood', () => {
    const both = mergeFaultCounts(
      partOf(fault('a'), fault(7), fault('a')),
      partOf(fault('a'), fault(7), 'odd'),
    )
    expect(both).toMatchObject({
      lines: 6,
      total: 5,
      byName: new Map([['a', 3]]),
      byNumber: new Map([[7, 2]]),
      named: true,
      unknown: { count: 1, firstLine: 6 },
    })
    const counts = countsOfPart(both as never, null, undefined)
    expect(counts).toMatchObject({ total: 5, keyedBy: 'name', processesFolded: 0 })
    expect([...counts.byProcess]).toEqual([
      ['a', 3],
      ['7', 2],
    ])
  })
  test('are not joined where one has another meaning with what stands before it', () => {
    const [one, next] = [partOf(fault('a')), partOf(fault('a'))]
    for (const others of [{ apart: false }, { folded: 1 }]) {
      expect(mergeFaultCounts({ ...one, ...others }, next)).toBeNull()
      expect(mergeFaultCounts(one, { ...next, ...others })).toBeNull()
    }
    const seen = (escapes: boolean, counts: boolean) => ({ seen: { escapes, counts } })
    expect(mergeFaultCounts({ ...one, ...seen(true, false) }, { ...next, ...seen(false, true) })).toBeNull()
    expect(
      mergeFaultCounts({ ...one, ...seen(true, false) }, { ...next, ...seen(true, false) }),
    ).not.toBeNull()
    const many = new Map(Array.from({ length: 65_536 }, (_, name) => [`${name}`, 1] as const))
    expect(mergeFaultCounts({ ...one, byName: new Map() }, { ...next, byName: many })).not.toBeNull()
    expect(mergeFaultCounts(one, { ...next, byName: many })).toBeNull()
  })
})

test('what a trace tells only of a part of its faults is not told', async () => {
  const part = partOf(fault('a'))
  const pages = pageSample()
  addPage(pages, 0x1000, 0, 1)
  const raw = { ...part.raw, pages: countedPages(pages) }
  const of = (others: object) => countsOfPart({ ...part, raw, ...others }, null, undefined)
  expect(of({ withMode: 1, inKernel: 1 }).inKernel).toBe(1)
  expect(of({ total: 2, withMode: 1, inKernel: 1 })).not.toHaveProperty('inKernel')
  expect(of({ total: 2 ** 32 - 1 }).byPage?.pages).toBe(1)
  // the counts of pages have 32 bits
  expect(of({ total: 2 ** 32 })).not.toHaveProperty('byPage')
  const trace = { path: temporaryFile(`${fault('a')}\n`), name: 'x' }
  const reduced = (total: number) => reductionOf(trace, undefined, 'run', 1, of({ total }))
  expect(await reduced(2 ** 53 - 1)).toMatchObject({ present: true })
  expect(await reduced(2 ** 53)).toEqual({
    present: false,
    reason: 'x counts more than 2^53 page faults, which no run has: a number in it is wrong',
  })
})

test('names of 256 characters, and numbers of processes of any length up to nine digits', () => {
  const { byName, byNumber } = partOf(
    fault('n'.repeat(300)),
    fault('n'.repeat(255)),
    fault(999_999_999),
    fault('1234567890'),
  )
  expect([...byName.keys()].map((name) => name.length)).toEqual([256, 255, 10])
  expect([...byNumber.keys()]).toEqual([999_999_999])
})

test('a map belongs to the time since the mark before it, and counts where that touches the window', () => {
  const empty: bigint[][] = []
  const maps = mapIntervals({ start: 10n, end: 20n }, (from, to) => empty.push([from, to]))
  expect([maps.mark('odd'), maps.mark('time 5')]).toEqual([false, true])
  // nothing is known of when the first began
  expect([maps.takeMap(), maps.interval()]).toEqual([false, null])
  maps.mark('time 10')
  expect([maps.takeMap(), maps.interval()]).toEqual([false, { from: 5n, to: 10n }])
  maps.mark('time 11')
  expect([maps.takeMap(), maps.interval()]).toEqual([true, { from: 10n, to: 11n }])
  maps.mark('time 15')
  maps.mark('time 19')
  expect(empty).toEqual([[11n, 15n]])
  expect([maps.takeMap(), maps.interval()]).toEqual([true, { from: 15n, to: 19n }])
  // the last one, when the tracer ends, has no mark
  expect([maps.takeMap(), maps.interval()]).toEqual([true, null])
  const late = mapIntervals({ start: 10n, end: 20n })
  late.mark('time 20')
  late.takeMap()
  late.mark('time 21')
  expect([late.takeMap(), late.takeMap()]).toEqual([false, false])
  const first: bigint[][] = []
  const begun = mapIntervals(null, (from, to) => first.push([from, to]))
  begun.mark('time 5')
  begun.mark('time 6')
  expect([first, begun.takeMap(), begun.interval()]).toEqual([[], true, { from: 5n, to: 6n }])
})

test('pages with most faults: twenty, by their faults, address and process', () => {
  const pages = pageSample()
  const touch = (times: number, page: number, process: number, high = 0) => {
    for (let one = 0; one < times; one++) addPage(pages, page * 4096 + 5, high, process)
  }
  for (let page = 1; page <= 20; page++) touch(2, page, 1)
  touch(1, 21, 1)
  touch(9, 0xfffff, 3, 0x7f)
  touch(9, 0xfffff, 2, 0x7f)
  touch(9, 0, 4, 0x80)
  const { top, byFaults, ...counts } = faultsByPage(countedPages(pages))
  expect(counts).toEqual({ oneIn: 1, pages: 24, faults: 40 + 1 + 27 })
  expect(top).toHaveLength(20)
  expect(top.slice(0, 4)).toEqual([
    { address: '7ffffff000', process: 2, faults: 9 },
    { address: '7ffffff000', process: 3, faults: 9 },
    { address: '8000000000', process: 4, faults: 9 },
    { address: '1000', process: 1, faults: 2 },
  ])
  expect(top.at(-1)).toEqual({ address: '11000', process: 1, faults: 2 })
  expect(byFaults).toEqual([
    { min: 1, max: 1, count: 1 },
    { min: 2, max: 2, count: 20 },
    { min: 9, max: 9, count: 3 },
  ])
})
