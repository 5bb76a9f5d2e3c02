import { FORMULA } from '../base/formula.js'
import { printable } from '../base/printable.js'

/**
 * RFC 4180; text that a spreadsheet would take for a formula gets an apostrophe in front, which `analyze` takes off again, and what a
 * terminal would obey becomes visible.
 */
export function cell(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = value
    .split('\n')
    .map((line) => printable(line, 4000))
    .join('\n')
  const safe = FORMULA.test(value) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
