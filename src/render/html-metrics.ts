import { escapeHtml as text } from '../base/escape.js'
import { formatP } from '../base/number-format.js'
import { smallestOf } from '../compare/blocks-question.js'
import type { Report, ReportComparison } from '../model/report.js'
import { unitWords } from '../model/units.js'
import { clipped } from '../report/command-summary.js'
import { betterText } from '../report/counts-text.js'
import { isInvalid } from '../report/screen.js'
import { foldedLines, shownRows } from '../report/shown-rows.js'
import { comparisonCells, footnotes, NONE } from './cells.js'
import { htmlTable } from './html-table.js'
import { noteRanges } from './metric-cells.js'
import { reachOf, rowPlot, rowPlotAxis } from './row-plot.js'
import { BETTER_WORDS, FAMILY_TITLES, rowVerdict } from './verdict-words.js'

/** A head is as narrow as its column; the caption of the figures has the names in full. */
const MAX_LABEL = 40

/** Each metric of a family in one row with a small plot; what has no row is named in a line. */
export function metricsTable(report: Report, family: ReportComparison['family']): string {
  const shown = shownRows(report, family)
  const lines = foldedLines(shown).map((line) => `<p class="caption">${text(line)}</p>`)
  if (shown.rows.length === 0) return lines.join('\n')
  const { marks } = footnotes(report)
  const reach = reachOf(shown.rows)
  const [baseline, treatment] = report.conditions
  const table = htmlTable(
    [
      family === 'primary' ? 'Primary metric' : 'Metric',
      clipped(baseline.label, MAX_LABEL),
      clipped(treatment.label, MAX_LABEL),
      'Change and CI',
      { html: rowPlotAxis(reach), label: 'Plot' },
      'Verdict',
    ],
    [1, 2],
    shown.rows.map((row) => ({
      id: `metric-${row.metric}`,
      cells: rowCells(report, row, marks.get(row.metric) ?? [], reach),
    })),
    family === 'primary' ? '' : FAMILY_TITLES[family],
    true,
  )
  return `<div class="metrics" data-table="metrics">${table}${lines.join('\n')}</div>`
}

function rowCells(report: Report, row: ReportComparison, notes: readonly number[], reach: number) {
  const cells = comparisonCells(row)
  const direction = row.better === 'neither' ? '' : BETTER_WORDS[row.better]
  const small = [unitWords(row.unit).short, direction].filter((part) => part !== '').join(' · ')
  const links = noteRanges(notes)
    .split(', ')
    .map((range) => `<a href="#note-${Number.parseInt(range, 10)}">${range}</a>`)
    .join(', ')
  const marks = notes.length === 0 ? '' : `<span class="marks">${small === '' ? '' : ' · '}[${links}]</span>`
  // the unit stands under the title
  const unit = `\u202f${unitWords(row.unit).short}`
  const bare = (value: string) => text(unit === '\u202f' ? value : value.replace(unit, ''))
  const change =
    cells.interval === NONE
      ? `<strong>${bare(cells.estimate)}</strong>`
      : `<strong>${bare(cells.estimate)}</strong><br><small class="nowrap">${text(cells.confidence)} CI ${bare(cells.interval)}</small>`
  const p = row.test.pAdjusted ?? row.test.p
  const better = betterText(report, row)
  const evidence = [
    p === null ? '' : `p ${row.test.pAdjusted === null ? 'unadjusted ' : ''}${formatP(p)}`,
    better === '' ? cells.n : better,
  ].filter((part) => part !== '')
  const verdict = isInvalid(report)
    ? '– withdrawn'
    : row.family === 'descriptive'
      ? 'descriptive'
      : rowVerdict(row)
  return [
    {
      html: `<a class="permalink" href="#metric-${text(row.metric)}">${text(row.title)}</a><br><small>${text(small)}${marks}</small>`,
    },
    cells.baseline,
    cells.treatment,
    { html: change },
    { html: rowPlot(row, reach, smallestOf(row).effect) },
    {
      html: `<span class="verdict">${text(verdict)}</span><br><small>${text(evidence.join(' · '))}</small>`,
    },
  ]
}
