import { COLLAPSED_RUNS } from '../metrics/work.js'
import type { Report, ReportComparison } from '../model/report.js'

type Counted = Pick<ReportComparison, 'test' | 'baseline' | 'treatment'>

/** Whether the comparison is of blocks, not of single runs. */
export const isPaired = ({ test, baseline, treatment }: Counted) =>
  test.n > 0 && test.n !== baseline.n + treatment.n

/** What n counts: "12 blocks", or "6 + 6 runs" where nothing pairs them. */
export function countText(comparison: Counted): string {
  const { test, baseline, treatment } = comparison
  if (!isPaired(comparison)) return `${baseline.n} + ${treatment.n} runs`
  return test.n === 1 ? '1 block' : `${test.n} blocks`
}

interface Pair {
  block: number
  baseline: { run: string; value: number }
  treatment: { run: string; value: number }
}

/** Values of a metric by block, where a block has one of each condition. */
export function pairsOf({ runs }: Report, { baseline, treatment }: ReportComparison): Pair[] {
  const blocks = new Map(runs.map(({ id, block }) => [id, block]))
  const side = ({ runs: ids, values }: ReportComparison['baseline']) =>
    new Map(
      ids.flatMap((run, index) => {
        const block = blocks.get(run) ?? null
        return block === null ? [] : [[block, { run, value: values[index] as number }] as const]
      }),
    )
  const [off, on] = [side(baseline), side(treatment)]
  return [...off].flatMap(([block, one]) => {
    const other = on.get(block)
    return other === undefined ? [] : [{ block, baseline: one, treatment: other }]
  })
}

/** "better in 11 of 12 blocks"; "higher in" where no direction is preferred, "better in 83% of pairs" without blocks. */
export function betterText(report: Report, comparison: ReportComparison): string {
  const { better, verdict, effect, metric } = comparison
  if (effect === null || verdict === 'not-comparable' || metric === COLLAPSED_RUNS) return ''
  const word = better === 'neither' ? 'higher' : 'better'
  const isBetter = (off: number, on: number) => (better === 'lower' ? on < off : on > off)
  if (isPaired(comparison)) {
    const pairs = pairsOf(report, comparison)
    const n = pairs.filter(({ baseline, treatment }) => isBetter(baseline.value, treatment.value)).length
    return pairs.length === 0
      ? ''
      : `${word} in ${n} of ${pairs.length} ${pairs.length === 1 ? 'block' : 'blocks'}`
  }
  const all = comparison.baseline.values.flatMap((off) =>
    comparison.treatment.values.map((on) => (off === on ? 0.5 : Number(isBetter(off, on)))),
  )
  if (all.length === 0) return ''
  const share = all.reduce((sum, one) => sum + one, 0) / all.length
  return `${word} in ${Math.round(100 * share)}% of pairs`
}
