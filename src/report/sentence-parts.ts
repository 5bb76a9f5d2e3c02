import { median } from 'simple-statistics'
import { formatNumber, formatP } from '../base/number-format.js'
import { smallestOf } from '../compare/blocks-question.js'
import { mediansDisagree, whyMediansDisagree } from '../compare/median-warnings.js'
import type { ConditionInfo } from '../experiment/experiment.js'
import type { Comparison } from '../model/comparison.js'
import type { Report } from '../model/report.js'
import { unitWords } from '../model/units.js'
import { blocksText } from './blocks-text.js'
import { countText } from './counts-text.js'
import { changeText, confidenceText, intervalText, limitText, valueText } from './effect-text.js'

export type Kind = Report['experiment']['kind']
export type Conditions = readonly [Pick<ConditionInfo, 'label'>, Pick<ConditionInfo, 'label'>]

/** The words of verdicts that say in which way it changed. */
export const CHANGED_WORDS = {
  improved: 'improved',
  regressed: 'regressed',
  higher: 'increased',
  lower: 'decreased',
} as const

export const isChanged = (verdict: string): verdict is keyof typeof CHANGED_WORDS =>
  Object.hasOwn(CHANGED_WORDS, verdict)

/** Why there was no test, for a place that says by itself that there was none. */
export const whyUntested = (reason: string): string => reason.replace(/^(?:Described, n|N)ot tested: /, '')

export const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
export const pText = (p: number) => (p < 0.001 ? 'p < 0.001' : `p = ${formatP(p)}`)
const unitOf = ({ unit }: Comparison) => (unitWords(unit).short === '' ? '' : ` ${unitWords(unit).short}`)

/** "median 3 892 → 4 003 bogo-ops/s". A list of one, or none where a side has no value. */
export function medians(comparison: Comparison): string[] {
  const { baseline, treatment } = comparison
  if (baseline.median === null || treatment.median === null) return []
  return [
    `median ${valueText(baseline.median, comparison.unit)} → ${valueText(treatment.median, comparison.unit)}${unitOf(comparison)}`,
  ]
}

/** "(median a → b unit; adjusted p = 0.015; 12 blocks)". */
export function evidence(comparison: Comparison): string {
  const { test } = comparison
  const p = test.pAdjusted === null ? [] : [`adjusted ${pText(test.pAdjusted)}`]
  return `(${[...medians(comparison), ...p, countText(comparison)].join('; ')})`
}

/** What the report asks more blocks for; empty when nothing is known or nothing is needed. */
export function outlook(comparison: Comparison, kind: Kind): string {
  return comparison.verdict === 'inconclusive' ? blocksText(comparison, kind) : ''
}

/** A sentence more for a change that may be smaller than the smallest effect. */
export function unsure({ clarity, warnings, effect }: Comparison): string {
  if (clarity !== 'size-uncertain') return ''
  if (effect !== null && effect.lower === effect.upper)
    return ' Without any scatter the CI has no width, and does not tell the size.'
  const bins = warnings.some(({ id }) => id === 'bins') ? ', with the width of the bins,' : ''
  return ` The CI${bins} includes changes below the smallest effect.`
}

/** "±5.0%", or "±10 ms" where the absolute limit is the wider one and so the one that decided. */
export function margin(comparison: Comparison): string {
  return absoluteMargin(comparison) ?? `±${formatNumber(100 * comparison.smallestEffect.relative, 2)}%`
}

/** The limit in a unit; null where the one in percent decided. */
export function absoluteMargin(comparison: Comparison): string | null {
  const { smallestEffect, effect, unit } = comparison
  const decided = smallestOf(comparison)
  if (effect?.scale === 'difference') return `±${limitText(decided.effect, unit)}`
  if (decided.margin > Math.log1p(smallestEffect.relative))
    return `±${limitText(smallestEffect.absolute, unit)}`
  return null
}

/** The interval that made it equivalent, not the wider one that may leave the margin. */
export function equivalence({ effect, equivalence: made, unit }: Comparison): string {
  if (effect === null || made === null) return ''
  return `${changeText({ ...effect, lower: null, upper: null }, unit)}, ${confidenceText(made)} CI ${intervalText({ scale: effect.scale, ...made }, unit)} `
}

/** Medians and estimate with different signs: both are given, and why. */
export function contradiction(comparison: Comparison): string {
  if (!mediansDisagree(comparison)) return ''
  const up = (comparison.treatment.median ?? 0) > (comparison.baseline.median ?? 0)
  return ` The medians ${up ? 'rise' : 'fall'} although the estimate ${up ? 'falls' : 'rises'}: ${whyMediansDisagree(comparison)}.`
}

/** How often runs collapsed under each condition, how deep, and what the others show. Empty where none did. */
export function collapseText(
  { baseline, treatment, collapsed, unit }: Comparison,
  [off, on]: Conditions,
  kind: Kind,
): string {
  if (collapsed === null) return ''
  const counts = [
    { n: treatment.n, runs: collapsed.treatment, label: on.label, side: treatment },
    { n: baseline.n, runs: collapsed.baseline, label: off.label, side: baseline },
  ].map(({ n, runs, label, side }) => {
    const depth = runs.length === 0 ? '' : ` (to ${depthOf(side, runs)})`
    return `${runs.length} of ${n} runs with ${label}${depth}`
  })
  const units = kind === 'bare' ? 'runs' : collapsed.n === 1 ? 'block' : 'blocks'
  const otherwise =
    collapsed.otherwise === null
      ? ''
      : ` Without those runs: ${changeText(collapsed.otherwise, unit)} (${collapsed.n} ${units}).`
  return ` Runs collapsed below ${100 * collapsed.share}% of the median of their condition: ${counts.join(', ')}; Fisher’s exact ${pText(collapsed.p)}.${otherwise}`
}

/** The median of the collapsed runs, as a percentage of the median of their condition. */
function depthOf(side: Comparison['baseline'], runs: readonly string[]): string {
  const shares = side.values.flatMap((value, index) =>
    runs.includes(side.runs[index] ?? '') && side.median !== null ? [value / side.median] : [],
  )
  const share = 100 * median(shares)
  return share === 0 ? '0' : share < 1 ? 'less than 1%' : `about ${share.toFixed(0)}%`
}
