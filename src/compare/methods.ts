import { COLLAPSED_RUNS } from '../metrics/work.js'
import type { Comparison } from '../model/comparison.js'
import { COLLAPSE_SHARE } from './collapse.js'
import { ALPHA, MIN_AB_BA_BLOCKS, MIN_BLOCKS } from './test-plan.js'

const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

/** How the comparisons were made, told from what was really done with these ones; a paragraph each. */
export function comparisonMethods(comparisons: readonly Comparison[]): string[] {
  return [tests(comparisons), effects(comparisons), verdicts(comparisons)]
}

function tests(comparisons: readonly Comparison[]): string {
  const tested = comparisons.filter(({ test }) => test.p !== null)
  if (tested.length === 0) return 'Tests. None: no metric had enough runs.'
  const names = [...new Set(tested.map(({ test }) => test.name))].sort()
  const each = names.map((name) => {
    const ns = tested.filter(({ test }) => test.name === name).map(({ test }) => test.n)
    const unit = name?.includes('by block') ? 'blocks' : 'runs'
    const [least, most] = [Math.min(...ns), Math.max(...ns)]
    return `${name} (${count(ns.length, 'metric')}, ${least === most ? least : `${least} to ${most}`} ${unit})`
  })
  const any = (word: string) => names.some((name) => name?.includes(word))
  const blocked = any('by block')
  const family = (which: Comparison['family']) => tested.filter((one) => one.family === which).length
  const [primary, secondary] = [family('primary'), family('secondary')]
  const adjusted = [
    ...(primary > 0
      ? [
          blocked
            ? `Westfall–Young step-down adjustment over ${count(primary, 'primary metric')} (family-wise error rate), relabeling whole blocks as the plan could have`
            : `Holm adjustment over ${count(primary, 'primary metric')} (family-wise error rate)`,
        ]
      : []),
    ...(secondary > 0
      ? [`Benjamini–Hochberg over ${count(secondary, 'secondary metric')} (false discovery rate)`]
      : []),
  ]
  const excluded = comparisons.filter(
    ({ family, test }) => family !== 'descriptive' && test.p === null,
  ).length
  const why = any('AB-BA')
    ? ` A plan of ${MIN_AB_BA_BLOCKS} blocks or more compares the blocks that began with one condition with the others (second run less first; half the shift is the effect), so that an order effect or a linear drift drops out; the signed-rank test stands by as a check.`
    : any('signed-rank')
      ? ` A plan of fewer than ${MIN_AB_BA_BLOCKS} blocks uses the signed-rank test of the differences within blocks.`
      : any('Brunner-Munzel')
        ? ' Without blocks the Brunner–Munzel test, which needs neither equal spread nor equal numbers, and the Mann–Whitney test must agree.'
        : ''
  return `Tests. ${each.join('; ')}; two-sided, α = ${ALPHA}, conditional on ties and zeros. ${adjusted.join(', ')}.${excluded > 0 ? ` ${count(excluded, 'metric')} that could not be tested ${excluded === 1 ? 'is' : 'are'} excluded from the adjustment.` : ''}${why}${looked(comparisons)}`
}

function looked(comparisons: readonly Comparison[]): string {
  const look = comparisons.find((one) => one.look !== null)?.look
  if (look == null) return ''
  const final = look.look === look.of ? 'the last' : 'not final'
  return ` Look ${look.look} of ${look.of}, ${final}: each look reaches a verdict at a nominal p of ${look.alpha.toFixed(4)}, computed for this plan so that all looks together have a family-wise error rate of ${100 * ALPHA}%; intervals are repeated confidence intervals at that level.`
}

function effects(comparisons: readonly Comparison[]): string {
  const scales = comparisons.flatMap(({ effect }) => (effect === null ? [] : [effect.scale]))
  const of = (scale: string) => scales.filter((one) => one === scale).length
  const odds = comparisons.filter(({ test }) => /McNemar|Fisher/.test(test.name ?? '')).length
  const kinds = [
    ...(of('ratio') > 0 ? ['ratios of treatment to baseline (1.10 is 10% more), on logarithms'] : []),
    ...(of('difference') > 0
      ? [`differences where a value is 0 or less (${count(of('difference'), 'metric')})`]
      : []),
    ...(odds > 0 ? [`counts of runs with any event where most runs have 0 (${count(odds, 'metric')})`] : []),
  ]
  if (kinds.length === 0) return 'Effects. None: there was nothing to compare.'
  const reached = comparisons.flatMap(({ effect }) => (effect?.confidence == null ? [] : [effect.confidence]))
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`
  const [least, most] = [Math.min(...reached), Math.max(...reached)]
  const range =
    reached.length === 0
      ? ' No interval could be given.'
      : ` Achieved confidence levels: ${percent(least) === percent(most) ? percent(least) : `${percent(least)} to ${percent(most)}`}.`
  return `Effects. As ${kinds.join('; ')}. Hodges–Lehmann estimates; the confidence interval holds every effect that the same test does not reject, so interval and p cannot disagree.${range}`
}

function verdicts(comparisons: readonly Comparison[]): string {
  const has = (id: string) =>
    comparisons.filter(({ warnings }) => warnings.some((warning) => warning.id === id)).length
  const [fragile, outliers] = [has('leave-one-out'), has('outliers')]
  const checked = [
    ...(fragile > 0
      ? [`${count(fragile, 'verdict')} ${fragile === 1 ? 'is' : 'are'} not robust to leaving out one`]
      : []),
    ...(outliers > 0 ? [`${count(outliers, 'metric')} with outliers, which were kept`] : []),
  ]
  const collapse = comparisons.some(({ metric }) => metric === COLLAPSED_RUNS)
    ? ` A run has collapsed when its throughput is below ${100 * COLLAPSE_SHARE}% of the median of its own condition, a rule fixed beforehand; the counts are compared by Fisher’s exact test.`
    : ''
  return `Verdicts. Improved or regressed only when the adjusted p is at most α and the interval excludes no change; clear when it lies entirely beyond the smallest effect of interest; equivalent when the 90% interval lies entirely within it; did not occur when every run has 0; otherwise inconclusive. Fewer than ${MIN_BLOCKS} blocks are described and not tested.${collapse}${checked.length > 0 ? ` Re-evaluated without each block in turn, and without outliers: ${checked.join('; ')}.` : ''}`
}
