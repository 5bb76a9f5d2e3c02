import { textWidth } from '../base/columns.js'

/** What a raw file shows without wrapping on most screens. */
export const MAX_COLUMNS = 120

/** A GFM table with columns aligned in the raw text, where that fits; `right` names the columns of numbers. */
export function markdownTable(
  columns: readonly string[],
  right: readonly number[],
  rows: readonly (readonly string[])[],
): string {
  const widths = columns.map((column, index) =>
    Math.max(3, textWidth(column), ...rows.map((row) => textWidth(row[index] ?? ''))),
  )
  const fits = widths.reduce((sum, width) => sum + width + 3, 1) <= MAX_COLUMNS
  const cell = (text: string, index: number) => {
    const space = fits ? ' '.repeat((widths[index] ?? 0) - textWidth(text)) : ''
    return right.includes(index) ? space + text : text + space
  }
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  const rule = columns.map((_, index) => {
    const dashes = '-'.repeat(fits ? (widths[index] ?? 3) - 1 : 2)
    return right.includes(index) ? `${dashes}:` : `:${dashes}`
  })
  return [line(columns), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n')
}
