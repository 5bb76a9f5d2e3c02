import { median } from 'simple-statistics'
import { textWidth } from '../base/columns.js'
import { escapeMarkdown as text } from '../base/escape.js'
import { formatCount, formatNumber } from '../base/number-format.js'
import type { Report, ReportComparison } from '../model/report.js'
import { clipped } from '../report/command-summary.js'
import { screenOf } from '../report/screen.js'
import { capital } from '../report/sentence-parts.js'
import { foldedLines, shownRows } from '../report/shown-rows.js'
import { footnotes, NONE, provenance, traceNames } from './cells.js'
import { KILL_HEADS, KILL_NUMBERS, killRows } from './kill-rows.js'
import { markdownFigures } from './markdown-figures.js'
import { MAX_COLUMNS, markdownTable } from './markdown-table.js'
import { commonCount, type MetricRow, metricRows, noteRanges } from './metric-cells.js'
import { CHECK_WORDS, FAMILIES, FAMILY_TITLES } from './verdict-words.js'

/** Heads are names, which may be long: the first line of the section has them in full. */
const MAX_LABEL = 18

/** The report for a forge or a mail: GitHub-flavored Markdown that also reads well raw, with figures as files. */
export function renderMarkdown(report: Report): string {
  const blocks = [...screen(report), ...metrics(report)]
  const figures = markdownFigures(report)
  if (figures.length > 0) blocks.push('## Figures', ...figures)
  blocks.push('## Validity checks', ...checks(report))
  blocks.push('## Runs', runs(report), ...killsTable(report), ...processes(report))
  blocks.push('## Methods', ...report.methods.map(text))
  blocks.push(
    '## Provenance',
    provenance(report)
      .map(([name, value]) => `- ${name}: ${text(value)}`)
      .join('\n'),
  )
  if (report.redactions.length > 0)
    blocks.push('Redacted:', report.redactions.map((one) => `- ${text(one)}`).join('\n'))
  blocks.push(
    markdownTable(
      ['Run', 'File', 'Bytes'],
      [2],
      report.inputs.map((input) => [text(input.run), text(input.name), String(input.bytes)]),
    ),
  )
  return `${blocks.join('\n\n')}\n`
}

function screen(report: Report): string[] {
  const { question, facts, invalid, answers, cautions, notRecorded } = screenOf(report)
  const missing = notRecorded.length === 0 ? 'nothing that the verdicts rest on' : notRecorded.join('; ')
  return [
    `# ${text(question)}`,
    facts.map(text).join(' · '),
    ...invalid.map((why) => `> **Invalid: no verdict.** ${text(why)}`),
    ...answers.map(({ word, text: what }) => `**${capital(word)}.** ${text(what)}`),
    [...cautions, `Not recorded: ${missing}.`].map((line) => `- ${text(line)}`).join('\n'),
  ]
}

function metrics(report: Report): string[] {
  const { marks, notes } = footnotes(report)
  const count = commonCount(report)
  const [baseline, treatment] = report.conditions
  const blocks = FAMILIES.flatMap((family) => {
    const shown = shownRows(report, family)
    const lines = foldedLines(shown).map(text)
    if (shown.rows.length + lines.length === 0) return []
    return [
      `## ${FAMILY_TITLES[family]}`,
      ...(shown.rows.length === 0 ? [] : [table(report, shown.rows, marks)]),
      ...lines,
    ]
  })
  if (blocks.length === 0) return []
  const n = count === null ? '' : ` n is ${count} unless a note says otherwise.`
  return [
    ...blocks,
    `${text(baseline.label)} and ${text(treatment.label)}: medians of the runs. Change is the estimate of the test, not the ratio of the medians. p is adjusted for the number of metrics in its family. A CI that includes no change is compatible with no change.${n}`,
    ...(notes.length === 0 ? [] : [notes.map((note, index) => `[${index + 1}] ${text(note)}`).join('  \n')]),
  ]
}

