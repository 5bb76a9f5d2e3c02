import { createHash } from 'node:crypto'
import { visibleJson } from '../src/base/json-text.js'
import { printable } from '../src/base/printable.js'
import { stableJson } from '../src/base/stable-json.js'
import type { Report, ReportComparison } from '../src/model/report.js'

// Rows of their own, in sections; and members that are the same in every report, which the two full goldens show.
const APART = new Set(['findings', 'comparisons', 'checks', 'warnings', 'glossary', 'tool', 'schemaVersion'])

/**
 * A report as a text that a person reads in a minute: a row for each finding, comparison, check and warning, one for each other
 * member of report.json and each section of report.md. The `#` of a row is the start of the SHA-256 of all that it
 * stands for, so that any byte that moves shows, and where.
 */
export function digest(report: Report, markdown: string): string {
  const others = Object.entries(report).filter(([name]) => !APART.has(name))
  // a text of the glossary is that of a definition, and docs/ has it; which of them a report has is its own
  const glossary = report.glossary.map(({ id }) => id)
  const sections = markdown.split(/^(?=## )/m)
  return [
    ...section(
      'findings',
      report.findings.map((finding) => row(hash(finding), shorten(finding))),
    ),
    ...section('comparisons', report.comparisons.map(comparisonRow)),
    ...section(
      'checks',
      report.checks.map((check) =>
        row([check.id, 30], [check.outcome, 11], hash(check), shorten(check.text)),
      ),
    ),
    ...section(
      'warnings',
      report.warnings.map((warning) =>
        row([warning.id, 30], [warning.severity, 11], hash(warning), shorten(warning.text)),
      ),
    ),
    ...section('report.json', [
      ...others.map(([name, value]) => row([name, 20], hash(value), size(value))),
      row(['glossary', 20], hash(glossary), size(glossary)),
    ]),
    ...section(
      'report.md',
      sections.map((text) => row([shorten(text.split('\n')[0] ?? ''), 40], hash(text))),
    ),
  ].join('\n')
}

function comparisonRow(comparison: ReportComparison): string {
  const { metric, family, verdict, clarity, baseline, treatment, effect, test, warnings } = comparison
  const about = [
    clarity,
    effect && `${effect.scale} ${number(effect.estimate)} [${number(effect.lower)}, ${number(effect.upper)}]`,
    test.p !== null && `p ${number(test.p)} / ${number(test.pAdjusted)}`,
    ...warnings.map(({ id }) => id),
  ].filter((part) => typeof part === 'string')
  return row(
    [metric, 30],
    [family, 11],
    [verdict, 14],
    [`${baseline.n}+${treatment.n}`, 5],
    hash(comparison),
    about.join(' '),
  )
}

function section(title: string, rows: readonly string[]): string[] {
  return [`${title}: ${rows.length}`, ...rows, '']
}

function row(...cells: readonly (string | readonly [text: string, width: number])[]): string {
  return cells
    .map((cell) => (typeof cell === 'string' ? cell : cell[0].padEnd(cell[1])))
    .join(' ')
    .trimEnd()
}

function hash(value: unknown): string {
  const text = typeof value === 'string' ? value : visibleJson(stableJson(value))
  return `#${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
}

function shorten(text: string): string {
  return printable(text, 110)
}

function size(value: unknown): string {
  return Array.isArray(value) ? String(value.length) : ''
}

function number(value: number | null): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(3))) : '-'
}
