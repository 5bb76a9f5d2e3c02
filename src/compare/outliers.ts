import { median } from 'simple-statistics'
import type { Comparison, ComparisonInput, Design } from '../model/comparison.js'
import type { Warning } from '../model/warning.js'
import { verdictsAgain } from './judge.js'
import { residuals } from './residuals.js'

/** Iglewicz and Hoaglin (1993) say 3.5; with a dozen metrics of two dozen runs that would flag something in most experiments. */
const LIMIT = 5
const MIN_RUNS = 6
/** More of the runs than this are no outliers but another way to behave. */
const MAX_SHARE = 0.2

/** Runs that lie far from the others of their condition: modified z score above 5, by the median absolute deviation; none where they are many. */
export function outlyingRuns(input: ComparisonInput): { run: string; score: number }[] {
  const list = residuals(input)
  if (list.length < MIN_RUNS) return []
  const deviation = median(list.map(({ residual }) => Math.abs(residual)))
  if (deviation === 0) return []
  const far = list
    .map(({ run, residual }) => ({ run, score: (0.6745 * Math.abs(residual)) / deviation }))
    .filter(({ score }) => score > LIMIT)
  return far.length <= MAX_SHARE * list.length ? far : []
}

/** Says which runs are outliers and what the result would be without them; they are kept. One list of warnings for each metric. */
export function outlierWarnings(
  inputs: readonly ComparisonInput[],
  comparisons: readonly Comparison[],
  design: Design,
): Warning[][] {
  const flagged = inputs.map((input, index) =>
    comparisons[index]?.effect == null || input.collapseShare !== undefined ? [] : outlyingRuns(input),
  )
  if (flagged.every((runs) => runs.length === 0)) return inputs.map(() => [])
  const reduced = verdictsAgain(
    inputs.map((input, index) => {
      const out = new Set(flagged[index]?.map(({ run }) => run))
      const keep = (runs: ComparisonInput['baseline']) => runs.filter(({ run }) => !out.has(run))
      return { ...input, baseline: keep(input.baseline), treatment: keep(input.treatment) }
    }),
    design,
    new Set(inputs.flatMap(({ metric }, index) => ((flagged[index] ?? []).length > 0 ? [metric] : []))),
  )
  return inputs.map((input, index) => {
    const runs = flagged[index] ?? []
    const [all, without] = [comparisons[index], reduced[index]]
    if (runs.length === 0 || all === undefined || without == null) return []
    const names = runs
      .map(({ run, score }) => `${run} (modified z-score ${score < 100 ? score.toFixed(0) : 'above 100'})`)
      .join(', ')
    const same = all.verdict === without
    const change = same
      ? ''
      : ` Without ${runs.length === 1 ? 'it' : 'them'} the verdict would be ${without}, not ${all.verdict}.`
    return [
      {
        id: 'outliers',
        severity: same ? ('note' as const) : ('caution' as const),
        text: `Outliers (kept): ${names}.${change}`,
        subject: input.metric,
      },
    ]
  })
}
