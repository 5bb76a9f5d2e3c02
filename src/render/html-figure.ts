import { escapeHtml as text } from '../base/escape.js'
import { visibleJson } from '../base/json-text.js'
import { pictureOf } from '../charts/figures.js'
import { sourceOf } from '../charts/source.js'
import type { Figure } from '../model/chart.js'
import { htmlTable } from './html-table.js'

/** A figure with its finding as title, its picture, its table and, for the page's script and for others, its source. */
export async function htmlFigure(chart: Figure, withSource: boolean): Promise<string> {
  // a chart that cannot be drawn costs only its picture: its table is below
  const picture = await pictureOf(chart).catch(
    (error: Error) => `<p>This figure could not be drawn: ${text(error.message)}</p>`,
  )
  const { columns, rows } = chart.table
  const numeric = columns.map((_, index) => index).slice(1)
  return `<figure id="${text(chart.id)}">
<h3>${text(chart.title)}</h3>
<p class="subtitle">${text(chart.subtitle)}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${text(chart.title)}"><div class="picture">${picture}</div></div>
<figcaption>${text(chart.howToRead)}</figcaption>
<details><summary>The same as a table</summary>${htmlTable(columns, numeric, rows, chart.subtitle)}</details>
${withSource ? source(chart) : ''}</figure>`
}

function source(chart: Figure): string {
  const { spec, data } = sourceOf(chart)
  const folded = (name: string, title: string, value: unknown) =>
    `<details class="source" id="${text(chart.id)}-${name}"><summary>${title}</summary><div class="scroll" tabindex="0" role="region" aria-label="${title}"><pre class="${name}">${escapeJson(visibleJson(JSON.stringify(value)))}</pre></div></details>`
  return `${folded('spec', 'Specification (Vega-Lite)', spec)}
${folded('data', 'Data (JSON)', data)}
`
}

/** Nothing is cut here, as text elsewhere is: what is read again must be whole. */
function escapeJson(json: string): string {
  return json.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
