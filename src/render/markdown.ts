import { escapeMarkdown } from '../base/escape.js'
import { formatCount, formatNumber } from '../base/number-format.js'
import type { Report } from '../model/report.js'
import { comparisonCells, footnotes, NONE, provenance, traceNames } from './cells.js'
import { markdownFigures } from './markdown-figures.js'
import { BETTER_WORDS, CHECK_WORDS, FAMILIES, FAMILY_TITLES, verdictText } from './verdict-words.js'

const text = escapeMarkdown

function tableOf(columns: string[], align: string[], rows: string[][]): string {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [row(columns), row(align), ...rows.map(row)].join('\n')
}

/** The report for a forge: GitHub-flavoured Markdown with figures beside it, everything from a trace escaped. */
export function renderMarkdown(report: Report): string {
  const [baseline, treatment] = report.conditions
  const names = traceNames(report)
  const blocks: string[] = [`# ${text(treatment.label)} against ${text(baseline.label)}`]
  const broken = report.checks.filter((check) => check.outcome === 'invalidates')
  if (broken.length > 0)
    blocks.push(broken.map((check) => `> **Not sound.** ${text(check.text)}`).join('\n>\n'))
  blocks.push(report.findings.map((finding) => `- ${text(finding)}`).join('\n'))

  const { marks, notes } = footnotes(report)
  for (const family of FAMILIES) {
    const rows = report.comparisons.filter((comparison) => comparison.family === family)
    if (rows.length === 0) continue
    blocks.push(`## ${FAMILY_TITLES[family]}`)
    blocks.push(
      tableOf(
        ['Metric', text(baseline.label), text(treatment.label), 'Change', 'Interval', 'Verdict', 'p', 'n'],
        [':--', '--:', '--:', '--:', ':--', ':--', '--:', '--:'],
        rows.map((comparison) => {
          const cells = comparisonCells(comparison)
          const own = marks.get(comparison.metric) ?? []
          const unit = cells.unit === '' ? '' : `, ${cells.unit}`
          const title = `${text(comparison.title)}${unit} (${BETTER_WORDS[comparison.better]})${own.length > 0 ? ` \\[${own.join(', ')}\\]` : ''}`
          const interval = cells.interval === NONE ? NONE : `${text(cells.interval)} at ${cells.confidence}`
          const verdict = family === 'descriptive' ? NONE : text(verdictText(comparison))
          return [
            title,
            cells.baseline,
            cells.treatment,
            text(cells.estimate),
            interval,
            verdict,
            text(cells.p),
            cells.n,
          ]
        }),
      ),
    )
  }
  if (notes.length > 0)
    blocks.push(notes.map((note, index) => `\\[${index + 1}\\] ${text(note)}`).join('  \n'))
  blocks.push('Medians of the runs. An interval that spans 0 does not exclude that nothing changed.')

  const figures = markdownFigures(report)
  if (figures.length > 0) blocks.push('## Figures', ...figures)

  blocks.push('## Is the experiment sound?')
  blocks.push(
    tableOf(
      ['Check', 'Outcome', 'What was found'],
      [':--', ':--', ':--'],
      report.checks.map((check) => [text(check.title), text(CHECK_WORDS[check.outcome]), text(check.text)]),
    ),
  )
  if (report.warnings.length > 0) {
    blocks.push(
      report.warnings
        .map(
          ({ severity, subject, text: what }) =>
            `- ${severity}${subject === null ? '' : ` (${text(subject)})`}: ${text(what)}`,
        )
        .join('\n'),
    )
  }

  blocks.push('## Runs')
  blocks.push(
    tableOf(
      ['Run', 'Condition', 'Length, s', 'Page faults traced', 'Counted'],
      [':--', ':--', '--:', '--:', ':--'],
      report.runs.map((run) => [
        text(names.has(run.id) ? `${run.id} (${names.get(run.id)})` : run.id),
        text(run.condition),
        run.seconds === null ? NONE : formatNumber(run.seconds),
        run.faults === null ? NONE : formatCount(run.faults),
        run.included ? 'yes' : `no: ${text(run.reason ?? '')}`,
      ]),
    ),
  )

  if (report.processes.rows.length > 0) {
    blocks.push('## Page faults by process')
    blocks.push(
      tableOf(
        [
          report.processes.keyedBy === 'rank' ? 'Process, by rank in its run' : 'Process',
          `${text(baseline.label)}, by run`,
          `${text(treatment.label)}, by run`,
        ],
        [':--', '--:', '--:'],
        report.processes.rows.map((row) => [
          text(row.process),
          row.baseline.map(formatCount).join(', ') || NONE,
          row.treatment.map(formatCount).join(', ') || NONE,
        ]),
      ),
    )
  }

  blocks.push('## Methods', ...report.methods.map(text))
  blocks.push(
    '## Provenance',
    provenance(report)
      .map(([name, value]) => `- ${name}: ${text(value)}`)
      .join('\n'),
  )
  if (report.redactions.length > 0)
    blocks.push(
      'Left out so that this may be published:',
      report.redactions.map((one) => `- ${text(one)}`).join('\n'),
    )
  blocks.push(
    tableOf(
      ['Run', 'File', 'Bytes'],
      [':--', ':--', '--:'],
      report.inputs.map((input) => [text(input.run), text(input.name), String(input.bytes)]),
    ),
  )
  return `${blocks.join('\n\n')}\n`
}
