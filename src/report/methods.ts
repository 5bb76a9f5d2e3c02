import { comparisonMethods } from '../compare/methods.js'
import type { Experiment } from '../experiment/experiment.js'
import type { Comparison } from '../model/comparison.js'

/** What was done, from what was done: a paragraph each. */
export function methods(experiment: Experiment, comparisons: readonly Comparison[]): string[] {
  const { manifest, runs, conditions } = experiment
  const included = runs.filter((run) => run.included)
  const counts = conditions.map(
    ({ id, label }) => `${included.filter((run) => run.condition === id).length} with ${label}`,
  )
  const left = runs.filter((run) => !run.included)
  const paragraphs = [
    manifest === null
      ? 'Design. Bare trace files, one for each run; nothing is known of the order of the runs, of the machine or of its settings. An experiment recorded by the collectors is stronger evidence.'
      : `Design. ${manifest.value.plan.blocks} blocks of one run per condition; the order within each block was drawn from the seed "${manifest.value.plan.seed}" before the first run.`,
    `Unit of analysis. The run, never the event: ${counts.join(', ')}. A million page faults in five runs are five observations.${left.length > 0 ? ` ${left.length} recorded or planned runs are not counted; the table of runs says why.` : ''}`,
    ...comparisonMethods(comparisons),
  ]
  return paragraphs
}
