import { spans } from '../reduce/spans.js'

export interface Compaction {
  /** Passes that touch the measured window. */
  passes: number
  /** Seconds of the window in which at least one pass ran; those at the same time count once. */
  seconds: number
  /** The same passes by result: the number in the kernel's enum compact_result. */
  results: Map<string, number>
  /** Pages, while the probes were attached. */
  migrateScanned: number | null
  freeScanned: number | null
  /** Passes whose line was lost. */
  missing: number
}

export const compaction = spans({
  id: 'compaction',
  title: 'Compaction',
  what:
    'A huge page needs 512 free pages side by side. When free memory is in pieces, the kernel moves used pages together to make room: ' +
    'compaction. A program that waits for it stalls as in direct reclaim.',
  collector: 'bpftrace on compaction:mm_compaction_begin and _end, paired by thread',
  caveats:
    'kcompactd, a kernel thread, compacts in the background: those passes stall nobody. A pass still under way when the tracer ends ' +
    'has no line.',
  fields: {
    passes: { unit: 'count', doc: 'passes that touch the measured window' },
    seconds: { unit: 'seconds', doc: 'time of the window in which at least one pass ran' },
    results: {
      unit: 'count',
      doc: "passes that touch the measured window by result, the number in the kernel's enum compact_result",
    },
    migrateScanned: { unit: 'pages', doc: 'pages scanned for movable ones, while the probes were attached' },
    freeScanned: { unit: 'pages', doc: 'pages scanned for free ones, while the probes were attached' },
    missing: { unit: 'count', doc: 'passes whose line was lost' },
  },
  line: /^compaction (\d{1,20}) (\d{1,18}) \d+ \d+ (-?\d{1,3}) /,
  ended: '@ends',
  value: ({ count, seconds, kinds, missing, total }): Compaction => ({
    passes: count,
    seconds,
    results: kinds,
    migrateScanned: total('@migrate_scanned'),
    freeScanned: total('@free_scanned'),
    missing,
  }),
})
