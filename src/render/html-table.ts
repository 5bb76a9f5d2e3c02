import { escapeHtml } from '../base/escape.js'

export type Cell = string | { html: string }

/**
 * A table whose first column names the rows. Where it is wider than the page it scrolls by itself; as cards, each row
 * becomes a small block there, and the roles say that it is still a table.
 */
export function htmlTable(
  columns: readonly string[],
  numeric: readonly number[],
  rows: readonly (readonly Cell[])[],
  caption = '',
  cards = false,
): string {
  const role = (name: string) => (cards ? ` role="${name}"` : '')
  const label = (index: number) => (cards ? ` data-label="${escapeHtml(columns[index] ?? '')}"` : '')
  // where all but the first are numbers the table says so once, not every cell
  const allNumbers = numeric.length > 0 && numeric.length === columns.length - 1
  const style = (index: number) => (numeric.includes(index) && !allNumbers ? ' class="number"' : '')
  const kind = [cards ? 'cards' : '', allNumbers ? 'numbers' : ''].filter((one) => one !== '').join(' ')
  const head = columns
    .map(
      (column, index) => `<th scope="col"${role('columnheader')}${style(index)}>${escapeHtml(column)}</th>`,
    )
    .join('')
  const body = rows
    .map((row) => {
      const cells = row.map((cell, index) => {
        const html = typeof cell === 'string' ? escapeHtml(cell) : cell.html
        return index === 0
          ? `<th scope="row"${role('rowheader')}>${html}</th>`
          : `<td${role('cell')}${style(index)}${label(index)}>${html}</td>`
      })
      return `<tr${role('row')}>${cells.join('')}</tr>`
    })
    .join('\n')
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption || columns.join(', '))}"><table${kind === '' ? '' : ` class="${kind}"`}${role('table')}>${caption === '' ? '' : `<caption>${escapeHtml(caption)}</caption>`}<thead${role('rowgroup')}><tr${role('row')}>${head}</tr></thead><tbody${role('rowgroup')}>\n${body}\n</tbody></table></div>`
}
