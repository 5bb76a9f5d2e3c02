import { formatNumber } from '../base/number-format.js'
import { unitWords } from '../model/units.js'
import { changeText, intervalText } from './effect-text.js'
import type { Pool, PooledMetric } from './pool.js'
import { LEAST_MACHINES } from './pool.js'
import { pText } from './sentence-parts.js'
import { VERDICT_WORDS, verdictCounts } from './verdict-words.js'

const counted = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`

/** What was pooled, over what. */
export function poolFacts({ reports, kernels, conditions, workload }: Pool): string[] {
  return [
    `${conditions[1]} vs. ${conditions[0]}`,
    workload,
    `${reports} machines`,
    kernels.length === 1
      ? `kernel ${kernels[0]}`
      : `${kernels.length} kernels: ${kernels.slice(0, 6).join(', ')}${kernels.length > 6 ? ', …' : ''}`,
  ]
}

/** The answer of one metric: the mean over machines, the next machine, how machines differ, and their verdicts one by one. */
export function poolSentences({ title, unit, machines, excluded, pooled }: PooledMetric): string[] {
  const left =
    excluded.length === 0 ? [] : [`Excluded: ${counted(excluded.length, 'report')} (${reasons(excluded)}).`]
  if (pooled === null)
    return [
      `${title} is not pooled: ${counted(machines.length, 'machine')} with a confidence interval, and at least ${LEAST_MACHINES} are needed.`,
      ...left,
    ]
  const { effect, prediction, pAdjusted, verdict, spread, sameP } = pooled
  const word = VERDICT_WORDS[verdict]
  const linked = ['equivalent', 'inconclusive'].includes(verdict) ? `is ${word}` : word
  const next = intervalText({ scale: effect.scale, ...prediction }, unit)
  return [
    `${title} ${linked} on average: ${changeText(effect, unit)} (${machines.length} machines; adjusted ${pText(pAdjusted)}).`,
    `Of one more machine like these the effect is expected in ${next} (95% prediction interval).`,
    heterogeneity(effect.scale, unit, spread, sameP),
    `One by one: ${verdictCounts(machines)}.`,
    ...left,
  ]
}

function heterogeneity(
  scale: 'ratio' | 'difference',
  unit: string,
  spread: { sd: number; lower: number; upper: number },
  p: number,
): string {
  const size = (value: number) =>
    scale === 'ratio'
      ? `×${formatNumber(value, 3)}`
      : `${formatNumber(value, 2)} ${unitWords(unit).short}`.trim()
  const factor = scale === 'ratio' ? 'a factor of ' : ''
  const text = `1 SD of the true effects is ${factor}${size(spread.sd)}, 95% CI [${size(spread.lower)}, ${size(spread.upper)}]; equal effects: ${pText(p)}`
  return p < 0.05
    ? `Machines differ in the effect (${text}).`
    : `No sign that machines differ in the effect (${text}).`
}

function reasons(excluded: PooledMetric['excluded']): string {
  const counts = new Map<string, number>()
  for (const { reason } of excluded) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, n]) => `${n} ${reason}`).join('; ')
}

export const POOL_METHODS: readonly string[] = [
  'Random-effects meta-analysis of the effects of the reports, of logarithms for ratios. The standard error of an effect is half of its confidence interval over the normal quantile of the level that the interval reaches.',
  'Variance between machines by Paule and Mandel, its interval by Q-profile; the confidence interval of the mean by Hartung and Knapp with Student’s t, never narrower than without their factor; the prediction interval with the same t. p is adjusted over the pooled metrics by Holm.',
  'A mean over machines that differ is no answer for each of them: read the prediction interval. The machines are those of these reports, not a sample of all.',
]
