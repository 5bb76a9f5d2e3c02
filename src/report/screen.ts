import type { Report } from '../model/report.js'
import { clipped } from './command-summary.js'
import { type Answer, answersOf, describesOnly } from './screen-answers.js'
import { factsOf, questionOf } from './screen-facts.js'
import { whyUntested } from './sentence-parts.js'

/** What the first screen of a report says, in every format: complete by itself. */
export interface Screen {
  question: string
  facts: string[]
  /** Why nothing in the report counts; then there is no answer. */
  invalid: string[]
  answers: Answer[]
  /** One line each, the gravest first. */
  cautions: string[]
  /** What the verdicts rest on without a record of it; empty where all was recorded. */
  notRecorded: string[]
}

const MAX_CAUTIONS = 5
const MAX_LINE = 165

/** Whether a check takes every verdict away. */
export const isInvalid = ({ checks }: Report) =>
  checks.some(({ outcome, metrics }) => outcome === 'invalidates' && metrics === null)

export function screenOf(report: Report): Screen {
  const invalid = report.checks
    .filter(({ outcome, metrics }) => outcome === 'invalidates' && metrics === null)
    .map(({ text }) => text)
  return {
    question: questionOf(report),
    facts: factsOf(report),
    invalid,
    answers: invalid.length > 0 ? [] : answersOf(report),
    cautions: invalid.length > 0 ? [] : cautionsOf(report),
    notRecorded: report.assumed.map(({ text }) => text),
  }
}

function cautionsOf(report: Report): string[] {
  const partly = report.checks
    .filter(({ outcome, metrics }) => outcome === 'invalidates' && metrics !== null)
    .map(({ metrics, text }) => `Invalid: ${titlesOf(report, metrics ?? [])}. ${text}`)
  const few = describesOnly(report) ? [tooFew(report)] : []
  const killed = report.comparisons.some(
    ({ metric, verdict, baseline, treatment }) =>
      metric === 'oom-kills' && verdict !== 'did-not-occur' && baseline.n + treatment.n > 0,
  )
  // what an answer or a line above has is not repeated
  const known = ({ id, text }: Report['checks'][number]) =>
    (id === 'enough-runs' && few.length > 0) ||
    (id === 'kernel-messages' && killed && /^OOM kills: [^.;]*\.$/.test(text))
  const cautions = report.checks
    .filter((check) => check.outcome === 'caution' && !known(check))
    .map(({ text }) => text)
  const look = report.comparisons.find((one) => one.look !== null)?.look ?? null
  const unfinished =
    look === null || look.look >= look.of
      ? []
      : [
          `Look ${look.look} of ${look.of}, not final: a verdict needs an adjusted p of at most ${look.alpha.toFixed(4)}.`,
        ]
  const lines = [...unfinished, ...partly, ...few, ...cautions]
  const shown = lines.slice(0, MAX_CAUTIONS).map(oneLine)
  const left = lines.length - shown.length
  const count = (outcome: string) => report.checks.filter((one) => one.outcome === outcome).length
  const [passed, notes] = [count('pass'), count('note')]
  const warnings = report.warnings.length
  const rest = [
    ...(left === 0 ? [] : [`${left} more ${left === 1 ? 'warning' : 'warnings'} of checks`]),
    `${passed} ${passed === 1 ? 'check' : 'checks'} passed`,
    ...(notes === 0 ? [] : [`${notes} with a note`]),
    ...(warnings === 0 ? [] : [`${warnings} ${warnings === 1 ? 'remark' : 'remarks'} about files and runs`]),
  ]
  return [...shown, `${rest.join(', ')}.`]
}

function tooFew(report: Report): string {
  // of what was measured: the reason of what was not is another
  const reason = report.comparisons.find(
    ({ family, test, baseline, treatment }) =>
      family === 'primary' && test.p === null && baseline.n > 0 && treatment.n > 0,
  )?.reason
  const why = whyUntested(reason ?? '')
  return `Too few runs for a test (${why.replace(/\.$/, '')}): every change is a description, not a finding.`.replace(
    ' ()',
    '',
  )
}

/** "Traced page faults and 1 more". */
function titlesOf({ comparisons }: Report, metrics: readonly string[]): string {
  const titles = metrics.flatMap((id) => comparisons.find(({ metric }) => metric === id)?.title ?? [])
  if (titles.length === 0) return 'metrics that this report does not show'
  return titles.length <= 3
    ? titles.join(', ')
    : `${titles.slice(0, 2).join(', ')} and ${titles.length - 2} more metrics`
}

/** The first sentences of a text that fit into a line or two; the section of checks has it all. */
function oneLine(text: string): string {
  // a counter's name may begin a sentence; "vs." ends none
  const sentences = text.split(/(?<=(?<!\bvs)\.) (?=[A-Za-z])/)
  let line = sentences[0] ?? ''
  for (const sentence of sentences.slice(1)) {
    // what is invalid, without why, says too little
    if (line.length + sentence.length + 1 > MAX_LINE && line.length > MAX_LINE / 2) break
    line += ` ${sentence}`
    if (line.length > MAX_LINE) break
  }
  if ([...line].length <= MAX_LINE) return line
  // a list is cut between its items
  const items = line.slice(0, MAX_LINE).lastIndexOf('; ')
  return items > MAX_LINE / 2 ? `${line.slice(0, items)}; …` : clipped(line, MAX_LINE)
}
