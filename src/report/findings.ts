import { median } from 'simple-statistics'
import { formatNumber, formatP } from '../base/number-format.js'
import { mediansDisagree, whyMediansDisagree } from '../compare/median-warnings.js'
import type { ConditionInfo } from '../experiment/experiment.js'
import { COLLAPSED_RUNS, WORKLOAD_METRICS } from '../metrics/work.js'
import type { CheckResult } from '../model/check.js'
import type { Comparison } from '../model/comparison.js'
import type { Report } from '../model/report.js'
import { UNITS } from '../model/units.js'
import { blocksText } from './blocks-text.js'
import { changeText, confidenceText, intervalText } from './effect-text.js'

type Kind = Report['experiment']['kind']
type Conditions = readonly [Pick<ConditionInfo, 'label'>, Pick<ConditionInfo, 'label'>]

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
const unitOf = ({ unit }: Comparison) => (UNITS[unit].short === '' ? '' : ` ${UNITS[unit].short}`)
const pText = (p: number) => (p < 0.001 ? 'p < 0.001' : `p = ${formatP(p)}`)

function count({ test, baseline, treatment }: Comparison): string {
  if (test.n === baseline.n + treatment.n) return `${baseline.n} + ${treatment.n} runs`
  return test.n === 1 ? '1 block' : `${test.n} blocks`
}

function medians(comparison: Comparison): string[] {
  const { baseline, treatment } = comparison
  if (baseline.median === null || treatment.median === null) return []
  return [`median ${formatNumber(baseline.median)} → ${formatNumber(treatment.median)}${unitOf(comparison)}`]
}

function evidence(comparison: Comparison): string {
  const { test } = comparison
  const p = test.pAdjusted === null ? [] : [`adjusted ${pText(test.pAdjusted)}`]
  return `(${[...medians(comparison), ...p, count(comparison)].join('; ')})`
}

/** What the report asks more blocks for; empty when nothing is known or nothing is needed. */
export function outlook(comparison: Comparison, kind: Kind): string {
  return comparison.verdict === 'inconclusive' ? blocksText(comparison, kind) : ''
}

const WORDS = {
  improved: 'improved',
  regressed: 'regressed',
  higher: 'increased',
  lower: 'decreased',
} as const

/** One sentence or two for one comparison; never more certain than its verdict. */
export function findingOf(comparison: Comparison, conditions: Conditions, kind: Kind): string {
  const { title, verdict, effect, unit, baseline, treatment } = comparison
  const change = effect === null ? '' : `${changeText(effect, unit)} `
  if (comparison.metric === COLLAPSED_RUNS) return collapseFinding(comparison, conditions)
  if (comparison.collapsed !== null) return withCollapse(comparison, conditions, kind)
  switch (verdict) {
    case 'improved':
    case 'regressed':
    case 'higher':
    case 'lower':
      return `${title} ${WORDS[verdict]}: ${change}${evidence(comparison)}.${unsure(comparison)}${contradiction(comparison)}`
    case 'equivalent':
      return `${title} is equivalent within ${margin(comparison)}: ${equivalence(comparison)}${evidence(comparison)}.${contradiction(comparison)}`
    case 'inconclusive': {
      const more = outlook(comparison, kind)
      const why = comparison.reason === null ? '' : ` ${comparison.reason}`
      return `${title} is inconclusive: ${change}${evidence(comparison)}.${contradiction(comparison)}${why}${more === '' ? '' : ` ${capital(more)}.`}`
    }
    case 'did-not-occur':
      return `${title} did not occur (0 in all ${baseline.n + treatment.n} runs).`
    case 'not-comparable':
      return `${title} is not comparable. ${comparison.reason ?? ''}`.trimEnd()
  }
}

const unsure = ({ clarity }: Comparison) =>
  clarity === 'size-uncertain' ? ' The CI includes changes below the smallest effect.' : ''

