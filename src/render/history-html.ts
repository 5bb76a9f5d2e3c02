import { escapeHtml as text } from '../base/escape.js'
import { historyFigure } from '../charts/history.js'
import type { History, HistoryMetric } from '../model/history.js'
import {
  changeSentences,
  dayOf,
  historyFacts,
  metricSentences,
  reportText,
  summarySentences,
} from '../report/history-text.js'
import { htmlFigure } from './html-figure.js'
import { htmlTable } from './html-table.js'
import { pageHead } from './page-head.js'
import { STYLE } from './style.js'

export const HISTORY_TITLE = 'Multi-gen LRU: history of one workload'

/** On a narrow screen a chart keeps the size of its letters, and scrolls. */
const OWN = `.history ul { max-width: 100ch; }
.history .change { font-weight: 600; }
@media screen and (max-width: 699px) { .history figure svg { max-width: none; } }
`

/** More rows than these are folded. */
const MAX_OPEN = 50

/** One page: for each metric its changes in words, levels and effect over the reports, then the reports. */
export async function renderHistoryHtml(history: History): Promise<string> {
  const sections: string[] = []
  for (const metric of history.metrics) sections.push(await section(history, metric))
  return `${pageHead(HISTORY_TITLE, `${STYLE}${OWN}`, null)}
<body>
<main class="history">
<h1>${text(HISTORY_TITLE)}</h1>
<p class="facts">${historyFacts(history)
    .map((fact) => `<span>${text(fact)}</span>`)
    .join(' · ')}</p>
<ul class="summary">${summarySentences(history)
    .map((one) => `<li>${text(one)}</li>`)
    .join('\n')}</ul>
${history.notes.length === 0 ? '' : `<ul class="notes">${history.notes.map((note) => `<li>${text(note)}</li>`).join('')}</ul>`}
${leftList(history)}
${sections.join('\n')}
<section id="reports">
<h2>Reports</h2>
${reportTable(history)}
</section>
<section id="methods">
<h2>Methods</h2>
${history.methods.map((paragraph) => `<p>${text(paragraph)}</p>`).join('\n')}
</section>
</main>
</body>
</html>
`
}

/** Nothing is drawn of a metric that has nothing but zeros, or nothing at all. */
export const hasPicture = ({ points }: HistoryMetric) =>
  points.some(({ baseline, treatment }) => (baseline?.value ?? 0) !== 0 || (treatment?.value ?? 0) !== 0)

async function section(history: History, metric: HistoryMetric): Promise<string> {
  const [answer = '', ...rest] = metricSentences(metric)
  const changes = metric.changes.map((_, index) => {
    const [where = '', ...more] = changeSentences(history, metric, index)
    return `<li><span class="change">${text(where)}</span> ${text(more.join(' '))}</li>`
  })
  return `<section id="metric-${text(metric.metric)}">
<h2>${text(metric.title)}</h2>
<p><strong>${text(answer)}</strong> ${text(rest.join(' '))}</p>
${changes.length === 0 ? '' : `<ul>${changes.join('\n')}</ul>`}
${hasPicture(metric) ? await htmlFigure(historyFigure(history, metric), false) : ''}
</section>`
}

export const leftText = (n: number) => `${n} ${n === 1 ? 'report is' : 'reports are'} not shown`

function leftList({ left }: History): string {
  if (left.length === 0) return ''
  return `<section id="left"><p class="broken" role="alert"><strong>${leftText(left.length)}.</strong> The others are below.</p>
<details><summary>Which, and why</summary><ul>${left.map(({ report, reason }) => `<li>${text(report)}: ${text(reason)}</li>`).join('\n')}</ul></details></section>`
}

function reportTable(history: History): string {
  const rows = history.reports.map(
    ({ experiment, recordedAt, kernel, machine, facts, firstOfBoot }, index) => [
      `${index + 1}`,
      experiment,
      recordedAt === null ? 'unknown date' : dayOf(recordedAt),
      kernel ?? 'not recorded',
      machine ?? 'not recorded',
      [
        ...facts.map(({ fact, before, after }) => `${fact}: ${before} \u2192 ${after}`),
        ...(firstOfBoot === null ? [] : [`same boot as ${reportText(history, firstOfBoot)}`]),
      ].join('; '),
    ],
  )
  const table = htmlTable(
    ['Report', 'Experiment', 'Recorded', 'Kernel', 'Machine class', 'Changed since the report before'],
    [],
    rows,
    'Reports in their order',
    true,
  )
  return rows.length <= MAX_OPEN
    ? table
    : `<details class="fold"><summary>${rows.length} reports</summary>${table}</details>`
}
