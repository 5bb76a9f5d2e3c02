import { align, textWidth, wrap } from '../base/columns.js'
import { printable } from '../base/printable.js'
import type { Report, ReportComparison } from '../model/report.js'
import { clipped } from '../report/command-summary.js'
import { screenOf } from '../report/screen.js'
import { foldedLines, shownRows } from '../report/shown-rows.js'
import { isUntested } from '../report/verdict-words.js'
import { footnotes, NONE, provenance } from './cells.js'
import { commonCount, metricRows, noteRanges } from './metric-cells.js'
import { FAMILIES, FAMILY_TITLES } from './verdict-words.js'

const WIDTH = 76
/** The column of words before the sentences of the first screen. */
const INDENT = 15
const MAX_LABEL = 12
const MIN_TITLE = 26
/** An ellipsis is three columns in a mail. */
const DOTS = 2
const HEADS = { primary: 'Primary', secondary: 'Secondary', descriptive: 'Not tested' } as const

/** As it is printed, so that what it takes of a line is known before the line is broken. */
const text = (value: string) => plainText(printable(value, 2000))
const paragraph = (value: string, indent = '') => wrap(text(value), WIDTH, indent).join('\n')

/** Plain text for a mailing list, at most 76 columns: the verdicts in sentences, then one line a metric, then notes. */
export function renderText(report: Report): string {
  const { marks, notes } = footnotes(report)
  const blocks = [...screenBlocks(report), ...tables(report, marks)]
  if (notes.length > 0)
    blocks.push(notes.map((note, index) => paragraph(`[${index + 1}] ${note}`, '    ')).join('\n'))
  blocks.push(
    provenance(report)
      .filter(([, value]) => value !== 'not recorded')
      .map(([name, value]) => paragraph(`${name}: ${value}`, '  '))
      .join('\n'),
  )
  return `${plainText(blocks.join('\n\n'))}\n`
}

/** The first screen: question, facts, answers, cautions. */
function screenBlocks(report: Report): string[] {
  const { question, facts, invalid, answers, cautions, notRecorded } = screenOf(report)
  const missing = notRecorded.length === 0 ? 'nothing that the verdicts rest on' : notRecorded.join('; ')
  return [
    paragraph(question),
    paragraph(facts.join(', ')),
    ...invalid.map((why) => paragraph(`INVALID: no verdict. ${why}`)),
    ...(answers.length === 0
      ? []
      : [answers.map(({ word, text: what }) => hanging(word.toUpperCase(), what)).join('\n')]),
    [...cautions.map((line) => `* ${line}`), `* Not recorded: ${missing}.`]
      .map((line) => paragraph(line, '  '))
      .join('\n'),
  ]
}

/** A word in a column of its own, the sentence next to it. */
function hanging(word: string, what: string): string {
  const space = ' '.repeat(INDENT)
  const lines = wrap(text(what), WIDTH - INDENT)
  const head = text(word)
  const beside = textWidth(head) < INDENT
  return [
    ...(beside ? [] : [head]),
    ...lines.map((line, index) =>
      index === 0 && beside ? `${head}${' '.repeat(INDENT - textWidth(head))}${line}` : space + line,
    ),
  ].join('\n')
}

function tables(report: Report, marks: Map<string, number[]>): string[] {
  const count = commonCount(report)
  const blocks = FAMILIES.flatMap((family) => {
    const shown = shownRows(report, family)
    const lines = foldedLines(shown).map((line) => paragraph(line, '  '))
    if (shown.rows.length + lines.length === 0) return []
    return [
      [
        ...(shown.rows.length === 0 ? [FAMILY_TITLES[family]] : [table(report, shown.rows, marks)]),
        ...lines,
      ].join('\n'),
    ]
  })
  if (blocks.length === 0) return []
  const n = count === null ? '' : ` n: ${count}.`
  return [
    ...blocks,
    paragraph(
      `Medians of the runs. Change: estimate of the test, not the ratio of the medians. Marks: + improved, ! regressed, ^ increased, v decreased, = equivalent, ~ inconclusive, . not tested, / not comparable.${n}`,
    ),
  ]
}