function margin({ smallestEffect, effect, unit }: Comparison): string {
  if (effect?.scale === 'difference')
    return `±${formatNumber(smallestEffect.absolute)}${UNITS[unit].short === '' ? '' : ` ${UNITS[unit].short}`}`
  return `±${formatNumber(100 * smallestEffect.relative, 2)}%`
}

/** The interval that made it equivalent, not the wider one that may leave the margin. */
function equivalence({ effect, equivalence: made, unit }: Comparison): string {
  if (effect === null || made === null) return ''
  return `${changeText({ ...effect, lower: null, upper: null }, unit)}, ${confidenceText(made)} CI ${intervalText({ scale: effect.scale, ...made }, unit)} `
}

/** Medians and estimate with different signs: both are given, and why. */
function contradiction(comparison: Comparison): string {
  if (!mediansDisagree(comparison)) return ''
  const up = (comparison.treatment.median ?? 0) > (comparison.baseline.median ?? 0)
  return ` The medians ${up ? 'rise' : 'fall'} although the estimate ${up ? 'falls' : 'rises'}: ${whyMediansDisagree(comparison)}.`
}

/** How often it collapsed, how it does otherwise, and what both together come to. */
function withCollapse(comparison: Comparison, [off, on]: Conditions, kind: Kind): string {
  const { title, verdict, effect, unit, baseline, treatment, collapsed, test } = comparison
  if (collapsed === null) return ''
  const word = verdict in WORDS ? WORDS[verdict as keyof typeof WORDS] : `is ${verdict.replaceAll('-', ' ')}`
  const all = effect === null ? '' : `: ${changeText(effect, unit)}`
  const p = test.pAdjusted === null ? '' : `adjusted ${pText(test.pAdjusted)}; `
  const otherwise =
    collapsed.otherwise === null
      ? ''
      : ` Without those runs: ${changeText(collapsed.otherwise, unit)} (${collapsed.n} ${kind === 'bare' ? 'runs' : collapsed.n === 1 ? 'block' : 'blocks'}).`
  const [first, second] = [
    { n: treatment.n, runs: collapsed.treatment, label: on.label, side: treatment },
    { n: baseline.n, runs: collapsed.baseline, label: off.label, side: baseline },
  ]
  const counts = [first, second].map(({ n, runs, label, side }) => {
    const depth = runs.length === 0 ? '' : ` (to about ${depthOf(side, runs)} of it)`
    return `${runs.length} of ${n} runs with ${label}${depth}`
  })
  const more = outlook(comparison, kind)
  return (
    `${title} collapsed below ${100 * collapsed.share}% of the median of its condition in ${counts.join(' and ')}; Fisher’s exact ${pText(collapsed.p)}.${otherwise} ` +
    `Over all runs it ${word}${all} (${medians(comparison).join('')}; ${p}${count(comparison)}).` +
    `${unsure(comparison)}${contradiction(comparison)}${more === '' ? '' : ` ${capital(more)}.`}`
  )
}

/** The median of the collapsed runs, as a percentage of the median of their condition. */
function depthOf(side: Comparison['baseline'], runs: readonly string[]): string {
  const shares = side.values.flatMap((value, index) =>
    runs.includes(side.runs[index] ?? '') && side.median !== null ? [value / side.median] : [],
  )
  const share = 100 * median(shares)
  return `${share < 1 ? '<1' : share.toFixed(0)}%`
}

function collapseFinding(comparison: Comparison, [off, on]: Conditions): string {
  const { title, verdict, baseline, treatment, test } = comparison
  if (verdict === 'did-not-occur') return `No run collapsed (${baseline.n + treatment.n} runs).`
  if (verdict === 'not-comparable') return `${title} are not comparable. ${comparison.reason ?? ''}`.trimEnd()
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const word = verdict in WORDS ? WORDS[verdict as keyof typeof WORDS] : `are ${verdict}`
  const p = test.pAdjusted === null ? '' : ` (adjusted ${pText(test.pAdjusted)})`
  return `${title} ${word}: ${sum(baseline.values)} of ${baseline.n} with ${off.label}, ${sum(treatment.values)} of ${treatment.n} with ${on.label}${p}.`
}

