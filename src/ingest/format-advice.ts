import { printable } from '../base/printable.js'
import type { InputFormat } from '../model/stream.js'
import { nearestForm } from './nearest-form.js'

const COUNTS =
  'record counts with "perf stat -e page-faults,major-faults", or give the output of "perf script -i perf.data"'

/** What to do with a file that nothing reads, by what it is: an imperative. */
const ADVICE: { readonly [F in InputFormat]?: string } = {
  'utf-16': 'convert it: iconv -f UTF-16 -t UTF-8 FILE > NEW',
  'psi-averages':
    'averages do not add up to the share of a run; record with psi2log --mode 2, or copy /proc/pressure under time marks',
  csv: 'it is a table of runs: mglru-report analyze FILE',
  phoronix: 'it is a table of runs: mglru-report analyze FILE',
  stream: 'this version knows no stream of that name',
  'perf-data': 'run "perf script -i FILE" and give its output',
  'perf-report': COUNTS,
  'perf-annotate': COUNTS,
  'perf-kmem': `it counts allocations, neither faults nor reclaim; ${COUNTS}`,
  'perf-sched': `it tells of the scheduler, neither of faults nor of reclaim; ${COUNTS}`,
  'perf-lock': `it tells of locks, neither of faults nor of reclaim; ${COUNTS}`,
  'folded-stacks':
    'give the output of perf script that it was made of: stacks that were folded have no times and no event',
  'trace-dat': 'run "trace-cmd report FILE" and give its output',
}

/**
 * What to do with a file that nothing reads; for text of no known format, which form is nearest and where the text departs from it.
 * @param head the first bytes, as latin1
 */
export function adviceOf(format: InputFormat, head: string): string | null {
  const advice = ADVICE[format]
  if (advice !== undefined) return advice
  if (format !== 'unknown' && format !== 'json') return null
  const near = nearestForm(head)
  if (near === null) {
    const lines = head.split('\n')
    const first = lines.findIndex((line) => line.trim() !== '')
    return `no known format is near to it; its first line: ${printable(lines[first] ?? '', 80)}`
  }
  const { title, example, line, column, text } = near
  return `nearest to it is ${title}, as in \`${example}\`; line ${line} departs from that at column ${column}: ${text}`
}
