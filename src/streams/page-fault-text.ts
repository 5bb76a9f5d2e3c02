import { printable } from '../base/printable.js'
import { readTraceText } from '../ingest/read-trace-text.js'
import type { Reduction, StreamFile } from '../model/stream.js'
import { countsOf } from './page-fault-maps.js'
import type { PageFaults } from './page-faults.js'
import { traceTextWarnings } from './trace-events.js'

const TRACEPOINTS = new Set(['page_fault_user', 'page_fault_kernel'])
const MOST_NAMES = 65536

/**
 * Page faults in the text of ftrace or perf script. A tracepoint's line is one fault; a sample of the software event
 * page-faults stands for as many as its period says, and for nobody knows how many where perf script did not print it.
 */
export async function faultsInTraceText(file: StreamFile, run: string): Promise<Reduction<PageFaults>> {
  const byProcess = new Map<string, number>()
  let [total, fromTracepoints, fromSamples, withoutPeriod] = [0, 0, 0, 0]
  const read = await readTraceText(file.path, ({ event, process, period }) => {
    const tracepoint = TRACEPOINTS.has(event)
    if (!tracepoint && event !== 'page-faults' && event !== 'faults') return
    if (tracepoint) fromTracepoints++
    else fromSamples++
    if (!tracepoint && period === null) withoutPeriod++
    const faults = period ?? 1
    total += faults
    const name = printable(process)
    const key = byProcess.has(name) || byProcess.size < MOST_NAMES ? name : '(further processes)'
    byProcess.set(key, (byProcess.get(key) ?? 0) + faults)
  })
  const absent = (reason: string) => ({ present: false as const, reason: `${file.name} ${reason}` })
  if (total === 0) return absent('holds no page fault: nothing tells whether they were traced')
  if (fromTracepoints > 0 && fromSamples > 0)
    return absent('holds page faults both as tracepoints and as samples: each would count twice')
  if (withoutPeriod > 0)
    return absent(
      'was printed without periods, so nothing tells for how many faults a line stands; print it with -F +period',
    )
  if (read.overwritten > 0)
    return absent(`is the end of a trace of which ${read.overwritten} events were overwritten`)
  const value = countsOf(byProcess, total, read.lost)
  return { present: true, value, warnings: traceTextWarnings(file, run, read) }
}
