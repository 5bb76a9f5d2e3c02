import { percent } from '../base/percent.js'
import { type Experiment, includedRuns, valueOf } from '../experiment/experiment.js'

/**
 * Refaults of anonymous memory out of the pages swapped in, over all included runs of a condition: the same count where every
 * refault is counted. Null where too few pages were swapped in to say, or the counters are not there.
 */
export function refaultShare(
  experiment: Experiment,
  condition: string,
): { refaults: number; swapIns: number } {
  let [refaults, swapIns] = [0, 0]
  for (const run of includedRuns(experiment, condition)) {
    const deltas = valueOf(run, 'vmstat')?.deltas
    const [counted, read] = [deltas?.get('workingset_refault_anon'), deltas?.get('pswpin')]
    if (counted === undefined || read === undefined) continue
    refaults += counted
    swapIns += read
  }
  return { refaults, swapIns }
}

/** What the runs at hand show of it, for the reason why refaults are not compared. */
export function refaultsSeen(experiment: Experiment): string | null {
  const parts = experiment.conditions.flatMap(({ id, label }) => {
    const { refaults, swapIns } = refaultShare(experiment, id)
    return swapIns === 0
      ? []
      : [`${refaults} refaults to ${swapIns} pages swapped in (${percent(refaults / swapIns)}) with ${label}`]
  })
  return parts.length === 0 ? null : `there were ${parts.join(' and ')}`
}
