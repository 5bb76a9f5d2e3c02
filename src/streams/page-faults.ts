import { InputError } from '../base/input-error.js'
import { lostInText } from '../decode/bpftrace-json.js'
import { readHead } from '../ingest/chunks.js'
import { FORMAT_TITLES, formatOf, type InputFormat, ownProgram } from '../ingest/format.js'
import { readerWarnings } from '../ingest/line-notes.js'
import { readLineRange } from '../ingest/line-range.js'
import { readLines } from '../ingest/lines.js'
import type { LineRange, Reduction, StreamDef, StreamFile, Window } from '../model/stream.js'
import {
  countsOfPart,
  type FaultCounts,
  mergeFaultCounts,
  type PageFaults,
  type PartialFaultCounts,
} from '../page-faults/counts.js'
import { countFaults } from '../page-faults/lines.js'
import { faultsInMaps } from '../page-faults/maps.js'
import { rawSeries } from '../page-faults/records.js'
import { faultsInTraceText } from '../page-faults/text.js'

declare module '../model/stream.js' {
  interface StreamValues {
    'page-faults': PageFaults
  }
}

export const pageFaults: StreamDef<PageFaults> = {
  id: 'page-faults',
  title: 'Page faults',
  what:
    'A page fault is the processor telling the kernel that a program touched memory for which it has no page at hand: ' +
    'the kernel finds or makes one (a minor fault) or must first read it from swap or a file (a major fault). ' +
    'This stream has one event for each, with the process that caused it.',
  collector:
    'bpftrace on the tracepoints exceptions:page_fault_user and exceptions:page_fault_kernel, text or JSON; for bare files also ' +
    'a map @faults of any bpftrace program, or page faults of perf script',
  caveats:
    'The tracepoint cannot tell major from minor faults, and the plain one-liner traces only those taken in user mode. ' +
    'The counter pgfault has more: madvise(MADV_POPULATE...), mlock and get_user_pages fill pages in advance without any ' +
    'exception, which stress-ng does with all memory of its vm stressor. With one printed line a fault, a buffer that is ' +
    'too small loses events: the number of lines is not the truth.',
  columns: [
    { name: 'total', unit: 'count', doc: 'faults traced in the run' },
    { name: 'process', unit: 'text', doc: 'process name where the trace has it, otherwise its number' },
    { name: 'faults', unit: 'count', doc: 'faults traced of that process' },
    { name: 'lost', unit: 'count', doc: 'events that the tracer reported as lost' },
    {
      name: 'byPage',
      unit: 'count',
      doc: 'of raw traces, how often the same pages of a process faulted, and the 20 that did most',
    },
  ],
  sidecars: [{ suffix: '.err', role: 'stderr' }],
  recordedAs: ['page-faults', 'page-faults-raw'],
  reduce: reducePageFaults,
  parts: { read: readPart, join: mergeFaultCounts, end: endParts },
}

const traceOf = (files: readonly StreamFile[]) => files.find(({ role }) => role === 'trace')

async function reducePageFaults(files: readonly StreamFile[], run: string, window: Window | null) {
  const trace = traceOf(files)
  if (trace === undefined) return { present: false as const, reason: 'no page-fault trace was recorded' }
  const head = await readHead(trace.path)
  const format = formatOf(head)
  if (format === 'perf-script') return faultsInTraceText(trace, run)
  if (format.startsWith('bpftrace') && ownProgram(head.toString('latin1'))) return faultsInMaps(trace, run)
  const lineForm = lineFormOf(format)
  if (lineForm === null) {
    throw new InputError({
      path: trace.path,
      line: 1,
      expected: 'a page-fault trace of bpftrace (text, or -f json) or perf script',
      found: FORMAT_TITLES[format],
      remedy: adviceFor(format),
    })
  }
  const counter = countFaults(lineForm, window?.boottime ?? null)
  const lines = await readLines(trace.path, counter.line, counter.cutLine, counter.scanner)
  return reductionOf(trace, files, run, lines, counter.end())
}

/** How the lines of a format are counted; null for a format that is not of such lines. */
const lineFormOf = (format: InputFormat): 'text' | 'json' | null =>
  format === 'bpftrace-text' ? 'text' : format === 'bpftrace-json' || format === 'stream' ? 'json' : null

/** Null for what only the whole trace tells: other formats, and maps, whose meaning depends on what came before them. */
async function readPart(
  files: readonly StreamFile[],
  range: LineRange,
  window: Window | null,
): Promise<PartialFaultCounts | null> {
  const trace = traceOf(files)
  if (trace === undefined) return null
  const head = await readHead(trace.path)
  const lineForm = lineFormOf(formatOf(head))
  if (lineForm === null || head.includes('"@faults') || ownProgram(head.toString('latin1'))) return null
  const { line, cutLine, scanner, part } = countFaults(lineForm, window?.boottime ?? null)
  const lines = await readLineRange(trace.path, range, line, cutLine, scanner)
  return lines === null ? null : part(lines)
}

async function endParts(
  whole: PartialFaultCounts,
  files: readonly StreamFile[],
  run: string,
  window: Window | null,
): Promise<Reduction<PageFaults> | null> {
  const trace = traceOf(files)
  const bounds = window?.boottime ?? null
  if (trace === undefined || !whole.apart) return null
  if (bounds !== null && whole.marked && rawSeries(whole.raw, bounds) === undefined) return null
  return reductionOf(trace, files, run, whole.lines, countsOfPart(whole, bounds, undefined))
}

async function reductionOf(
  trace: StreamFile,
  files: readonly StreamFile[],
  run: string,
  lines: number,
  counts: FaultCounts,
): Promise<Reduction<PageFaults>> {
  const warnings = readerWarnings(trace.name, run)
  const stderr = files.find((file) => file.role === 'stderr')
  const lost = Math.max(counts.lostInTrace, stderr === undefined ? 0 : await lostInStderr(stderr.path))
  if (counts.cutLine)
    warnings.add(
      'trace-cut',
      'the last line is cut off and was not counted; the tracer may have been stopped too early.',
      { line: lines },
    )
  warnings.unknownLines(counts.unknown, lines)
  warnings.tracerErrors(counts.errors)
  if (counts.processesFolded > 0)
    warnings.add(
      'many-processes',
      `more than ${counts.byProcess.size - 1} processes; ${counts.processesFolded} faults of further ones are counted together.`,
      { severity: 'note' },
    )
  if (counts.total === 0)
    warnings.add(
      'no-faults',
      'the trace holds no page fault at all, which a running workload does not do; the probe may not have been attached.',
    )
  return { present: true as const, value: { ...counts, lost }, warnings: warnings.list }
}

function adviceFor(format: string): string {
  switch (format) {
    case 'empty':
      return 'bpftrace wrote nothing here: look at its stderr, record the run again, or leave it out'
    case 'vmstat':
    case 'stress-ng-yaml':
    case 'stress-ng-log':
      return "put it beside the run's trace X as X.vmstat-before, X.vmstat-after, X.stress.yaml or X.stress.log, and give the trace"
    case 'perf-data':
      return 'give the output of the bpftrace one-liner'
    default:
      return 'check that this is the file that you mean'
  }
}

async function lostInStderr(path: string): Promise<number> {
  let increments = 0
  let total = 0
  await readLines(path, (buffer, start, end) => {
    const lost = lostInText(buffer.toString('latin1', start, end))
    if (lost?.total === true) total = lost.events
    else if (lost !== null) increments += lost.events
  })
  return Math.max(increments, total)
}
