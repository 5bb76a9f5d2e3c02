import { COLLAPSED_RUNS, isWorkFigure } from '../metrics/work.js'
import type { CheckResult } from '../model/check.js'
import type { Comparison } from '../model/comparison.js'
import { changeText } from './effect-text.js'
import {
  CHANGED_WORDS,
  type Conditions,
  capital,
  collapseText,
  contradiction,
  equivalence,
  evidence,
  isChanged,
  type Kind,
  margin,
  outlook,
  pText,
  unsure,
  whyUntested,
} from './sentence-parts.js'
import { isUntested, UNTESTED, verdictCounts } from './verdict-words.js'

/** One sentence or two for one comparison; never more certain than its verdict. */
export function findingOf(comparison: Comparison, conditions: Conditions, kind: Kind): string {
  const { title, verdict, effect, unit, baseline, treatment } = comparison
  const change = effect === null ? '' : `${changeText(effect, unit)} `
  if (comparison.metric === COLLAPSED_RUNS) return collapseFinding(comparison, conditions)
  const collapse = collapseText(comparison, conditions, kind)
  switch (verdict) {
    case 'improved':
    case 'regressed':
    case 'higher':
    case 'lower':
      return `${title} ${CHANGED_WORDS[verdict]}: ${change}${evidence(comparison)}.${collapse}${unsure(comparison)}${contradiction(comparison)}`
    case 'equivalent':
      return `${title} is equivalent within ${margin(comparison)}: ${equivalence(comparison)}${evidence(comparison)}.${collapse}${contradiction(comparison)}`
    case 'inconclusive': {
      const more = outlook(comparison, kind)
      const reason = comparison.reason ?? ''
      const untested = isUntested(comparison)
      const why = reason === '' ? '' : ` ${untested ? capital(whyUntested(reason)) : reason}`
      return `${title} ${untested ? `was ${UNTESTED}` : 'is inconclusive'}: ${change}${evidence(comparison)}.${collapse}${contradiction(comparison)}${why}${more === '' ? '' : ` ${capital(more)}.`}`
    }
    case 'did-not-occur':
      if (isWorkFigure(comparison.metric) && comparison.better === 'higher')
        return `${title} is 0 in every run (${baseline.n + treatment.n}): the workload completed no operation.`
      return `${title} did not occur (0 in all ${baseline.n + treatment.n} runs).`
    case 'not-comparable':
      return `${title} is not comparable. ${comparison.reason ?? ''}`.trimEnd()
  }
}

function collapseFinding(comparison: Comparison, [off, on]: Conditions): string {
  const { title, verdict, baseline, treatment, test } = comparison
  if (verdict === 'did-not-occur') return `No run collapsed (${baseline.n + treatment.n} runs).`
  if (verdict === 'not-comparable') return `${title} are not comparable. ${comparison.reason ?? ''}`.trimEnd()
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const word = isChanged(verdict)
    ? CHANGED_WORDS[verdict]
    : isUntested(comparison)
      ? `were ${UNTESTED}`
      : `are ${verdict}`
  const p = test.pAdjusted === null ? '' : ` (adjusted ${pText(test.pAdjusted)})`
  return `${title} ${word}: ${sum(baseline.values)} of ${baseline.n} with ${off.label}, ${sum(treatment.values)} of ${treatment.n} with ${on.label}${p}.`
}

const CONCLUSIVE = new Set(['improved', 'regressed', 'higher', 'lower', 'equivalent'])

/** The verdict in sentences: what invalidates it first, then the workload's own figure, the other primary metrics, what invalidates others, and a summary of the secondary ones. */
export function findings(
  comparisons: readonly Comparison[],
  checks: readonly (CheckResult & { title: string })[],
  conditions: Conditions,
  kind: Kind,
): string[] {
  const declared = new Set(
    comparisons.flatMap(({ family, metric }) => (family === 'primary' ? [metric] : [])),
  )
  const invalid = checks.filter(({ outcome }) => outcome === 'invalidates')
  const weighty = invalid.filter(
    ({ metrics }) => metrics === null || metrics.some((metric) => declared.has(metric)),
  )
  const told = (some: typeof invalid) => some.map(({ text }) => `Invalid: ${text}`)
  const sentences = told(weighty)
  // the reason of one stands once, not with every metric
  if (invalid.some(({ metrics }) => metrics === null))
    return [...sentences, 'There is no verdict on any metric: what was recorded is a description.']
  const tested = comparisons.filter(({ family }) => family !== 'descriptive')
  const primary = tested.filter(({ family }) => family === 'primary')
  const measured = primary.filter(({ baseline, treatment }) => baseline.n > 0 && treatment.n > 0)
  sentences.push(...aboutThePlan(measured, conditions))
  const rank = (one: Comparison) => (isWorkFigure(one.metric) ? 0 : CONCLUSIVE.has(one.verdict) ? 1 : 2)
  const collapses = measured.some(({ collapsed }) => collapsed !== null)
  for (const one of [0, 1, 2].flatMap((place) => measured.filter((each) => rank(each) === place))) {
    // how often runs collapsed, or why that is not comparable, stands in the sentence of the figure itself
    const known = collapses || one.verdict === 'not-comparable'
    if (known && one.metric === COLLAPSED_RUNS && !CONCLUSIVE.has(one.verdict)) continue
    sentences.push(findingOf(one, conditions, kind))
  }
  const missing = primary.filter((one) => !measured.includes(one))
  if (missing.length > 0)
    sentences.push(`Not measured: ${missing.map(({ title }) => title.toLowerCase()).join(', ')}.`)
  return [...sentences, ...told(invalid.filter((one) => !weighty.includes(one))), ...secondary(tested)]
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

function secondary(tested: readonly Comparison[]): string[] {
  const shown = tested.filter(
    ({ family, baseline, treatment }) => family === 'secondary' && baseline.n > 0 && treatment.n > 0,
  )
  if (shown.length === 0) return []
  return [`Secondary metrics (${shown.length}): ${verdictCounts(shown)}.`]
}