const CONCLUSIVE = new Set(['improved', 'regressed', 'higher', 'lower', 'equivalent'])

/** The verdict in sentences: what invalidates it first, then the workload's own figure, the other primary metrics, and a summary of the secondary ones. */
export function findings(
  comparisons: readonly Comparison[],
  checks: readonly (CheckResult & { title: string })[],
  conditions: Conditions,
  kind: Kind,
): string[] {
  const sentences = checks
    .filter(({ outcome }) => outcome === 'invalidates')
    .map(({ text }) => `Not sound: ${text}`)
  const tested = comparisons.filter(({ family }) => family !== 'descriptive')
  const primary = tested.filter(({ family }) => family === 'primary')
  const measured = primary.filter(({ baseline, treatment }) => baseline.n > 0 && treatment.n > 0)
  sentences.push(...aboutThePlan(measured, conditions))
  const rank = (one: Comparison) =>
    WORKLOAD_METRICS.includes(one.metric) ? 0 : CONCLUSIVE.has(one.verdict) ? 1 : 2
  const told = measured.some(({ collapsed }) => collapsed !== null)
  for (const one of [0, 1, 2].flatMap((place) => measured.filter((each) => rank(each) === place))) {
    // how often runs collapsed, or why that is not comparable, stands in the sentence of the figure itself
    const known = told || one.verdict === 'not-comparable'
    if (known && one.metric === COLLAPSED_RUNS && !CONCLUSIVE.has(one.verdict)) continue
    sentences.push(findingOf(one, conditions, kind))
  }
  const missing = primary.filter((one) => !measured.includes(one))
  if (missing.length > 0)
    sentences.push(`Not measured: ${missing.map(({ title }) => title.toLowerCase()).join(', ')}.`)
  return [...sentences, ...secondary(tested)]
}

/** Which look it is, why there is no verdict, or that there cannot be one. */
function aboutThePlan(measured: readonly Comparison[], [, { label }]: Conditions): string[] {
  const sentences: string[] = []
  const look = measured.find((one) => one.look !== null)?.look
  if (look != null && look.look < look.of)
    sentences.push(
      `Look ${look.look} of ${look.of}, not final: a verdict needs an adjusted p of at most ${look.alpha.toFixed(4)}.`,
    )
  const untested = measured.filter(({ test, verdict }) => test.p === null && verdict === 'inconclusive')
  if (
    measured.length > 0 &&
    untested.length === measured.filter(({ verdict }) => verdict !== 'did-not-occur').length &&
    untested.length > 0
  )
    sentences.push(
      `Too few runs for a test: all changes with ${label} are descriptive. ${untested[0]?.reason ?? ''}`.trimEnd(),
    )
  return sentences
}

const SECONDARY_WORDS = [
  ['improved', 'improved'],
  ['regressed', 'regressed'],
  ['higher', 'increased'],
  ['lower', 'decreased'],
  ['equivalent', 'equivalent'],
  ['inconclusive', 'inconclusive'],
  ['did-not-occur', 'did not occur'],
  ['not-comparable', 'not comparable'],
] as const

function secondary(tested: readonly Comparison[]): string[] {
  const shown = tested.filter(
    ({ family, baseline, treatment }) => family === 'secondary' && baseline.n > 0 && treatment.n > 0,
  )
  if (shown.length === 0) return []
  const parts = SECONDARY_WORDS.flatMap(([verdict, word]) => {
    const n = shown.filter((one) => one.verdict === verdict).length
    return n === 0 ? [] : [`${n} ${word}`]
  })
  return [`Secondary metrics (${shown.length}): ${parts.join(', ')}.`]
}
