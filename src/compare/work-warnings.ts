import { WORKLOAD_METRICS } from '../metrics/work.js'
import type { Comparison, ComparisonInput } from '../model/comparison.js'
import type { Warning } from '../model/warning.js'

const DIRECTIONAL = new Set(['improved', 'regressed', 'higher', 'lower'])

/**
 * A machine that does half the work also makes half the faults per second. Warns on each cost per second with a direction whose
 * size the work done may have changed by too: the interval of the workload's figure reaches, to the same side, as far as the
 * nearer end of the cost's own. One list of warnings for each metric.
 */
export function workWarnings(
  inputs: readonly ComparisonInput[],
  comparisons: readonly Comparison[],
): Warning[][] {
  const work = comparisons.find(({ metric }) => WORKLOAD_METRICS.includes(metric))
  return comparisons.map((one, index) => {
    const perOperation = inputs[index]?.perOperation
    if (perOperation === undefined || !DIRECTIONAL.has(one.verdict)) return []
    if (!mayBeWork(one, work)) return []
    const other = comparisons.find(({ metric }) => metric === perOperation)
    return [
      {
        id: 'work-differs',
        severity: 'caution' as const,
        text: `The work done may differ by as much, so this rate per second may only follow it${other === undefined ? '' : `; per operation the verdict is: ${other.verdict}`}.`,
        subject: one.metric,
      },
    ]
  })
}

function mayBeWork({ effect }: Comparison, work: Comparison | undefined): boolean {
  if (effect === null || effect.scale !== 'ratio' || effect.lower === null || effect.upper === null)
    return false
  const done = work?.effect
  if (done == null || done.scale !== 'ratio' || done.lower === null || done.upper === null) return false
  return effect.upper < 1 ? done.lower <= effect.upper : done.upper >= effect.lower
}
