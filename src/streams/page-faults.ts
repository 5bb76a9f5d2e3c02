import { InputError } from '../base/input-error.js'
import { readHead } from '../ingest/chunks.js'
import { FORMAT_TITLES, formatOf, ownProgram } from '../ingest/format.js'
import { readLines } from '../ingest/lines.js'
import type { Context, Reduction, StreamDef, StreamFiles } from '../model/stream.js'
import type { PageFaults } from '../page-faults/counts.js'
import { adviceFor, lineFormOf } from '../page-faults/line-form.js'
import { countFaults } from '../page-faults/lines.js'
import { faultsInMaps } from '../page-faults/maps.js'
import { faultRanges } from '../page-faults/ranges.js'
import { reductionOf } from '../page-faults/reduction.js'
import { faultsInTraceText } from '../page-faults/text.js'

export const pageFaults: StreamDef<'page-faults', PageFaults> = {
  id: 'page-faults',
  title: 'Page faults',
  what:
    'A page fault is the processor telling the kernel that a program touched memory for which it has no page at hand: ' +
    'the kernel finds or makes one (a minor fault) or must first read it from swap or a file (a major fault). ' +
    'This stream has one event for each, with the process that caused it.',
  collector:
    'bpftrace on the tracepoints exceptions:page_fault_user and exceptions:page_fault_kernel, text or JSON; for standalone files also ' +
    'a map @faults of any bpftrace program, or page faults of perf script',
  caveats:
    'The tracepoint cannot tell major from minor faults, and the plain one-liner traces only those taken in user mode. ' +
    'The counter pgfault has more: madvise(MADV_POPULATE...), mlock and get_user_pages fill pages in advance without any ' +
    'exception, which stress-ng does with all memory of its vm stressor. With one printed line a fault, a buffer that is ' +
    'too small loses events: the number of lines is not the truth.',
  fields: {
    total: { unit: 'count', doc: 'faults traced in the run' },
    byProcess: {
      unit: 'count',
      doc: 'faults by process name, or by process number where the trace has no names',
    },
    keyedBy: { unit: 'text', doc: 'whether byProcess has names or numbers, which mean nothing across runs' },
    lost: {
      unit: 'count',
      doc: 'events that the tracer reported as lost, in the trace or on stderr; not in total',
    },
    lostUncounted: {
      unit: 'count',
      doc: 'messages that events were lost, without their number: totals are then lower bounds; absent without any',
    },
    unknown: { unit: 'count', doc: 'lines that could not be parsed, and the first of them' },
    errors: { unit: 'count', doc: 'errors of the tracer, and the first line with one' },
    refused: {
      unit: 'count',
      doc: 'records of lost events that must not be used; absent where there are none',
    },
    repaired: {
      unit: 'count',
      doc: 'records of lost events that were written in hexadecimal; absent where there are none',
    },
    cutLine: { unit: 'text', doc: 'whether the last line was truncated' },
    processesFolded: { unit: 'count', doc: 'faults of processes beyond the 65,536 that are counted by name' },
    inKernel: {
      unit: 'count',
      doc: 'faults taken in kernel mode; absent where the trace does not have the mode of all',
    },
    series: { unit: 'count', doc: '"faults" per second; absent without a measured window or timestamps' },
    byPage: {
      unit: 'count',
      doc: 'of raw traces: pages by their number of faults, and the 20 with most; absent elsewhere',
    },
  },
  sidecars: [{ suffix: '.err', role: 'stderr' }],
  recordedAs: ['page-faults', 'page-faults-raw'],
  reduce: reducePageFaults,
  ranges: faultRanges,
}

async function reducePageFaults(
  { trace, stderr }: StreamFiles,
  { run, window }: Context,
): Promise<Reduction<PageFaults>> {
  if (trace === undefined) return { present: false, reason: 'no page-fault trace was recorded' }
  const head = await readHead(trace.path)
  const format = formatOf(head)
  if (format === 'perf-script') return faultsInTraceText(trace, stderr, run)
  if (format.startsWith('bpftrace') && ownProgram(head.toString('latin1')))
    return faultsInMaps(trace, stderr, run)
  const lineForm = lineFormOf(format)
  if (lineForm === null)
    throw new InputError({
      path: trace.path,
      line: 1,
      expected:
        format === 'vmstat'
          ? 'counters from before and after a run, or a trace'
          : 'a page-fault trace of bpftrace (text, or -f json) or perf script',
      found: format === 'vmstat' ? 'one copy of /proc/vmstat' : FORMAT_TITLES[format],
      remedy: adviceFor(format, head.toString('latin1')),
    })
  const counter = countFaults(lineForm, window?.boottime ?? null)
  const lines = await readLines(trace.path, counter.line, counter.cutLine, counter.scanner)
  return reductionOf(trace, stderr, run, lines, counter.end())
}
