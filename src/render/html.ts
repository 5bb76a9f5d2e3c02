import { escapeHtml } from '../base/escape.js'
import { formatCount, formatNumber } from '../base/number-format.js'
import { CHARTS } from '../charts/index.js'
import { drawSvg } from '../charts/svg.js'
import type { Figure } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { comparisonCells, footnotes, NONE, provenance, traceNames } from './cells.js'
import { STYLE } from './style.js'
import { BETTER_WORDS, CHECK_WORDS, FAMILIES, FAMILY_TITLES, verdictText } from './verdict-words.js'

const text = escapeHtml

type Cell = string | { html: string }

function table(columns: string[], numeric: readonly number[], rows: Cell[][], caption = ''): string {
  const style = (index: number) => (numeric.includes(index) ? ' class="number"' : '')
  const head = columns.map((column, index) => `<th scope="col"${style(index)}>${text(column)}</th>`).join('')
  const body = rows
    .map((row) => {
      const cells = row.map((cell, index) => {
        const html = typeof cell === 'string' ? text(cell) : cell.html
        return index === 0 ? `<th scope="row">${html}</th>` : `<td${style(index)}>${html}</td>`
      })
      return `<tr>${cells.join('')}</tr>`
    })
    .join('\n')
  return `<div class="scroll" tabindex="0" role="region" aria-label="${text(caption || columns.join(', '))}"><table>${caption === '' ? '' : `<caption>${text(caption)}</caption>`}<thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`
}

async function figure(chart: Figure): Promise<string> {
  // a chart that cannot be drawn costs only its picture: its table is below
  const picture = await drawSvg(chart).catch(
    (error: Error) => `<p>This figure could not be drawn: ${text(error.message)}</p>`,
  )
  return `<figure id="${text(chart.id)}">
<h3>${text(chart.title)}</h3>
<p class="subtitle">${text(chart.subtitle)}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${text(chart.title)}">${picture}</div>
<figcaption>${text(chart.howToRead)}</figcaption>
<details><summary>The same as a table</summary>${table(chart.table.columns, chart.table.columns.map((_, index) => index).slice(1), chart.table.rows, chart.subtitle)}</details>
</figure>`
}

function verdictTable(
  report: Report,
  marks: Map<string, number[]>,
  families: readonly (typeof FAMILIES)[number][],
): string {
  const [baseline, treatment] = report.conditions
  return families
    .map((family) => {
      const rows = report.comparisons.filter((comparison) => comparison.family === family)
      if (rows.length === 0) return ''
      return table(
        ['Metric', baseline.label, treatment.label, 'Change', 'Interval', 'Verdict', 'p', 'n'],
        [1, 2, 3, 4, 6, 7],
        rows.map((comparison) => {
          const cells = comparisonCells(comparison)
          const notes = (marks.get(comparison.metric) ?? [])
            .map((mark) => `<a href="#note-${mark}">${mark}</a>`)
            .join(' ')
          const title = {
            html: `${text(comparison.title)}${notes === '' ? '' : ` <sup>${notes}</sup>`}<br><small>${[cells.unit, BETTER_WORDS[comparison.better]].filter((part) => part !== '').join(', ')}</small>`,
          }
          const verdict = {
            html: `<span class="verdict">${family === 'descriptive' ? NONE : text(verdictText(comparison))}</span>`,
          }
          const interval =
            cells.interval === NONE
              ? NONE
              : { html: `${text(cells.interval)}<br><small>at ${text(cells.confidence)}</small>` }
          return [title, cells.baseline, cells.treatment, cells.estimate, interval, verdict, cells.p, cells.n]
        }),
        FAMILY_TITLES[family],
      )
    })
    .join('\n')
}

function soundness(report: Report): string {
  const rows = report.checks.map((check) => [check.title, CHECK_WORDS[check.outcome], check.text])
  const warnings = report.warnings.map(
    ({ severity, subject, text: what }) =>
      `<li>${severity}${subject === null ? '' : ` (${text(subject)})`}: ${text(what)}</li>`,
  )
  return `${table(['Check', 'Outcome', 'What was found'], [], rows)}${warnings.length === 0 ? '' : `<h3>Warnings</h3><ul>${warnings.join('\n')}</ul>`}`
}

