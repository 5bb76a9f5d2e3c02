import { printable } from '../base/printable.js'
import { withStderr } from '../decode/lost-on-stderr.js'
import { readTraceText, traceClock, traceTextWarnings } from '../decode/read-trace-text.js'
import type { TraceEvent } from '../decode/trace-text.js'
import type { Reduction, StreamFile } from '../model/stream.js'
import { OTHERS } from '../reduce/top-counts.js'
import { MAX_PROCESSES, type PageFaults } from './counts.js'
import { countsOf } from './maps.js'
import { nameTable } from './name-table.js'
import { type FaultKind, type PerfFaults, scanPerf } from './scan-perf-script.js'

const TRACEPOINTS = new Set(['page_fault_user', 'page_fault_kernel'])
const SAMPLES = new Set(['page-faults', 'faults'])

/** The software event has two names, and may have a mode behind it: faults, page-faults:u. */
const isSample = (event: string): boolean => SAMPLES.has(event.split(':', 1)[0] ?? '')

/** Counts the page faults of a trace: those that the scanner takes, and the events that it leaves. */
export function countTraceFaults() {
  const sampled = new Set<string>()
  const kindOf = (event: string): FaultKind =>
    TRACEPOINTS.has(event) ? 'tracepoint' : isSample(event) ? 'sample' : 'other'
  const names = nameTable()
  const counts: PerfFaults = {
    names,
    total: 0,
    fromTracepoints: 0,
    fromSamples: 0,
    withoutPeriod: 0,
    sampled,
  }
  const clock = traceClock()
  const byProcess = new Map<string, number>()
  const add = (name: string, faults: number) => byProcess.set(name, (byProcess.get(name) ?? 0) + faults)
  return {
    clock,
    scanner: scanPerf(counts, kindOf, clock),
    take({ event, process, period }: TraceEvent) {
      const kind = kindOf(event)
      if (kind === 'other') return
      if (kind === 'tracepoint') counts.fromTracepoints++
      else {
        counts.fromSamples++
        sampled.add(event)
      }
      if (kind === 'sample' && period === null) counts.withoutPeriod++
      const faults = period ?? 1
      counts.total += faults
      const name = printable(process)
      const room = byProcess.has(name) || byProcess.size < MAX_PROCESSES
      // a name that was learnt is counted in its slot from its first fault on, whoever takes the next
      const slot = room && name === process ? names.intern(name) : -1
      if (slot < 0) add(room ? name : OTHERS, faults)
      else {
        add(name, 0)
        names.counts[slot] = (names.counts[slot] as number) + faults
      }
    },
    end() {
      for (const [name, faults] of names.entries()) add(name, faults)
      const { total, fromTracepoints, fromSamples, withoutPeriod } = counts
      return { byProcess, total, fromTracepoints, fromSamples, withoutPeriod, sampled: [...sampled].sort() }
    },
  }
}

/**
 * Page faults in the text of ftrace or perf script. A line stands for as many as its period says. Where perf script did not print one, a
 * tracepoint's line is one fault, and a sample of the software event page-faults nobody knows how many.
 */
export async function faultsInTraceText(
  file: StreamFile,
  stderr: StreamFile | undefined,
  run: string,
): Promise<Reduction<PageFaults>> {
  const counter = countTraceFaults()
  const used = ({ event, process, period }: TraceEvent) => [event, process, period]
  const read = await readTraceText(file.path, counter.take, counter.scanner, counter.clock, used)
  const { byProcess, total, fromTracepoints, fromSamples, withoutPeriod, sampled } = counter.end()
  const absent = (reason: string) => ({ present: false as const, reason: `${file.name} ${reason}` })
  if (total === 0) return absent('holds no page fault: it is unknown whether they were traced')
  if (fromTracepoints > 0 && fromSamples > 0)
    return absent('holds page faults both as tracepoints and as samples: each would count twice')
  if (sampled.length > 1)
    return absent(`holds page faults as ${sampled.join(' and as ')}: the same fault would count twice`)
  if (withoutPeriod > 0)
    return absent(
      'was printed without periods, so it is unknown for how many faults a line stands; print it with -F +period',
    )
  if (read.overwritten > 0)
    return absent(`is the end of a trace of which ${read.overwritten} events were overwritten`)
  read.lost = await withStderr(read.lost, stderr)
  const value = countsOf(byProcess, total, read.lost)
  return { present: true, value, warnings: await traceTextWarnings(file, run, read) }
}
