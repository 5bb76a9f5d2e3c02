import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { messageKind, victimOf, withoutStamp } from '../decode/kernel-log.js'
import { decodeWrapped } from '../decode/wrapped-lines.js'
import { readerWarnings } from '../ingest/line-notes.js'
import { type OnLine, readLines } from '../ingest/lines.js'
import type { Context, Reduction, StreamFile } from '../model/stream.js'
import { fromTrace } from '../reduce/from-trace.js'

export interface KernelLog {
  lines: number
  /** Lines that the kernel overwrote before they could be read. */
  lost: number
  /** Kind of trouble (see decode/kernel-log.ts) to how often it was logged and the first such line, made printable. */
  found: Map<string, { count: number; first: string }>
  /** Processes that the OOM killer ended, as "NAME (PID)", at most 100. */
  victims: string[]
}

export const kernelLog = fromTrace(
  {
    id: 'kernel-log',
    title: 'Kernel log',
    what:
      'What the kernel had to say during the run. An oops (a fault in the kernel itself), a lockup or a kill by the OOM killer, which ends ' +
      'a process when no memory can be found any more, makes a run another run.',
    collector: '/dev/kmsg, the records of the run only',
    caveats:
      'Messages are text for people, recognised by how they begin; the ring buffer overwrites the oldest, which is counted.',
    fields: {
      lines: { unit: 'count', doc: 'lines logged during the run' },
      lost: { unit: 'count', doc: 'lines that the kernel overwrote before they could be read' },
      found: {
        unit: 'text',
        doc: 'kinds of messages with their number and the first: oops, lockup, hung task, sanitizer report, OOM kill',
      },
      victims: { unit: 'text', doc: 'processes that the OOM killer killed, at most 100' },
    },
    reads: { dmesg: 'trace' },
  },
  reduceKernelLog,
)

const MAX_VICTIMS = 100

async function reduceKernelLog(file: StreamFile, { run }: Context): Promise<Reduction<KernelLog>> {
  const value: KernelLog = { lines: 0, lost: 0, found: new Map(), victims: [] }
  let ended = false
  const take = (line: string) => {
    value.lines++
    takeMessage(value, withoutStamp(line))
  }
  const onLine: OnLine = (buffer, start, end, line) => {
    const text = buffer.toString('utf8', start, end)
    if (text.trim() === '') return
    const record = decodeWrapped(text)
    if (record === null)
      throw new InputError({
        path: file.path,
        line,
        expected: 'a JSON record',
        found: 'a line that is not JSON',
        remedy: 'check the stream',
      })
    // plain dmesg does not mark its end
    if (record.type === 'end' || record.type === 'plain') ended = true
    if (record.type === 'end') value.lost = record.lost ?? value.lost
    if (record.type === 'plain' || record.type === 'line') take(record.text)
  }
  // a record without its newline is not whole; the last line of plain dmesg may be
  const onCut: OnLine = (buffer, start, end, line) => {
    if (buffer[start] !== 0x7b) onLine(buffer, start, end, line)
  }
  await readLines(file.path, onLine, onCut)
  const warnings = readerWarnings(file.name, run)
  if (!ended) warnings.add('stream-cut', 'the stream has no end; what the kernel logged after is not known.')
  return { present: true, value, warnings: warnings.list }
}

function takeMessage(log: KernelLog, message: string): void {
  const kind = messageKind(message)
  if (kind === null) return
  const seen = log.found.get(kind)
  if (seen === undefined) log.found.set(kind, { count: 1, first: printable(message) })
  else seen.count++
  const victim = kind === 'oom-kill' ? victimOf(message) : null
  if (victim !== null && log.victims.length < MAX_VICTIMS)
    log.victims.push(`${printable(victim.name)} (${victim.pid})`)
}