function runsTable(report: Report): string {
  const names = traceNames(report)
  return table(
    ['Run', 'Condition', 'Block', 'Length, s', 'Page faults traced', 'Counted'],
    [2, 3, 4],
    report.runs.map((run) => [
      names.has(run.id) ? `${run.id} (${names.get(run.id)})` : run.id,
      run.condition,
      run.block === null ? NONE : String(run.block),
      run.seconds === null ? NONE : formatNumber(run.seconds),
      run.faults === null ? NONE : formatCount(run.faults),
      run.included ? 'yes' : `no: ${run.reason ?? ''}`,
    ]),
  )
}

function countersTable(report: Report): string {
  const [baseline, treatment] = report.conditions
  const middle = ({ median }: { median: number | null }) => (median === null ? NONE : formatCount(median))
  return table(
    ['Counter', `${baseline.label}, median`, `${treatment.label}, median`, 'n', 'Not compared because'],
    [1, 2, 3],
    report.counters.map((row) => [
      row.counter,
      middle(row.baseline),
      middle(row.treatment),
      `${row.baseline.n} + ${row.treatment.n}`,
      row.notComparable ?? '',
    ]),
  )
}

/** The report as one HTML file that asks for nothing: no network, no script. */
export async function renderHtml(report: Report): Promise<string> {
  const [baseline, treatment] = report.conditions
  const { marks, notes } = footnotes(report)
  const figures: string[] = []
  for (const chart of CHARTS) for (const drawing of chart.figures(report)) figures.push(await figure(drawing))
  const absent = CHARTS.flatMap((chart) => chart.absent?.(report) ?? [])
  const broken = report.checks.filter((check) => check.outcome === 'invalidates')
  const title = `${treatment.label} against ${baseline.label}`
  const [first = '', ...others] = report.findings
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${text(title)}: ${text(report.experiment.id)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<main>
<header>
<p class="kicker">mglru-report · ${text(report.experiment.id)}</p>
<h1>${text(title)}</h1>
${broken.map((check) => `<p class="broken" role="alert"><strong>Not sound.</strong> ${text(check.text)}</p>`).join('\n')}
<section id="verdict" aria-label="Verdict"${broken.some((check) => check.metrics === null) ? ' class="spoiled"' : ''}>
<p class="lead">${text(first)}</p>
<ul>${others.map((finding) => `<li>${text(finding)}</li>`).join('\n')}</ul>
</section>
</header>
<section id="metrics">
<h2>Metrics</h2>
${verdictTable(report, marks, FAMILIES)}
<ol class="notes">${notes.map((note, index) => `<li id="note-${index + 1}">${text(note)}</li>`).join('\n')}</ol>
<p class="caption">Medians of the runs. p is adjusted for the number of metrics in its family. An interval that spans 0 does not exclude that nothing changed.</p>
</section>
<section id="figures">
<h2>Figures</h2>
${figures.join('\n')}
${absent.map((what) => `<p class="caption">Not shown. ${text(what)}</p>`).join('\n')}
</section>
<section id="soundness">
<h2>Is the experiment sound?</h2>
${soundness(report)}
</section>
<section id="runs">
<h2>Runs</h2>
${runsTable(report)}
</section>
<section id="counters">
<h2>Kernel counters</h2>
<p class="caption">Increase over a run of every counter in /proc/vmstat that moved: described, never tested.</p>
<details><summary>${report.counters.length} counters</summary>${countersTable(report)}</details>
</section>
<section id="methods">
<h2>Methods</h2>
${report.methods.map((paragraph) => `<p>${text(paragraph)}</p>`).join('\n')}
</section>
<section id="glossary">
<h2>Glossary</h2>
<dl>${report.glossary.map((entry) => `<dt id="term-${text(entry.id)}">${text(entry.title)}</dt><dd>${text(entry.why)}<br><small>${text(entry.how)}</small></dd>`).join('\n')}</dl>
</section>
<footer>
<h2>Provenance</h2>
<dl class="facts">${provenance(report)
    .map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`)
    .join('\n')}</dl>
<details><summary>${report.inputs.length} input files</summary>${table(
    ['Run', 'File', 'Bytes', 'SHA-256'],
    [2],
    report.inputs.map((input) => [input.run, input.name, formatCount(input.bytes), input.sha256]),
  )}</details>
</footer>
</main>
</body>
</html>
`
}
