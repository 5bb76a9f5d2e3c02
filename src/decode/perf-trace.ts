import { type Loss, lossIn } from './losses.js'

export type PerfTraceLine =
  | { milliseconds: number; process: string; thread: number; kind: 'minor' | 'major'; target: string }
  /** An event of perf trace -e; without a process where only one is traced. */
  | { process: string; thread: number | null; event: string }
  | { loss: Loss }
  /** Of a task, from the summary of perf trace -s. */
  | { process: string; thread: number; minor: number; major: number }

/** A line of text that the collectors wrapped as {"type":"line","data":...}; null for their other records. */
export function unwrapLine(text: string): string | null {
  if (!text.startsWith('{"type":')) return text
  try {
    const record = JSON.parse(text) as { type?: unknown; data?: unknown }
    return record.type === 'line' && typeof record.data === 'string' ? record.data : null
  } catch {
    return text
  }
}

/**
 * A line of `perf trace -F all`: `MS ( 0.000 ms): COMM/TID majfault [CODE] => TARGET (MAP LEVEL)`, or how many events were
 * lost. The name of a process may hold anything, a slash and a blank too; null for what is not known.
 */
export function decodePerfTrace(line: string): PerfTraceLine | null {
  // far above any line of it; patterns with several open ends take quadratic time on a hostile one
  if (line.length > 4096) return null
  const loss = lossIn(line)
  if (loss !== null) return { loss }
  return decodeFault(line) ?? decodeSummary(line) ?? decodeEvent(line)
}

/** ` MS (         ): COMM/TID SUBSYSTEM:EVENT(NAME: VALUE, ...)`, without the bracket where no system calls are traced. */
function decodeEvent(line: string): PerfTraceLine | null {
  const match =
    /^\s*\d{1,15}\.\d{3} (?:\( *(?:\d+\.\d{3} ms)? *\): )?(?:(\S.{0,63}?)\/(\d{1,10}) )?([a-z]\w{0,63}:[a-z_]\w{0,127})\(.*\)\s*$/.exec(
      line,
    )
  if (match === null) return null
  const [, process = '?', thread, event = ''] = match
  return { process, thread: thread === undefined ? null : Number(thread), event }
}

/** A system call, its begin or its end: they are traced too unless --no-syscalls is given. */
export const isSystemCall = (line: string): boolean =>
  /^\s*(?:\d{1,15}\.\d{3}|\?) \( *(?:\d{1,12}\.\d{3} ms)? *\)(?:: |\.\.\.: ).{0,64}?(?:\b[a-z]\w*\(|\.\.\. \[continued\]: )/.test(
    line,
  )

function decodeFault(line: string): PerfTraceLine | null {
  const fault =
    /^\s*(\d{1,15}\.\d{3}) \(\s*(?:\d+\.\d{3} ms)?\s*\): (?:(.*)\/)?(\d{1,10}) (min|maj)fault \[(?:.*?)\] => (.*?)(?: \([dx?][k.l]?\.?\))?\s*$/.exec(
      line,
    )
  if (fault === null) return null
  const [, milliseconds, process, thread, kind, target = ''] = fault
  return {
    milliseconds: Number(milliseconds),
    process: process ?? '?',
    thread: Number(thread),
    kind: kind === 'min' ? 'minor' : 'major',
    target,
  }
}

/** ` COMM (TID), N events, P%, X majfaults, Y minfaults, T msec`: parts that are 0 are excluded. */
function decodeSummary(line: string): PerfTraceLine | null {
  const match =
    /^ (.*) \((\d{1,10})\), \d{1,15} events, \d+\.\d%(?:, (\d{1,15}) majfaults)?(?:, (\d{1,15}) minfaults)?(?:, \d+\.\d+ msec)?$/.exec(
      line.trimEnd(),
    )
  if (match === null) return null
  const [, process = '', thread, major = 0, minor = 0] = match
  return { process, thread: Number(thread), minor: Number(minor), major: Number(major) }
}

/** What stands around the tasks of a summary: its title and the table of system calls of each. */
export function isSummaryFrame(line: string): boolean {
  const text = line.trim()
  return (
    text === 'Summary of events:' ||
    /^syscall +calls +errors/.test(text) ||
    /^\((?:msec|%)\)[ ()msec%]*$/.test(text) ||
    /^-{5}[ -]*$/.test(text) ||
    /^\w+ +\d+ +\d+ +\d+\.\d+ +\d+\.\d+ +\d+\.\d+ +\d+\.\d+ +\d+\.\d+%$/.test(text)
  )
}
