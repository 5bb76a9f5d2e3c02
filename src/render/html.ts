import { escapeHtml as text } from '../base/escape.js'
import { formatCount } from '../base/number-format.js'
import { figuresOf } from '../charts/figures.js'
import { CHARTS } from '../charts/index.js'
import type { Report } from '../model/report.js'
import { isInvalid } from '../report/screen.js'
import { questionOf } from '../report/screen-facts.js'
import { footnotes, provenance } from './cells.js'
import { pageLicences, pageScript } from './content-security-policy.js'
import { HOW_TO_READ } from './how-to-read.js'
import { htmlFigure, htmlFigures } from './html-figure.js'
import { metricsTable } from './html-metrics.js'
import { countersTable, killsTable, runsTable } from './html-runs.js'
import { htmlScreen } from './html-screen.js'
import { htmlTable as table } from './html-table.js'
import { pageHead } from './page-head.js'
import { STYLE } from './style.js'
import { CHECK_WORDS } from './verdict-words.js'

const folded = (summary: string, inside: string) =>
  inside === '' ? '' : `<details class="fold"><summary>${text(summary)}</summary>${inside}</details>`

const counted = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

/** Checks that did not pass, the others folded, and the warnings of files and runs. */
function checks(report: Report): string {
  const rows = (some: Report['checks']) =>
    some.map((check) => [check.title, CHECK_WORDS[check.outcome], check.text])
  const all = (name: string, some: Report['checks']) =>
    some.length === 0 ? '' : table(['Check', 'Outcome', 'Result'], [], rows(some), name, true)
  const passed = report.checks.filter(({ outcome }) => outcome === 'pass')
  const others = report.checks.filter(({ outcome }) => outcome !== 'pass')
  const order = ['invalidates', 'caution', 'note']
  others.sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))
  const warnings = report.warnings.map(
    ({ severity, subject, text: what }) =>
      `<li>${severity === 'caution' ? 'warning' : severity}${subject === null ? '' : ` (${text(subject)})`}: ${text(what)}</li>`,
  )
  return `${all('Checks that did not pass', others)}
${folded(`${counted(passed.length, 'check')} passed`, all('Checks that passed', passed))}
${folded(`${counted(warnings.length, 'remark')} about files and runs`, warnings.length === 0 ? '' : `<ul>${warnings.join('\n')}</ul>`)}`
}

const SECTIONS = [
  ['verdict', 'Verdict'],
  ['metrics', 'Metrics'],
  ['figures', 'Figures'],
  ['checks', 'Validity checks'],
  ['runs', 'Runs'],
  ['methods', 'Methods'],
  ['reading', 'How to read this'],
  ['provenance', 'Provenance'],
] as const

/**
 * The report as one HTML file that asks for nothing, and is complete without script. Unless it is to be static, a script
 * brings the figures to life where scripts may run.
 */
