import { InputError } from '../base/input-error.js'

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

/**
 * The text that was wrapped line by line. `onCut` gets the number of a last line that ends within a record.
 * @throws InputError for any other line that is no record.
 */
export function unwrapped(text: string, path: string, onCut: (line: number) => void = () => {}): string {
  const lines: string[] = []
  const all = text.split('\n')
  for (const [index, line] of all.entries()) {
    if (line.trim() === '') continue
    const record = decodeWrapped(line)
    const broken = record === null || record.type === 'plain'
    if (broken && index === all.length - 1) onCut(index + 1)
    else if (broken)
      throw new InputError({
        path,
        line: index + 1,
        expected: 'a JSON record',
        found: 'a line that is not JSON',
        remedy: 'check the stream',
      })
    if (record?.type === 'line') lines.push(record.text)
  }
  return lines.join('\n')
}
