import { type Loss, lossIn } from './losses.js'

/** One event of ftrace's text or of perf script's. */
export interface TraceEvent {
  process: string
  thread: number
  cpu: number | null
  /** Nanoseconds; perf prints microseconds of the same clock. Null where perf script was told to leave the time out. */
  at: bigint | null
  /** How many events this line stands for, where perf script prints it: with sampling more than one. */
  period: number | null
  /** Without the subsystem. */
  event: string
  /** key=value pairs by name, never by place; a value ends before the next key. Keys not known here are kept. */
  fields: Map<string, string>
}

export type TraceLine = TraceEvent | { loss: Loss } | 'other'

const FTRACE =
  /^\s*(.*\S)-(\d{1,10})\s+(?:\([\s\d-]+\)\s+)?\[(\d+)\]\s+\S*\s*(\d+)\.(\d{6,9}): (?:\w+:)?(\w[\w-]*): ?(.*)$/
/** An event of perf, with its subsystem or what stands behind its name: exceptions:page_fault_user, faults:u, cpu_core/cycles/. */
const EVENT = String.raw`([A-Za-z][\w./,=-]*(?::[\w-]+){0,2})`
const TASK = String.raw`^\s*(\S.*?)\s+(-?\d{1,10})(?:\/-?\d{1,10})?\s+(?:\[(\d+)\]\s+)?`
const PERF = new RegExp(String.raw`${TASK}(\d+)\.(\d{6,9}):\s+(?:(\d{1,18})\s+)?${EVENT}:(?:\s+(.*))?$`)
/** perf script -F comm,tid,event: without a time. */
const TIMELESS = new RegExp(String.raw`${TASK}(?:(\d{1,18})\s+)?${EVENT}:(?:\s+(.*))?$`)
/** What perf puts behind an event: in which mode it counts (u, k, h), and how precisely. */
const MODIFIERS = /^[ukhIGHpPSDWebR]{1,8}$/
/** A frame of a call chain stands under its event, indented. */
const FRAME = /^\s+[0-9a-f]{1,16} \S.*\(.*\)$/

/** A line of ftrace's trace or trace_pipe, or of perf script; null for what is not known. */
export function decodeTraceText(line: string): TraceLine | null {
  if (line.trim() === '') return 'other'
  // far above any line of it; patterns with several open ends take quadratic time on a hostile one
  if (line.length > 4096) return null
  const loss = lossIn(line)
  if (loss !== null) return { loss }
  // trace-cmd report begins with these two
  if (line.startsWith('#') || /^(?:version = \d{1,3}|cpus=\d{1,6})$/.test(line)) return 'other'
  const ftrace = FTRACE.exec(line)
  if (ftrace !== null) {
    const [, process, thread, cpu, seconds, fraction, event, rest] = ftrace
    return made(process, thread, cpu, timeOf(seconds, fraction), undefined, event, rest)
  }
  const perf = PERF.exec(line)
  if (perf !== null) {
    const [, process, thread, cpu, seconds, fraction, period, event, rest] = perf
    return made(process, thread, cpu, timeOf(seconds, fraction), period, withoutSubsystem(event), rest)
  }
  if (FRAME.test(line)) return 'other'
  const [whole, process, thread, cpu, period, event, rest] = TIMELESS.exec(line) ?? []
  return whole === undefined ? null : made(process, thread, cpu, null, period, withoutSubsystem(event), rest)
}

/** Names that were made: a trace has few events. */
const NAMES = new Map<string, string>()
const MAX_NAMES = 10_000

function withoutSubsystem(event = ''): string {
  const known = NAMES.get(event)
  if (known !== undefined) return known
  const name = shortName(event)
  if (NAMES.size < MAX_NAMES) NAMES.set(event, name)
  return name
}

/** `page_fault_user` of exceptions:page_fault_user; cycles:u, which counts in user mode only, stays. */
function shortName(event: string): string {
  const [first = '', second, third] = event.split(':')
  if (second === undefined || (third === undefined && MODIFIERS.test(second))) return event
  return third === undefined || MODIFIERS.test(third) ? second : `${first}:${second}`
}

const timeOf = (seconds = '0', fraction = '0'): bigint =>
  BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'))

function made(
  process = '',
  thread = '0',
  cpu: string | undefined,
  at: bigint | null,
  period: string | undefined,
  event = '',
  rest = '',
): TraceEvent {
  return {
    process,
    thread: Number(thread),
    cpu: cpu === undefined ? null : Number(cpu),
    at,
    period: period === undefined ? null : Number(period),
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

/** A page fault, by its names in different kernels and tools, whatever stands behind a colon. */
export const isFault = (event: string): boolean =>
  FAULT_EVENTS.has(event.includes(':') ? event.slice(0, event.indexOf(':')) : event)

const FAULT_EVENTS = new Set([
  'page-faults',
  'faults',
  'minor-faults',
  'major-faults',
  'page_fault_user',
  'page_fault_kernel',
])
