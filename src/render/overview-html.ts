import { escapeHtml as text } from '../base/escape.js'
import { contentSecurityPolicy } from './content-security-policy.js'
import { type Cell, htmlTable } from './html-table.js'
import {
  type Entry,
  FACTS,
  factsOf,
  metricsOf,
  OVERVIEW_NOTE,
  OVERVIEW_TITLE,
  sorted,
  verdictOf,
} from './overview.js'
import { STYLE } from './style.js'

/** Several experiments on one page: what each says of each metric, with the way to its report. */
export function renderOverviewHtml(given: readonly Entry[]): string {
  const entries = sorted(given)
  const name = ({ report, html }: Entry): Cell => ({
    html:
      html === null
        ? text(report.experiment.id)
        : `<a href="${text(html)}">${text(report.experiment.id)}</a>`,
  })
  const matrix = (family: 'primary' | 'secondary') => {
    const metrics = metricsOf(entries, family)
    return htmlTable(
      ['Experiment', 'Kernel', ...metrics.map(({ title }) => title)],
      [],
      entries.map((entry) => [
        name(entry),
        entry.report.host?.kernel ?? 'not recorded',
        ...metrics.map(({ id }) => {
          const [verdict, ...change] = verdictOf(entry, id, family)
          return {
            html: `<span class="verdict">${text(verdict)}</span>${change.length === 0 ? '' : `<br><small>${change.map((part) => `<span class="nowrap">${text(part)}</span>`).join(' ')}</small>`}`,
          }
        }),
      ]),
      family === 'primary' ? 'Primary metrics' : 'Secondary metrics',
      true,
    )
  }
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(STYLE, null)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${text(OVERVIEW_TITLE)}</title>
<style>${STYLE}</style>
</head>
<body>
<main class="overview">
<h1>${text(OVERVIEW_TITLE)}</h1>
<p>${entries.length} ${entries.length === 1 ? 'experiment' : 'experiments'}. ${text(OVERVIEW_NOTE)}</p>
<section id="primary" aria-label="Primary metrics">
${matrix('primary')}
</section>
<section id="experiments">
<h2>Experiments</h2>
${htmlTable(
  ['Experiment', ...FACTS],
  [],
  entries.map((entry) => [name(entry), ...factsOf(entry)]),
  '',
  true,
)}
</section>
<section id="secondary">
<h2>Secondary metrics</h2>
<details><summary>${metricsOf(entries, 'secondary').length} metrics</summary>${matrix('secondary')}</details>
</section>
</main>
</body>
</html>
`
}
