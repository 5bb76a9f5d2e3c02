export type PerfTraceLine =
  | { milliseconds: number; process: string; thread: number; kind: 'minor' | 'major'; target: string }
  | { lost: number }

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
  const lost = /^LOST (\d{1,15}) events!/.exec(line.trim())?.[1]
  if (lost !== undefined) return { lost: Number(lost) }
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
