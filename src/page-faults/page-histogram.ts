import type { Bucket } from '../model/histogram.js'
import { logLinearHistogram } from '../reduce/log-linear-histogram.js'
import { type CountedPage, type CountedPages, pagesOf } from './page-sample.js'

/** How often the same pages faulted, of those that faulted at all. */
export interface FaultsByPage {
  /** What follows is of one page in so many, chosen by their addresses alone. */
  oneIn: number
  /** Pages of processes: the same address in two processes is two. */
  pages: number
  faults: number
  /** Pages by the number of their faults. */
  byFaults: Bucket[]
  /** Those with the most faults, by the address of their first byte (hexadecimal) and process number. */
  top: { address: string; process: number; faults: number }[]
}

const TOP = 20

export function faultsByPage(counted: CountedPages): FaultsByPage {
  const byFaults = logLinearHistogram()
  const top: CountedPage[] = []
  let [pages, faults] = [0, 0]
  for (const page of pagesOf(counted)) {
    pages++
    faults += page.count
    byFaults.add(page.count)
    const last = top[TOP - 1]
    if (last !== undefined && order(last, page) < 0) continue
    top.push(page)
    top.sort(order).splice(TOP)
  }
  return {
    oneIn: 2 ** counted.level,
    pages,
    faults,
    byFaults: byFaults.end(),
    top: top.map(({ low, high, process, count }) => ({
      address: (((BigInt(high) << 32n) | BigInt(low)) << 12n).toString(16),
      process,
      faults: count,
    })),
  }
}

const order = (a: CountedPage, b: CountedPage) =>
  b.count - a.count || a.high - b.high || a.low - b.low || a.process - b.process
