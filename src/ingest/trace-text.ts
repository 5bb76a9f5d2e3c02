/** One event of ftrace's text or of perf script's. */
export interface TraceEvent {
  process: string
  thread: number
  cpu: number | null
  /** Nanoseconds; perf prints microseconds of the same clock. */
  at: bigint
  /** Without the subsystem. */
  event: string
  /** key=value pairs by name, never by place; a value ends before the next key. Keys not known here are kept. */
  fields: Map<string, string>
}

export type TraceLine = TraceEvent | { lost: number } | 'other'

const FTRACE =
  /^\s*(.*\S)-(\d{1,10})\s+(?:\([\s\d-]+\)\s+)?\[(\d+)\]\s+\S*\s*(\d+)\.(\d{6,9}): (?:\w+:)?(\w[\w-]*): ?(.*)$/
const PERF =
  /^\s*(.*\S)\s+(\d{1,10})(?:\/\d{1,10})?\s+(?:\[(\d+)\]\s+)?(\d+)\.(\d{6,9}):\s+(?:\d+\s+)?(?:\w+:)?(\w[\w-]*):(?:[a-zA-Z]+:)?\s*(.*)$/

/** A line of ftrace's trace or trace_pipe, or of perf script; null for what is not known. */
export function decodeTraceText(line: string): TraceLine | null {
  if (line.trim() === '' || line.startsWith('#')) return 'other'
  const lost = /^\s*CPU:\d+ \[LOST (\d{1,15}) EVENTS\]/.exec(line)?.[1]
  if (lost !== undefined) return { lost: Number(lost) }
  const match = FTRACE.exec(line) ?? PERF.exec(line)
  if (match === null) return null
  const [, process = '', thread, cpu, seconds = '0', fraction = '0', event = '', rest = ''] = match
  return {
    process,
    thread: Number(thread),
    cpu: cpu === undefined ? null : Number(cpu),
    at: BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0')),
    event,
    fields: fieldsOf(rest),
  }
}

function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const [, key = '', value = ''] of text.matchAll(
    /(?:^|[\s,])([A-Za-z_]\w*)=(.*?)(?=[\s,]+[A-Za-z_]\w*=|$)/g,
  ))
    fields.set(key, value.trim())
  return fields
}

/** Events that were overwritten before ftrace's buffer was read, by its head: written less those that are left. */
export function overwritten(line: string): number | null {
  const match = /^# entries-in-buffer\/entries-written: (\d{1,15})\/(\d{1,15})/.exec(line)
  return match === null ? null : Number(match[2]) - Number(match[1])
}
