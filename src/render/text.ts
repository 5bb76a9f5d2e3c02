import { align, textWidth, wrap } from '../base/columns.js'
import { printable } from '../base/printable.js'
import type { Report } from '../model/report.js'
import { UNITS } from '../model/units.js'
import { intervalText } from '../report/effect-text.js'
import { comparisonCells, footnotes, NONE, provenance } from './cells.js'
import { CHECK_WORDS, FAMILIES, FAMILY_TITLES } from './verdict-words.js'

const WIDTH = 76

const DECIDED = new Set(['improved', 'regressed', 'higher', 'lower', 'equivalent'])

/** Plain text for a mailing list: 76 columns, and `~` where nothing was found. */
export function renderText(report: Report): string {
  const [baseline, treatment] = report.conditions
  const text = (value: string) => printable(value, 2000)
  const paragraph = (value: string, indent = '') => wrap(text(value), WIDTH, indent).join('\n')
  const { marks, notes } = footnotes(report)
  const blocks = [paragraph(`${treatment.label} against ${baseline.label}`)]
  blocks.push(
    provenance(report)
      .filter(([, value]) => value !== 'not recorded')
      .map(([name, value]) => paragraph(`${name}: ${value}`, '  '))
      .join('\n'),
  )
  const broken = report.checks.filter((check) => check.outcome === 'invalidates')
  if (broken.length > 0)
    blocks.push(broken.map((check) => paragraph(`NOT SOUND: ${check.text}`, '  ')).join('\n'))

  for (const family of FAMILIES) {
    const rows = report.comparisons.filter((comparison) => comparison.family === family)
    if (rows.length === 0) continue
    const lines = rows.map((comparison) => {
      const cells = comparisonCells(comparison)
      const unit = unitBeside(comparison)
      const own = (marks.get(comparison.metric) ?? []).map((mark) => `[${mark}]`).join('')
      const found =
        DECIDED.has(comparison.verdict) && comparison.effect !== null && comparison.effect.lower !== null
      const change =
        comparison.verdict === 'equivalent'
          ? '='
          : found && comparison.effect !== null
            ? text(intervalText(comparison.effect, comparison.unit))
            : '~'
      const evidence = [
        ...(cells.p === NONE ? [] : [`p=${cells.p.replace('< ', '<')}`]),
        `n=${cells.n.replaceAll(' ', '')}`,
      ].join(' ')
      return [
        `${text(comparison.title)}${unit === '' ? '' : `, ${unit}`}${own}`,
        cells.baseline,
        cells.treatment,
        family === 'descriptive' ? '' : change,
        `(${evidence})`,
      ]
    })
    const head = [
      FAMILY_TITLES[family],
      clipped(text(baseline.label)),
      clipped(text(treatment.label)),
      family === 'descriptive' ? '' : 'change',
      '',
    ]
    blocks.push(narrow([head, ...lines]))
  }
  if (notes.length > 0)
    blocks.push(notes.map((note, index) => paragraph(`[${index + 1}] ${note}`, '    ')).join('\n'))
  blocks.push(
    paragraph(
      'Medians of the runs; change as an interval; ~: not decided; =: too small to matter; p adjusted within the family.',
    ),
  )
  const unsure = report.checks.filter((check) => check.outcome !== 'pass')
  if (unsure.length > 0)
    blocks.push(
      unsure
        .map((check) => paragraph(`${CHECK_WORDS[check.outcome].slice(2)}: ${check.text}`, '  '))
        .join('\n'),
    )
  return `${plain(blocks.join('\n\n'))}\n`
}

/** A name at the head of a column; the first line of the text has it in full. */
function clipped(label: string): string {
  const short = [...label].slice(0, 18).join('')
  return short === label ? label : `${short.trimEnd()}...`
}

/** The unit, where the title does not say it already. */
function unitBeside({ title, unit }: Report['comparisons'][number]): string {
  const { short } = UNITS[unit]
  const said =
    title.toLowerCase().includes(short) || (/\/s$|^per s$/.test(short) && title.includes('a second'))
  return said ? '' : short
}

/** Mail is read in all sorts of programs: no typographic spaces, signs and quotes. */
function plain(text: string): string {
  return text
    .replace(/(?<=\d)\u202f(?=\d)/g, '')
    .replaceAll('\u202f', ' ')
    .replaceAll('\u2212', '-')
    .replace(/[’‘]/g, "'")
    .replace(/[“”]/g, '"')
}

/** Aligned rows; where they are too wide, the first column goes on a line of its own. */
function narrow(rows: string[][]): string {
  const lines = align(rows, [0, 4])
  if (lines.every((line) => textWidth(line) <= WIDTH)) return lines.join('\n')
  const rest = align(
    rows.map((row) => row.slice(1)),
    [3],
  )
  return rows.map((row, index) => `${row[0]}\n    ${rest[index]}`).join('\n')
}
