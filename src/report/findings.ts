import type { ConditionInfo } from '../experiment/experiment.js'
import type { CheckResult } from '../model/check.js'
import type { Comparison } from '../model/comparison.js'
import type { Report } from '../model/report.js'
import { confidenceText, estimateText, intervalText } from './effect-text.js'

const runsOf = (comparison: Comparison) => `${comparison.baseline.n} + ${comparison.treatment.n} runs`

function evidence(comparison: Comparison): string {
  const { effect, unit } = comparison
  if (effect === null) return runsOf(comparison)
  if (effect.lower === null) return `${estimateText(effect, unit)}, ${runsOf(comparison)}`
  return `${estimateText(effect, unit)}, ${confidenceText(effect)} interval ${intervalText(effect, unit)}, ${runsOf(comparison)}`
}

/** Beyond it the number says only that more runs are not the way. */
const MAX_WORTH_NAMING = 500

/** What would probably decide an open comparison; empty when nothing is known or nothing is needed. */
export function outlook(
  { verdict, moreBlocksNeeded }: Comparison,
  kind: Report['experiment']['kind'],
): string {
  if (verdict !== 'inconclusive' || moreBlocksNeeded === null) return ''
  const [one, many] =
    kind === 'bare' ? ['run of each condition', 'runs of each condition'] : ['block', 'blocks']
  if (moreBlocksNeeded > MAX_WORTH_NAMING)
    return `more than ${MAX_WORTH_NAMING} more ${many} would be needed to decide it`
  return `${moreBlocksNeeded} more ${moreBlocksNeeded === 1 ? one : many} would probably decide it`
}

/** One sentence for one comparison; never more certain than its verdict. */
export function findingOf(
  comparison: Comparison,
  treatment: string,
  kind: Report['experiment']['kind'],
): string {
  const { title, verdict, clarity } = comparison
  const unsure = clarity === 'size-uncertain' ? ', though perhaps by too little to matter' : ''
  switch (verdict) {
    case 'improved':
      return `${title} improved with ${treatment}${unsure} (${evidence(comparison)}).`
    case 'regressed':
      return `${title} got worse with ${treatment}${unsure} (${evidence(comparison)}).`
    case 'higher':
    case 'lower':
      return `${title}: ${verdict} with ${treatment}${unsure} (${evidence(comparison)}).`
    case 'equivalent':
      return `${title} did not change by as much as matters (${evidence(comparison)}).`
    case 'inconclusive':
      return `${title}: inconclusive (${[evidence(comparison), outlook(comparison, kind)].filter((part) => part !== '').join('; ')}).`
    case 'not-comparable':
      return `${title}: not compared. ${comparison.reason ?? ''}`.trimEnd()
  }
}

const DECIDED = new Set(['improved', 'regressed', 'higher', 'lower', 'equivalent'])

/** The verdict in sentences: what spoils it first, then the primary metrics, then how many others were decided. */
export function findings(
  comparisons: readonly Comparison[],
  checks: readonly (CheckResult & { title: string })[],
  treatment: ConditionInfo,
  kind: Report['experiment']['kind'],
): string[] {
  const sentences: string[] = []
  for (const check of checks) {
    if (check.outcome === 'invalidates') sentences.push(`Not sound: ${check.text}`)
  }
  const tested = comparisons.filter((comparison) => comparison.family !== 'descriptive')
  const primary = tested.filter((comparison) => comparison.family === 'primary')
  const measured = primary.filter((comparison) => comparison.baseline.n > 0 && comparison.treatment.n > 0)
  const untestable =
    measured.length > 0 &&
    measured.every((comparison) => comparison.test.p === null && comparison.verdict === 'inconclusive')
  if (untestable) {
    sentences.push(
      `These runs describe what happened, but are too few to decide anything about ${treatment.label}.`,
    )
  }
  const decidedPrimary = measured.filter((comparison) => DECIDED.has(comparison.verdict))
  const open = measured.filter((comparison) => comparison.verdict === 'inconclusive')
  if (!untestable && open.length > 0 && decidedPrimary.length === 0) {
    const what = open.length === 1 ? 'the primary metric' : `any of the ${open.length} primary metrics`
    sentences.push(`Inconclusive: these runs show no certain change in ${what} with ${treatment.label}.`)
  }
  for (const comparison of [...decidedPrimary, ...measured.filter((one) => !decidedPrimary.includes(one))]) {
    sentences.push(findingOf(comparison, treatment.label, kind))
  }
  const missing = primary.filter((comparison) => !measured.includes(comparison))
  if (missing.length > 0) {
    sentences.push(`Not measured: ${missing.map((comparison) => comparison.title.toLowerCase()).join(', ')}.`)
  }
  const secondary = tested.filter(
    (comparison) =>
      comparison.family === 'secondary' && comparison.baseline.n > 0 && comparison.treatment.n > 0,
  )
  const decided = secondary.filter((comparison) => DECIDED.has(comparison.verdict))
  if (secondary.length > 0) {
    const of = `${decided.length} of ${secondary.length} secondary ${secondary.length === 1 ? 'metric' : 'metrics'}`
    sentences.push(`Decided beside them: ${of}; see the table.`)
  }
  return sentences
}
