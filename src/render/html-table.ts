import { escapeHtml } from '../base/escape.js'

export type Cell = string | { html: string }

/** A table that scrolls by itself where it is wider than the page; the first column names the rows. */
export function htmlTable(
  columns: readonly string[],
  numeric: readonly number[],
  rows: readonly (readonly Cell[])[],
  caption = '',
): string {
  const style = (index: number) => (numeric.includes(index) ? ' class="number"' : '')
  const head = columns
    .map((column, index) => `<th scope="col"${style(index)}>${escapeHtml(column)}</th>`)
    .join('')
  const body = rows
    .map((row) => {
      const cells = row.map((cell, index) => {
        const html = typeof cell === 'string' ? escapeHtml(cell) : cell.html
        return index === 0 ? `<th scope="row">${html}</th>` : `<td${style(index)}>${html}</td>`
      })
      return `<tr>${cells.join('')}</tr>`
    })
    .join('\n')
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption || columns.join(', '))}"><table>${caption === '' ? '' : `<caption>${escapeHtml(caption)}</caption>`}<thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`
}
