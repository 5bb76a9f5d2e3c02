import type { Comparison } from '../model/comparison.js'
import type { Experiment } from '../model/experiment.js'

/** What was done, from what was done: a paragraph each. */
export function methods(experiment: Experiment, comparisons: readonly Comparison[]): string[] {
  const { manifest, runs, conditions } = experiment
  const included = runs.filter((run) => run.included)
  const counts = conditions.map(
    ({ id, label }) => `${included.filter((run) => run.condition === id).length} with ${label}`,
  )
  const left = runs.filter((run) => !run.included)
  const tests = [
    ...new Set(comparisons.flatMap(({ test }) => (test.name === null ? [] : [test.name]))),
  ].sort()
  const paragraphs = [
    manifest === null
      ? 'Design. Bare trace files, one for each run; nothing is known of the order of the runs, of the machine or of its settings. An experiment recorded by the collectors is stronger evidence.'
      : `Design. ${manifest.value.plan.blocks} blocks of one run per condition; the order within each block was drawn from the seed "${manifest.value.plan.seed}" before the first run.`,
    `Unit of analysis. The run, never the event: ${counts.join(', ')}. A million page faults in five runs are five observations.${left.length > 0 ? ` ${left.length} recorded or planned runs are not counted; the table of runs says why.` : ''}`,
    tests.length === 0
      ? 'Tests. None: no metric had enough runs.'
      : `Tests. ${tests.join('; ')}. Holm's correction over the primary metrics, Benjamini and Hochberg's over the secondary ones; descriptive metrics are never tested.`,
    'Effects. Ratios of the condition under test to the baseline (1.10 is 10 % more), or differences where a value is zero. The estimate is that of Hodges and Lehmann; its interval inverts the same test, so the two cannot disagree, and the confidence printed is the one really reached.',
    'Verdicts. Improved or regressed only when the adjusted p is at most 0.05 and the interval excludes no change; clear when it lies wholly beyond the smallest effect that matters; equivalent when the 90 % interval lies wholly within it; otherwise inconclusive.',
  ]
  return paragraphs
}
