/**
 * Lines of another program's output that the collectors wrapped: {"type":"line","data":TEXT}, and {"type":"end"} behind
 * the last. Null for what begins like a record and is none.
 */
export type WrappedLine =
  | { type: 'line'; text: string }
  | { type: 'end'; lost: number | null }
  /** A record of another type. */
  | { type: 'other' }
  /** A line that is not wrapped. */
  | { type: 'plain'; text: string }
  | null

export function decodeWrapped(line: string): WrappedLine {
  if (!line.startsWith('{"type":')) return { type: 'plain', text: line }
  let record: { type?: unknown; data?: unknown; lost?: unknown } | null
  try {
    record = JSON.parse(line)
  } catch {
    return null
  }
  if (record?.type === 'end')
    return { type: 'end', lost: typeof record.lost === 'number' ? record.lost : null }
  return record?.type === 'line' && typeof record.data === 'string'
    ? { type: 'line', text: record.data }
    : { type: 'other' }
}
