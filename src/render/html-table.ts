import { escapeHtml } from '../base/escape.js'

export type Cell = string | { html: string }
/** A head whose text is a picture has the text next to it. */
export type Head = string | { html: string; label: string }
export type Row = readonly Cell[] | { id: string; cells: readonly Cell[] }

/**
 * A table whose first column names the rows. Where it is wider than the page it scrolls by itself; as cards, each row
 * becomes a small block there, and the roles say that it is still a table.
 */
export function htmlTable(
  columns: readonly Head[],
  numeric: readonly number[],
  rows: readonly Row[],
  caption = '',
  cards = false,
): string {
  const role = (name: string) => (cards ? ` role="${name}"` : '')
  const labels = columns.map((column) => (typeof column === 'string' ? column : column.label))
  const label = (index: number) => (cards ? ` data-label="${escapeHtml(labels[index] ?? '')}"` : '')
  // where all but the first are numbers the table says so once, not every cell
  const allNumbers = numeric.length > 0 && numeric.length === columns.length - 1
  const style = (index: number) => (numeric.includes(index) && !allNumbers ? ' class="number"' : '')
  const kind = [cards ? 'cards' : '', allNumbers ? 'numbers' : ''].filter((one) => one !== '').join(' ')
  const head = columns
    .map((column, index) => {
      const inside =
        typeof column === 'string'
          ? escapeHtml(column)
          : `${column.html}<span class="unseen">${escapeHtml(column.label)}</span>`
      return `<th scope="col"${role('columnheader')}${style(index)}>${inside}</th>`
    })
    .join('')
  const body = rows
    .map((row) => {
      const [id, given] = 'cells' in row ? [` id="${escapeHtml(row.id)}"`, row.cells] : ['', row]
      const cells = given.map((cell, index) => {
        const html = typeof cell === 'string' ? escapeHtml(cell) : cell.html
        return index === 0
          ? `<th scope="row"${role('rowheader')}>${html}</th>`
          : `<td${role('cell')}${style(index)}${label(index)}>${html}</td>`
      })
      return `<tr${id}${role('row')}>${cells.join('')}</tr>`
    })
    .join('\n')
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escapeHtml(caption || labels.join(', '))}"><table${kind === '' ? '' : ` class="${kind}"`}${role('table')}>${caption === '' ? '' : `<caption>${escapeHtml(caption)}</caption>`}<thead${role('rowgroup')}><tr${role('row')}>${head}</tr></thead><tbody${role('rowgroup')}>\n${body}\n</tbody></table></div>`
}
