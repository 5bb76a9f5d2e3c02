import { scalar } from '../decode/bpftrace-output.js'
import type { Histogram } from '../model/histogram.js'
import { counters } from '../reduce/counters.js'

export interface Swap {
  /** Calls of do_swap_page, and those of them that needed a read; null where the program did not say. */
  swapIns: number | null
  major: number | null
  /** Folios, of one page or many, given to swap. */
  outFolios: number | null
  /** How long a task waited for a swap-in. */
  waits: Histogram
}

export const swap = counters({
  id: 'swap',
  title: 'Swap-in and swap-out',
  what:
    'Swap is where the kernel puts pages of programs when memory is short: a disk, or zram, which is compressed memory. This stream has ' +
    'how long tasks waited for a page to come back.',
  collector: 'bpftrace on do_swap_page and on the function that writes a folio to swap',
  caveats:
    'Folios, not pages: with large folios one is many pages, which pswpout counts. Names of kernel functions, which may change. ' +
    'Covers all the time that the probes were attached.',
  fields: {
    swapIns: { unit: 'count', doc: 'calls of do_swap_page: a task accessed a page that was in swap' },
    major: { unit: 'count', doc: 'those that had to read from the swap device' },
    outFolios: { unit: 'count', doc: 'folios written to swap' },
    waits: { unit: 'count', doc: 'histogram of the time that a task waited for a swap-in' },
  },
  value: (printed): Swap => ({
    swapIns: scalar(printed, '@swap_ins'),
    major: scalar(printed, '@swap_in_major'),
    outFolios: scalar(printed, '@swap_out_folios'),
    waits: { unit: 'microseconds', buckets: printed.histograms.get('@swap_in_us') ?? [] },
  }),
})
