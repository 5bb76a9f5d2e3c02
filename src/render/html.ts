import { escapeHtml } from '../base/escape.js'
import { formatCount, formatNumber } from '../base/number-format.js'
import { figuresOf } from '../charts/figures.js'
import { CHARTS } from '../charts/index.js'
import type { Report } from '../model/report.js'
import { comparisonCells, footnotes, NONE, provenance, traceNames } from './cells.js'
import { contentSecurityPolicy, pageScript } from './content-security-policy.js'
import { HOW_TO_READ } from './how-to-read.js'
import { htmlFigure } from './html-figure.js'
import { htmlTable as table } from './html-table.js'
import { htmlVerdict } from './html-verdict.js'
import { STYLE } from './style.js'
import { BETTER_WORDS, CHECK_WORDS, FAMILIES, FAMILY_TITLES, verdictText } from './verdict-words.js'

const text = escapeHtml

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
        true,
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
  return `${table(['Check', 'Outcome', 'What was found'], [], rows, '', true)}${warnings.length === 0 ? '' : `<h3>Warnings</h3><ul>${warnings.join('\n')}</ul>`}`
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

const SECTIONS = [
  ['verdict', 'Verdict'],
  ['metrics', 'Metrics'],
  ['figures', 'Figures'],
  ['soundness', 'Is it sound?'],
  ['runs', 'Runs'],
  ['counters', 'Kernel counters'],
  ['methods', 'Methods'],
  ['reading', 'How to read this'],
  ['glossary', 'Glossary'],
  ['provenance', 'Provenance'],
] as const

/**
 * The report as one HTML file that asks for nothing, and is whole without script. Unless it is to be static, a script
 * brings the figures to life where scripts may run.
 */
export async function renderHtml(report: Report, options: { static?: boolean } = {}): Promise<string> {
  const [baseline, treatment] = report.conditions
  const { marks, notes } = footnotes(report)
  const script = options.static === true ? null : pageScript()
  const figures: string[] = []
  for (const figure of figuresOf(report)) figures.push(await htmlFigure(figure, script !== null))
  const absent = CHARTS.flatMap((chart) => chart.absent?.(report) ?? [])
  const title = `${treatment.label} against ${baseline.label}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(STYLE, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${text(title)}: ${text(report.experiment.id)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<nav aria-label="Contents"><ul>
${SECTIONS.map(([id, name]) => `<li><a href="#${id}">${name}</a></li>`).join('\n')}
</ul></nav>
<main>
<header>
<p class="kicker">mglru-report · ${text(report.experiment.id)}</p>
<h1>${text(title)}</h1>
${htmlVerdict(report)}
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
${absent.length === 0 ? '' : `<h3>Not shown</h3>\n<ul class="caption">${absent.map((what) => `<li>${text(what)}</li>`).join('\n')}</ul>`}
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
<section id="reading">
<h2>How to read this</h2>
${HOW_TO_READ.map((one) => `<h3>${text(one.title)}</h3>\n<p>${text(one.text)}</p>`).join('\n')}
</section>
<section id="glossary">
<h2>Glossary</h2>
<dl>${report.glossary.map((entry) => `<dt id="term-${text(entry.id)}">${text(entry.title)}</dt><dd>${text(entry.why)}<br><small>${text(entry.how)}</small></dd>`).join('\n')}</dl>
</section>
<footer id="provenance">
<h2>Provenance</h2>
<dl class="facts">${provenance(report)
    .map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`)
    .join('\n')}</dl>
<h3>Left out so that this may be published</h3>
<ul>${report.redactions.map((one) => `<li>${text(one)}</li>`).join('\n')}</ul>
<details><summary>${report.inputs.length} input files</summary>${inputFiles(report)}</details>
</footer>
</main>
${script === null ? '' : `<script>${script}</script>\n`}</body>
</html>
`
}

/** In a directory the name of a file begins with that of its run. */
function inputFiles({ experiment, inputs }: Report): string {
  const rows = inputs.map(({ run, name, bytes, sha256 }) => [run, name, formatCount(bytes), sha256])
  if (experiment.kind === 'bare') return table(['Run', 'File', 'Bytes', 'SHA-256'], [2], rows)
  return table(
    ['File', 'Bytes', 'SHA-256'],
    [1],
    rows.map((row) => row.slice(1)),
  )
}
