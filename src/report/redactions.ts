import type { Report } from '../model/report.js'
import type { Unredacted } from './publishable.js'
import { redact } from './redact.js'

/** The report as it may be published, and in it what was taken out for that. */
export function publishable(report: Report, keep: readonly Unredacted[]): Report {
  const kept = keep.includes('texts')
  const { value, found } = kept ? { value: report, found: [] } : redact(report)
  const { host, workload } = report
  const redactions = [
    ...(host === null
      ? []
      : [
          'Of the test box: its name, its users, the model of its processor, the build and configuration of its kernel, the versions of its tools.',
        ]),
    'Of the input files: where they lay.',
    ...(workload === null || workload.withheld === 0
      ? []
      : [
          `Of the workload: ${workload.withheld} ${workload.withheld === 1 ? 'argument' : 'arguments'} of its command line (--keep argv keeps them).`,
        ]),
    kept
      ? 'Texts were kept as they are (--keep texts).'
      : found.length === 0
        ? 'In texts: nothing was found to take out (looked for: kernel addresses, home directories, passwords and keys, machine and disk ids, mail addresses).'
        : `In texts: ${found.join(', ')} (--keep texts keeps them).`,
    'Still in it: names of processes and of input files, and lines of the kernel log. Look through them before you publish.',
  ]
  return { ...value, redactions }
}
