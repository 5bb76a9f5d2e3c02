import type { Comparison } from '../model/comparison.js'
import { ALPHA, MIN_BLOCKS } from './estimate.js'

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
  const family = (which: Comparison['family']) => tested.filter((one) => one.family === which).length
  const [primary, secondary] = [family('primary'), family('secondary')]
  const adjusted = [
    ...(primary > 0 ? [`Holm's correction over ${count(primary, 'primary metric')}`] : []),
    ...(secondary > 0 ? [`Benjamini and Hochberg's over ${count(secondary, 'secondary one')}`] : []),
  ]
  const left = comparisons.filter(({ family, test }) => family !== 'descriptive' && test.p === null).length
  const exact = names.every((name) => name?.startsWith('Exact'))
    ? ' Ties and zeros are counted as they are: p is twice the share of all arrangements of these very values that lie at least as far to one side.'
    : ''
  return `Tests. ${each.join('; ')}; two-sided, alpha ${ALPHA}. ${adjusted.join(', ')}; descriptive metrics are never tested${left > 0 ? `, and ${count(left, 'other')} could not be, which takes no part in the correction` : ''}.${exact}`
}

function effects(comparisons: readonly Comparison[]): string {
  const scales = comparisons.flatMap(({ effect }) => (effect === null ? [] : [effect.scale]))
  const of = (scale: string) => scales.filter((one) => one === scale).length
  const kinds = [
    ...(of('ratio') > 0
      ? ['ratios of the condition under test to the baseline (1.10 is 10 % more), on the logarithms']
      : []),
    ...(of('difference') > 0
      ? [`differences where a value is 0 or less (${count(of('difference'), 'metric')})`]
      : []),
    ...(of('odds') > 0
      ? [`odds of happening at all where most runs have 0 (${count(of('odds'), 'metric')})`]
      : []),
  ]
  if (kinds.length === 0) return 'Effects. None: there was nothing to compare.'
  const reached = comparisons.flatMap(({ effect }) => (effect?.confidence == null ? [] : [effect.confidence]))
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const [least, most] = [Math.min(...reached), Math.max(...reached)]
  const range =
    reached.length === 0
      ? ' No interval could be given.'
      : ` Asked for 95 %, the intervals reach ${percent(least) === percent(most) ? percent(least) : `${percent(least)} to ${percent(most)}`}.`
  return `Effects. As ${kinds.join('; ')}. The estimate is that of Hodges and Lehmann; its interval holds every effect that the same test does not reject, so interval and p cannot disagree, and the confidence printed is the one really reached.${range}`
}

function verdicts(comparisons: readonly Comparison[]): string {
  const hangs = comparisons.filter(({ warnings }) => warnings.some(({ id }) => id === 'leave-one-out')).length
  const far = comparisons.filter(({ warnings }) => warnings.some(({ id }) => id === 'outliers')).length
  const checked = [
    ...(hangs > 0 ? [`${count(hangs, 'verdict')} would be another without one of the blocks or runs`] : []),
    ...(far > 0 ? [`in ${count(far, 'metric')} a run lies far from the others and was kept`] : []),
  ]
  return `Verdicts. Improved or regressed only when the adjusted p is at most ${ALPHA} and the interval excludes no change; clear when it lies wholly beyond the smallest effect that matters; equivalent when the 90 % interval lies wholly within it; otherwise inconclusive. Fewer than ${MIN_BLOCKS} blocks are described and not tested.${checked.length > 0 ? ` Judged again without each block in turn, and without outliers: ${checked.join('; ')}.` : ''}`
}
