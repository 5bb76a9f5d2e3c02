import { escapeHtml as text } from '../base/escape.js'
import { pageScript } from './content-security-policy.js'
import {
  type Entry,
  FACTS,
  factsOf,
  furtherText,
  metricsOf,
  OVERVIEW_NOTE,
  OVERVIEW_TITLE,
  sorted,
  verdictOf,
} from './overview.js'
import { pageHead } from './page-head.js'
import { STYLE } from './style.js'

/** Facts by which the script of the page filters. */
const FILTERED = ['Kernel', 'Machine class', 'Workload']

/** Many rows are compared with each other: they are low, and an interval stands below its verdict. */
const DENSE = `.overview { max-width: 1600px; }
.index th, .index td, .second th, .second td { font-size: 13px; line-height: 17px; padding: 4px 10px 4px 0; }
.index small, .second small { font-size: 12px; line-height: 15px; }
@media (min-width: 900px) {
  .index td:nth-child(3) { min-width: 9em; }
  .index td:nth-child(5) { white-space: nowrap; }
  .index small, .second small { display: block; min-width: 10.5em; }
}
.overview select { max-width: 16em; }
`

/** Several experiments on one page: what each says of each metric, with the way to its report; `broken` could not be read. */
export function renderOverviewHtml(given: readonly Entry[], broken: readonly string[] = []): string {
  const entries = sorted(given)
  const primary = metricsOf(entries, 'primary')
  const secondary = metricsOf(entries, 'secondary')
  const style = `${STYLE}${DENSE}${labels('index', [...FACTS, ...primary.columns.map(({ title }) => title)])}${labels(
    'second',
    secondary.columns.map(({ title }) => title),
  )}`
  const script = pageScript('index')
  const note = (further: number, family: 'primary' | 'secondary') =>
    further === 0
      ? ''
      : `<p class="caption"><a href="index.csv">${text(furtherText(further, family))}</a></p>`
  return `${pageHead(OVERVIEW_TITLE, style, script)}
<body>
<main class="overview">
<h1>${text(OVERVIEW_TITLE)}</h1>
<p>${entries.length} ${entries.length === 1 ? 'experiment' : 'experiments'}. ${text(OVERVIEW_NOTE)}</p>
${brokenList(broken)}
<section id="primary" aria-label="Experiments and primary metrics">
${table('index', entries, FACTS, primary.columns, 'primary')}
${note(primary.further, 'primary')}
</section>
${
  secondary.columns.length + secondary.further === 0
    ? ''
    : `<section id="secondary">
<h2>Secondary metrics</h2>
${secondary.columns.length === 0 ? '' : `<details><summary>${secondary.columns.length} metrics</summary>${table('second', entries, [], secondary.columns, 'secondary')}</details>`}
${note(secondary.further, 'secondary')}
</section>`
}
</main>
<script>${script}</script>
</body>
</html>
`
}

export const brokenText = (n: number) => `${n} ${n === 1 ? 'report' : 'reports'} could not be read`

function brokenList(broken: readonly string[]): string {
  if (broken.length === 0) return ''
  return `<section id="broken"><p class="broken" role="alert"><strong>${brokenText(broken.length)}.</strong> The others are below.</p>
<details><summary>Which, and why</summary><ul>${broken.map((one) => `<li>${text(one)}</li>`).join('\n')}</ul></details></section>`
}

/** A row for each experiment, as short as it can be written: there may be a thousand. */
function table(
  name: string,
  entries: readonly Entry[],
  facts: readonly string[],
  columns: readonly { id: string; title: string }[],
  family: 'primary' | 'secondary',
): string {
  const heads = [
    '<th scope="col" role="columnheader">Experiment</th>',
    ...facts.map(
      (fact) =>
        `<th scope="col" role="columnheader"${FILTERED.includes(fact) ? ' data-filter' : ''}>${text(fact)}</th>`,
    ),
    ...columns.map(({ title }) => `<th scope="col" role="columnheader" data-verdicts>${text(title)}</th>`),
  ]
  const rows = entries.map((entry) => {
    const { id, html } = entry
    const head = html === null ? text(id) : `<a href="${text(html)}">${text(id)}</a>`
    const cells = [
      ...(facts.length === 0 ? [] : factsOf(entry).map(text)),
      ...columns.map(({ id: metric }) => {
        const [verdict = '', ...change] = verdictOf(entry, metric, family).map(text)
        return change.length === 0 ? verdict : `${verdict} <small>${change.join(' ')}</small>`
      }),
    ]
    return `<tr role="row"><th scope="row" role="rowheader">${head}</th>${cells.map((cell) => `<td role="cell">${cell}</td>`).join('')}</tr>`
  })
  return `<div class="scroll" tabindex="0" role="group" aria-label="Experiments"><table role="table" class="cards ${name}"><thead role="rowgroup"><tr role="row">${heads.join('')}</tr></thead><tbody role="rowgroup">
${rows.join('\n')}
</tbody></table></div>`
}

/** As cards on a narrow screen, cells have the heads of their columns before them: once for the column, not in each cell. */
function labels(name: string, titles: readonly string[]): string {
  const rules = titles.map((title, index) => {
    const plain = title.replace(/[^\p{L}\p{N} ,.:()/%+-]/gu, ' ')
    return `.${name} td:nth-child(${index + 2})::before { content: '${plain} '; color: var(--soft); font-size: 12px; }`
  })
  return `@media (max-width: 899px) {\n${rules.join('\n')}\n}\n`
}
