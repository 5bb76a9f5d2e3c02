import { escapeHtml as text } from '../base/escape.js'
import type { ReportComparison } from '../model/report.js'
import { changeText, intervalText } from '../report/effect-text.js'
import type { Pool, PooledMetric } from '../report/pool.js'
import { POOL_METHODS, poolFacts, poolSentences } from '../report/pool-text.js'
import { type Cell, htmlTable } from './html-table.js'
import { pageHead } from './page-head.js'
import { reachOf, rowPlot, rowPlotAxis } from './row-plot.js'
import { STYLE } from './style.js'
import { verdictText } from './verdict-words.js'

export const POOL_TITLE = 'Multi-gen LRU: one answer over machines'

/** The pooled answer, and for each metric a forest of machines. */
export function renderPoolHtml(pool: Pool): string {
  return `${pageHead(POOL_TITLE, STYLE, null)}
<body>
<main class="overview">
<h1>${text(POOL_TITLE)}</h1>
<p class="facts">${poolFacts(pool)
    .map((fact) => `<span>${text(fact)}</span>`)
    .join(' · ')}</p>
${pool.metrics.map(section).join('\n')}
<section id="methods">
<h2>Methods</h2>
${POOL_METHODS.map((paragraph) => `<p>${text(paragraph)}</p>`).join('\n')}
</section>
</main>
</body>
</html>
`
}

function section(metric: PooledMetric): string {
  const [answer = '', ...rest] = poolSentences(metric)
  return `<section id="metric-${text(metric.metric)}">
<h2>${text(metric.title)}</h2>
<p><strong>${text(answer)}</strong> ${text(rest.join(' '))}</p>
${metric.machines.length === 0 ? '' : forest(metric)}
</section>`
}

/** Machines from the least effect to the greatest, then the mean and the next machine. */
function forest({ metric, title, unit, better, smallestEffect, machines, pooled }: PooledMetric): string {
  const row = (
    effect: NonNullable<ReportComparison['effect']>,
    verdict: ReportComparison['verdict'] = 'inconclusive',
  ) => ({ metric, effect, smallestEffect, better, verdict }) as ReportComparison
  const sorted = [...machines].sort((a, b) => a.effect.estimate - b.effect.estimate)
  const rows = sorted.map(({ effect }) => row(effect))
  const next = pooled === null ? null : { ...pooled.effect, ...pooled.prediction }
  const reach = reachOf([
    ...rows,
    ...(pooled === null ? [] : [row(pooled.effect)]),
    ...(next === null ? [] : [row(next)]),
  ])
  const cells = sorted.map(
    ({ experiment, machine, kernel, effect, verdict, test, weight }, index): Cell[] => [
      experiment,
      machine,
      kernel,
      changeText(effect, unit),
      { html: rowPlot(rows[index] as ReportComparison, reach) },
      verdictText({ verdict, test }),
      `${(100 * weight).toFixed(1)}%`,
    ],
  )
  if (pooled !== null && next !== null)
    cells.push(
      [
        { html: '<strong>Mean over machines</strong>' },
        `${machines.length} machines`,
        '',
        changeText(pooled.effect, unit),
        { html: rowPlot(row(pooled.effect), reach) },
        verdictText({ verdict: pooled.verdict, test: pooled }),
        '',
      ],
      [
        { html: '<strong>One more machine</strong>' },
        '',
        '',
        `95% prediction interval ${intervalText(next, unit)}`,
        { html: rowPlot(row(next), reach) },
        '',
        '',
      ],
    )
  return htmlTable(
    [
      'Experiment',
      'Machine class',
      'Kernel',
      'Change and CI',
      { html: rowPlotAxis(reach), label: 'Plot' },
      'Verdict',
      'Weight',
    ],
    [6],
    cells,
    `${title} by machine`,
    true,
  )
}
