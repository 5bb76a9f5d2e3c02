import { adviceOf } from '../ingest/format-advice.js'
import type { InputFormat } from '../model/stream.js'

/** How the lines of a format are counted; null for a format that is not of such lines. */
export const lineFormOf = (format: InputFormat): 'text' | 'json' | null =>
  format === 'bpftrace-text' ? 'text' : format === 'bpftrace-json' || format === 'stream' ? 'json' : null

/** What to do with a file that is no trace of page faults. */
export function adviceFor(format: InputFormat, head: string): string {
  switch (format) {
    case 'empty':
      return 'bpftrace wrote nothing here: look at its stderr, record the run again, or leave it out'
    case 'vmstat':
      return 'copies from before and after a run tell what it cost: give both as its files, and say which with --before and --after; or put them next to a trace X as X.vmstat-before and X.vmstat-after'
    case 'stress-ng-yaml':
    case 'stress-ng-log':
      return "put it next to the run's trace X as X.stress.yaml or X.stress.log, and give the trace"
    default:
      return adviceOf(format, head) ?? 'check that this is the file that you mean'
  }
}
