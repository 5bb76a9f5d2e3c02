import { escapeHtml as text } from '../base/escape.js'
import { visibleJson } from '../base/json-text.js'
import { pictureOf } from '../charts/figures.js'
import { sourceOf } from '../charts/source.js'
import type { Figure } from '../model/chart.js'
import { htmlTable } from './html-table.js'

/** Figures in their order; those of one grid stand together under one title and one caption. */
export async function htmlFigures(figures: readonly Figure[], withSource: boolean): Promise<string> {
  const parts: string[] = []
  for (let index = 0; index < figures.length; ) {
    const figure = figures[index] as Figure
    const grid = figure.grid
    if (grid === undefined) {
      parts.push(await htmlFigure(figure, withSource))
      index++
      continue
    }
    const end = figures.findIndex((one, place) => place > index && one.grid?.id !== grid.id)
    const some = figures.slice(index, end < 0 ? figures.length : end)
    const panels: string[] = []
    for (const one of some) panels.push(await htmlFigure(one, withSource))
    parts.push(`<section class="grid" id="grid-${text(grid.id)}">
<h3>${text(grid.title)}</h3>
<p class="subtitle">${text(grid.subtitle)}</p>
<div class="panels">${panels.join('\n')}</div>
<p class="caption">${text(grid.howToRead)}</p>
</section>`)
    index += some.length
  }
  return parts.join('\n')
}

/** A figure with its finding as title, its picture, its table and, for the page's script and for others, its source. */
export async function htmlFigure(
  chart: Figure,
  withSource: boolean,
  level = chart.grid === undefined ? 'h3' : 'h4',
): Promise<string> {
  // a chart that cannot be drawn costs only its picture: its table is below
  const picture = await pictureOf(chart).catch(
    (error: Error) => `<p>This figure could not be drawn: ${text(error.message)}</p>`,
  )
  const { columns, rows } = chart.table
  const numeric = columns.map((_, index) => index).slice(1)
  const caption = chart.grid === undefined ? `<figcaption>${text(chart.howToRead)}</figcaption>\n` : ''
  return `<figure id="${text(chart.id)}">
<${level}>${text(chart.title)}</${level}>
<p class="subtitle">${text(chart.subtitle)}</p>
<div class="scroll" tabindex="0" role="group" aria-label="${text(chart.title)}"><div class="picture">${picture}</div></div>
${caption}<details><summary>Table</summary>${htmlTable(columns, numeric, rows, chart.subtitle)}</details>
${withSource ? source(chart) : ''}</figure>`
}

/** One fold for both, of the specification and the data that the page's script draws from. */
function source(chart: Figure): string {
  const { spec, data } = sourceOf(chart)
  const part = (name: string, title: string, value: unknown) =>
    `<div class="scroll" tabindex="0" role="group" aria-label="${title}"><pre class="${name}">${escapeJson(visibleJson(JSON.stringify(value)))}</pre></div>`
  return `<details class="source" id="${text(chart.id)}-source"><summary>Vega-Lite</summary>${part('spec', 'Specification (Vega-Lite)', spec)}
${part('data', 'Data (JSON)', data)}</details>
`
}

/** Nothing is cut here, as text elsewhere is: what is read again must be whole. */
function escapeJson(json: string): string {
  return json.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
