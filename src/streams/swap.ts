import type { Bucket } from '../decode/bpftrace-json.js'
import { readBpftrace, scalar } from '../decode/bpftrace-output.js'
import type { Reduction, StreamDef, StreamFile } from '../model/stream.js'

export interface Swap {
  /** Calls of do_swap_page, and those of them that needed a read; null where the program did not say. */
  swapIns: number | null
  major: number | null
  /** Folios, of one page or many, given to swap. */
  outFolios: number | null
  /** Microseconds that a task waited for a swap-in. */
  waits: Bucket[]
}

declare module '../model/stream.js' {
  interface StreamValues {
    swap: Swap
  }
}

export const swap: StreamDef<Swap> = {
  id: 'swap',
  title: 'Swap-in and swap-out',
  what:
    'Swap is where the kernel puts pages of programs when memory is short: a disk, or zram, which is compressed memory. This stream has ' +
    'how long tasks waited for a page to come back.',
  collector: 'bpftrace on do_swap_page and on the function that writes a folio to swap',
  caveats:
    'Folios, not pages: with large folios one is many pages, which pswpout counts. Names of kernel functions, which may change. ' +
    'Covers all the time that the probes were attached.',
  columns: [
    { name: 'swap-ins', unit: 'count', doc: 'times a task wanted a page that was in swap' },
    { name: 'bucket', unit: 'text', doc: 'bounds of the wait in microseconds, inclusive' },
    { name: 'swap-out', unit: 'count', doc: 'folios written' },
  ],
  sidecars: [],
  recordedAs: ['swap'],
  reduce: reduceSwap,
}

async function reduceSwap(files: readonly StreamFile[], run: string): Promise<Reduction<Swap>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const trace = await readBpftrace(file, run, () => false)
  const value: Swap = {
    swapIns: scalar(trace, '@swap_ins'),
    major: scalar(trace, '@swap_in_major'),
    outFolios: scalar(trace, '@swap_out_folios'),
    waits: trace.histograms.get('@swap_in_us') ?? [],
  }
  return { present: true, value, warnings: trace.warnings }
}