const MARKS: Record<ReportComparison['verdict'], string> = {
  improved: '+',
  regressed: '!',
  higher: '^',
  lower: 'v',
  equivalent: '=',
  inconclusive: '~',
  'did-not-occur': '0',
  'not-comparable': '/',
}

/** One line a metric: a title that leaves no room is shortened, and its unit goes first. */
function table(report: Report, some: readonly ReportComparison[], marks: Map<string, number[]>): string {
  const { level, levels, rows } = metricRows(some)
  const [family] = some.map((one) => one.family)
  const notes = rows.map(({ comparison }) => {
    const own = marks.get(comparison.metric) ?? []
    return own.length === 0 ? '' : ` [${noteRanges(own).replaceAll(', ', ',')}]`
  })
  const interval =
    levels === null ? '' : level === null ? `${levels.join('-').replace('%-', '-')} CI` : `${level} CI`
  const cells = [
    [...report.conditions.map(({ label }) => clipped(text(label), MAX_LABEL)), 'change', interval, ''],
    ...rows.map((row) => [
      row.baseline,
      row.treatment,
      row.change === NONE ? '' : row.change,
      row.interval === NONE ? '' : row.interval,
      family === 'descriptive' ? '' : isUntested(row.comparison) ? '.' : MARKS[row.comparison.verdict],
    ]),
  ].map((row) => row.map(plainText))
  // rows that leave a title no room stand closer
  const wide = align(cells, [4])
  const gap = Math.max(...wide.map(textWidth)) > WIDTH - MIN_TITLE ? ' ' : '  '
  const rest = align(cells, [4], gap)
  const room = WIDTH - gap.length - Math.max(...rest.map(textWidth))
  const all = rows.map(({ comparison }) => text(comparison.title))
  const titles = rows.map(({ title, comparison }, index) => {
    const note = notes[index] ?? ''
    const fits = [title, comparison.title]
      .map((one) => text(one))
      .find((one) => textWidth(one + note) <= room)
    return plainText(
      `${fits ?? shortened(text(comparison.title), Math.max(6, room - note.length), all)}${note}`,
    )
  })
  const head = family === undefined ? '' : HEADS[family]
  const names = align(
    [head, ...titles].map((one) => [one]),
    [0],
  )
  const width = Math.max(...names.map(textWidth))
  return names
    .map((name, index) => `${name}${' '.repeat(width - textWidth(name))}${gap}${rest[index]}`.trimEnd())
    .join('\n')
}

/** A title cut between first words and last ones, such that no other title of the table can be meant: "Cgroup memory ... full)". */
function shortened(title: string, most: number, all: readonly string[]): string {
  const words = title.split(' ')
  const others = all.filter((one) => one !== title)
  const cuts = words.flatMap((_, first) =>
    words.slice(first + 1).map((_last, rest) => {
      const [head, tail] = [words.slice(0, first + 1).join(' '), words.slice(words.length - rest).join(' ')]
      const text = rest === 0 ? `${head} \u2026` : `${head} \u2026 ${tail}`
      const clear = !others.some((one) => one.startsWith(head) && (rest === 0 || one.endsWith(tail)))
      return { text, length: textWidth(text) + DOTS, clear, short: words.length - first - 1 - rest }
    }),
  )
  const fitting = cuts.filter(({ length, short }) => length <= most && short > 0)
  fitting.sort((a, b) => Number(b.clear) - Number(a.clear) || b.length - a.length)
  const [best] = fitting
  // no words that fit tell it from the others: more of its letters do
  const letters = [...title].slice(0, most - DOTS - 1).join('')
  if (best?.clear !== true && !others.some((one) => one.startsWith(letters))) return `${letters}\u2026`
  return best?.text ?? clipped(title, most - DOTS)
}

/** Mail is read in all sorts of programs: no typographic spaces, signs and quotes. */
function plainText(value: string): string {
  return value
    .replace(/(?<=\d)\u202f(?=\d)/g, '')
    .replaceAll('\u202f', ' ')
    .replaceAll('\u2212', '-')
    .replaceAll('\u2026', '...')
    .replaceAll('\u2192', '->')
    .replaceAll('\u00d7', 'x')
    .replace(/[’‘]/g, "'")
    .replace(/[“”]/g, '"')
}