/** As many columns as fit: where a row would be too wide p goes first, then units and the levels of single rows. */
function table(report: Report, some: readonly ReportComparison[], marks: Map<string, number[]>): string {
  const { level, levels, rows } = metricRows(some)
  const heads = report.conditions.map(({ label }) => text(clipped(label, MAX_LABEL)))
  const described = some.every(({ family }) => family === 'descriptive')
  const cellsOf = (row: MetricRow, withP: boolean, rest: boolean) => {
    const own = marks.get(row.comparison.metric) ?? []
    const title = rest ? row.title : row.comparison.title
    return [
      `${text(title)}${own.length === 0 ? '' : ` [${noteRanges(own)}]`}`,
      row.baseline,
      row.treatment,
      text(row.change),
      text(level === null && rest ? `${row.level} ${row.interval}`.trim() : row.interval),
      ...(described ? [] : [text(row.verdict), ...(withP ? [text(row.p)] : [])]),
    ]
  }
  const interval = (rest: boolean) =>
    level !== null ? `${level} CI` : rest || levels === null ? 'CI' : `CI, ${levels.join(' to ')}`
  const made = (withP: boolean, rest: boolean) =>
    markdownTable(
      [
        'Metric',
        ...heads,
        'Change',
        interval(rest),
        ...(described ? [] : ['Verdict', ...(withP ? ['p'] : [])]),
      ],
      [1, 2, 3, 6],
      rows.map((row) => cellsOf(row, withP, rest)),
    )
  const fits = (one: string) => one.split('\n').every((line) => textWidth(line) <= MAX_COLUMNS)
  const ways = [made(true, true), made(false, true)]
  return ways.find(fits) ?? made(false, false)
}

function checks(report: Report): string[] {
  const others = report.checks.filter(({ outcome }) => outcome !== 'pass')
  const passed = report.checks.filter(({ outcome }) => outcome === 'pass')
  const list = [
    ...others.map(
      ({ title, outcome, text: what }) => `- **${CHECK_WORDS[outcome]}** ${text(title)}: ${text(what)}`,
    ),
    ...report.warnings.map(
      ({ severity, subject, text: what }) =>
        `- ${severity === 'caution' ? 'warning' : severity}${subject === null ? '' : ` (${text(subject)})`}: ${text(what)}`,
    ),
  ]
  return [
    ...(list.length === 0 ? [] : [list.join('\n')]),
    ...(passed.length === 0
      ? []
      : [`Passed (${passed.length}): ${passed.map(({ title }) => text(title)).join('; ')}.`]),
  ]
}

function runs(report: Report): string {
  const names = traceNames(report)
  return markdownTable(
    ['Run', 'Condition', 'Duration, s', 'Traced page faults', 'Included'],
    [2, 3],
    report.runs.map((run) => [
      text(names.has(run.id) ? `${run.id} (${names.get(run.id)})` : run.id),
      text(run.condition),
      run.seconds === null ? NONE : formatNumber(run.seconds),
      run.faults === null ? NONE : formatCount(run.faults),
      run.included ? 'yes' : `no: ${text(run.reason ?? '')}`,
    ]),
  )
}

function killsTable(report: Report): string[] {
  const rows = killRows(report)
  if (rows.length === 0) return []
  return [
    '## Kills',
    markdownTable(
      [...KILL_HEADS],
      [...KILL_NUMBERS],
      rows.map((row) => row.map(text)),
    ),
  ]
}

function processes(report: Report): string[] {
  if (report.processes.rows.length === 0) return []
  const [baseline, treatment] = report.conditions
  const cell = (values: readonly number[]) =>
    values.length === 0
      ? NONE
      : `${formatNumber(median([...values]))} (${formatCount(Math.min(...values))} to ${formatCount(Math.max(...values))})`
  return [
    '## Page faults by process',
    markdownTable(
      [
        report.processes.keyedBy === 'rank' ? 'Process, by rank in its run' : 'Process',
        `${text(clipped(baseline.label, MAX_LABEL))}, median (range)`,
        `${text(clipped(treatment.label, MAX_LABEL))}, median (range)`,
      ],
      [1, 2],
      report.processes.rows.map((row) => [text(row.process), cell(row.baseline), cell(row.treatment)]),
    ),
  ]
}