export async function renderHtml(report: Report, options: { static?: boolean } = {}): Promise<string> {
  const { notes } = footnotes(report)
  const script = options.static === true ? null : pageScript()
  const alive = script !== null
  const figures = figuresOf(report)
  // the runs of the main metric are on the first screen
  const main = figures.find(({ grid }) => grid?.id === 'runs')
  const open = figures.filter((figure) => figure !== main && figure.folded !== true)
  const further = figures.filter(({ folded: fold }) => fold === true)
  const picture =
    main === undefined
      ? ''
      : `<div class="main-figure">${await htmlFigure(main, alive, 'h2')}<p class="caption">One mark is one run; a line joins the runs of a block; a ring marks a collapsed run.</p></div>`
  const absent = CHARTS.flatMap((chart) => chart.absent?.(report) ?? [])
  const title = questionOf(report)
  return `${pageHead(`${title} ${report.experiment.id}`, STYLE, script)}
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<nav aria-label="Contents"><ul>
${SECTIONS.map(([id, name]) => `<li><a href="#${id}">${name}</a></li>`).join('\n')}
</ul></nav>
<main>
<p class="kicker">mglru-report · ${text(report.experiment.id)}</p>
${htmlScreen(report, picture)}
<section id="metrics">
<h2>Metrics</h2>
${isInvalid(report) ? metricsTable(report, 'primary') : ''}
${metricsTable(report, 'secondary')}
${folded(`${counted(report.comparisons.filter(({ family }) => family === 'descriptive').length, 'descriptive metric')} (not tested)`, metricsTable(report, 'descriptive'))}
<p class="caption">Medians of the runs. Change is the estimate of the test, not the ratio of the medians. p is adjusted for the number of metrics in its family. A CI that includes no change is compatible with no change. In the plots, gray is the equivalence margin and the small triangle marks the better side, a hollow dot that no side is preferred; an arrow goes on beyond the scale.</p>
${folded(`${counted(notes.length, 'note')} on the rows`, notes.length === 0 ? '' : `<ol class="notes">${notes.map((note, index) => `<li id="note-${index + 1}">${text(note)}</li>`).join('\n')}</ol>`)}
</section>
<section id="figures">
<h2>Figures</h2>
${await htmlFigures(open, alive)}
${folded(counted(further.length, 'further figure'), further.length === 0 ? '' : await htmlFigures(further, alive))}
${folded('Not shown', absent.length === 0 ? '' : `<ul class="caption">${absent.map((what) => `<li>${text(what)}</li>`).join('\n')}</ul>`)}
</section>
<section id="checks">
<h2>Validity checks</h2>
${checks(report)}
</section>
<section id="runs">
<h2>Runs</h2>
${folded(`${counted(report.runs.length, 'run')}: values of the primary metrics`, runsTable(report))}
${folded(counted(report.kills.flatMap(({ rows }) => rows).length, 'kill'), killsTable(report))}
${folded(`${counted(report.counters.length, 'kernel counter')} that moved (not tested)`, report.counters.length === 0 ? '' : countersTable(report))}
</section>
<section id="methods">
<h2>Methods</h2>
${report.methods.map((paragraph) => `<p>${text(paragraph)}</p>`).join('\n')}
</section>
<section id="reading">
<h2>How to read this</h2>
${folded('A guide for the first report', HOW_TO_READ.map((one) => `<h3>${text(one.title)}</h3>\n<p>${text(one.text)}</p>`).join('\n'))}
${folded(`Glossary: ${counted(report.glossary.length, 'entry', 'entries')}`, `<dl>${report.glossary.map((entry) => `<dt id="term-${text(entry.id)}">${text(entry.title)}</dt><dd>${text(entry.why)}<br><small>${text(entry.how)}</small></dd>`).join('\n')}</dl>`)}
</section>
<footer id="provenance">
<h2>Provenance</h2>
<dl class="facts-list">${provenance(report)
    .map(([name, value]) => `<dt>${text(name)}</dt><dd>${text(value)}</dd>`)
    .join('\n')}</dl>
${folded('Redacted', `<ul>${report.redactions.map((one) => `<li>${text(one)}</li>`).join('\n')}</ul>`)}
${folded(counted(report.inputs.length, 'input file'), inputFiles(report))}
</footer>
</main>
${script === null ? '' : `${licences()}<script>${script}</script>\n`}</body>
</html>
`
}

/** In a directory the name of a file begins with that of its run. The sums are whole in report.json. */
function inputFiles({ experiment, inputs }: Report): string {
  const rows = inputs.map(({ run, name, bytes, sha256 }) => [
    run,
    name,
    formatCount(bytes),
    sha256.slice(0, 16),
  ])
  if (experiment.kind === 'bare') return table(['Run', 'File', 'Bytes', 'SHA-256, first digits'], [2], rows)
  return table(
    ['File', 'Bytes', 'SHA-256, first digits'],
    [1],
    rows.map((row) => row.slice(1)),
  )
}

/** Line by line, since a text is shown as one. */
function licences(): string {
  const lines = pageLicences().split('\n').map(text).join('\n')
  return `<details class="licences"><summary>Licences of the libraries in the script of this page</summary><pre>${lines}</pre></details>\n`
}
