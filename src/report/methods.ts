import { comparisonMethods } from '../compare/methods.js'
import { bootsOf } from '../evidence/boots.js'
import { declaredBefore } from '../evidence/declaration-proof.js'
import { orderProof } from '../evidence/order-proof.js'
import { type Experiment, includedRuns, valueOf } from '../experiment/experiment.js'
import type { Comparison } from '../model/comparison.js'
import { STREAMS, unusedOf } from '../streams/registry.js'
import { workloadText } from './workload-text.js'

/** What was done, from what was done: a paragraph each. */
export function methods(experiment: Experiment, comparisons: readonly Comparison[]): string[] {
  const { manifest, runs, conditions } = experiment
  const counts = conditions.map(({ id, label }) => `${includedRuns(experiment, id).length} with ${label}`)
  const left = runs.filter((run) => !run.included)
  const paragraphs = [
    manifest === null
      ? 'Design. Standalone traces, one for each run; nothing is known of the order of the runs, of the machine or of its settings. An experiment recorded by the collectors is stronger evidence.'
      : `Design. ${manifest.value.plan.blocks} ${manifest.value.plan.blocks === 1 ? 'block' : 'blocks'} of one run per condition; ${orderText(experiment, manifest.value.plan.seed)}.`,
    bootsOf(experiment) !== null
      ? `Unit of analysis. The boot, never the run or the event, since boots of one kernel differ, too: ${counts.join(', ')}; runs of one boot are one value, their median.`
      : `Unit of analysis. The run, never the event: ${counts.join(', ')}. A million page faults in five runs are five observations.${left.length > 0 ? ` ${left.length} recorded or planned runs are not counted; the table of runs says why.` : ''}`,
    ...workloadText(experiment),
    ...comparisonMethods(comparisons),
    ...unusedText(experiment),
  ]
  return paragraphs
}

/** What was read although nothing of the report is made of it: a paragraph, or none. */
function unusedText({ runs }: Experiment): string[] {
  const unused = STREAMS.flatMap((stream) => {
    const why = unusedOf(stream)
    return why !== null && runs.some((run) => valueOf(run, stream.id) !== null)
      ? [`${stream.title}: ${why}`]
      : []
  })
  return unused.length === 0 ? [] : [`Read and not used. ${unused.join(' ')}`]
}

/** Only what the records prove of the order. */
function orderText(experiment: Experiment, seed: unknown): string {
  const { contradictions, drawn } = orderProof(experiment)
  if (contradictions.length > 0) return 'the runs were not recorded in the order of the plan'
  if (drawn === 'unknown') return 'how the order within each block was drawn is unknown'
  if (drawn === 'other') return 'the order within each block is not the one that its seed gives'
  const before = declaredBefore(experiment) ? ' before the first run' : ''
  return `the order within each block was drawn from the seed "${seed}"${before}`
}
