import { escapeHtml as text } from '../base/escape.js'
import type { Report } from '../model/report.js'
import { findingOf } from '../report/findings.js'
import { comparisonCells, NONE } from './cells.js'
import { htmlTable } from './html-table.js'
import { BETTER_WORDS, verdictText } from './verdict-words.js'

/** Above the rows, so that a narrow first screen has the rows, too. The rest follows below them. */
const LEAD_SENTENCES = 2
const SENTENCE_END = /(?<=\.) (?=[A-Z])/

/** What fits on the first screen: what spoils the experiment, the verdict in a sentence, a row for each primary metric. */
export function htmlVerdict(report: Report): string {
  const broken = report.checks.filter((check) => check.outcome === 'invalidates')
  const primary = report.comparisons.filter(({ family }) => family === 'primary')
  const boxes = broken.map(
    (check) => `<p class="broken" role="alert"><strong>Not sound.</strong> ${text(check.text)}</p>`,
  )
  // what stands in a box or a row is not said again as a sentence
  const said = new Set([
    ...broken.map((check) => `Not sound: ${check.text}`),
    ...primary.map((comparison) => findingOf(comparison, report.conditions, report.experiment.kind)),
  ])
  const first = report.findings.find((finding) => !finding.startsWith('Not sound: ')) ?? ''
  const sentences = first.split(SENTENCE_END)
  const lead = sentences.slice(0, LEAD_SENTENCES).join(' ')
  const rest = sentences.slice(LEAD_SENTENCES).join(' ')
  const others = [
    ...(rest === '' ? [] : [rest]),
    ...report.findings.filter((finding) => finding !== first && !said.has(finding)),
  ]
  const spoiled = broken.some((check) => check.metrics === null) ? ' class="spoiled"' : ''
  return `${boxes.join('\n')}
<section id="verdict" aria-label="Verdict"${spoiled}>
<p class="lead">${text(lead)}</p>
${verdictRows(primary)}
${others.map((finding) => `<p class="also">${text(finding)}</p>`).join('\n')}
</section>`
}

function verdictRows(primary: Report['comparisons']): string {
  if (primary.length === 0) return ''
  const rows = primary.map((comparison) => {
    const cells = comparisonCells(comparison)
    const change =
      cells.interval === NONE
        ? cells.estimate
        : {
            html: `<strong>${text(cells.estimate)}</strong> <span class="nowrap">${text(cells.interval)}</span>`,
          }
    return [
      comparison.title,
      { html: `<span class="verdict">${text(verdictText(comparison))}</span>` },
      change,
      BETTER_WORDS[comparison.better],
      cells.n,
    ]
  })
  return `<div class="verdicts">${htmlTable(['Primary metric', 'Verdict', 'Change and interval', 'Better', 'Runs'], [], rows, '', true)}</div>`
}
