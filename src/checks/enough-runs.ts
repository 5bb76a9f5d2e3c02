import { designOf } from '../compare/design-of.js'
import { judgeAll } from '../compare/judge.js'
import { fewestBlocks } from '../compare/sample-size.js'
import { ALPHA, leastPOfBlocks } from '../compare/test-plan.js'
import { type Experiment, includedRuns } from '../experiment/experiment.js'
import type { ComparisonInput } from '../model/comparison.js'
import type { CheckDef } from './check.js'

const MIN_RUNS = 6

export const enoughRuns: CheckDef = {
  id: 'enough-runs',
  title: 'Sample size',
  why:
    'One run is an anecdote, and with three runs a side no exact test can ever say "significant": its smallest p is 0.10. ' +
    'Six blocks are the least for a test, and too few for a verdict where several primary metrics share the error; twelve are the ' +
    'default.',
  action: 'Record more blocks, or declare fewer primary metrics: mglru-report plan computes how many.',
  run(experiment, inputs) {
    const { conditions, runs } = experiment
    const counts = conditions.map(({ id, label }) => ({
      label,
      used: includedRuns(experiment, id).length,
      left: runs.filter((run) => !run.included && run.kind === 'measured' && run.condition === id).length,
    }))
    const few = counts.some((count) => count.used < MIN_RUNS)
    const unequal = counts[0]?.left !== counts[1]?.left
    const text = counts
      .map(({ label, used, left }) =>
        left > 0
          ? `${label}: ${used} of ${used + left} runs usable`
          : `${label}: ${used} ${used === 1 ? 'run' : 'runs'}`,
      )
      .join('; ')
    const undecidable = few ? '' : `${tooManyPrimary(experiment, inputs)}${endedEarly(experiment)}`
    return {
      outcome: few || unequal || undecidable !== '' ? 'caution' : 'pass',
      text: `${text}.${undecidable}${few ? ` A test needs at least ${MIN_RUNS} runs per condition.` : ''}${unequal ? ' Unequal run loss may itself be an effect.' : ''}`,
      metrics: null,
    }
  },
}

/** Of a plan without looks that was not recorded to its end, nobody knows why it ended: a sentence; or nothing. */
function endedEarly(experiment: Experiment): string {
  const { blocked, orders = [], looks = [], recordedBlocks = orders.length } = designOf(experiment)
  // between planned looks there is no verdict, which says why
  if (!blocked || recordedBlocks >= orders.length || looks.length > 1) return ''
  return ` ${recordedBlocks} of ${orders.length} planned blocks are recorded: if it ended because of what they show, p is too small.`
}

/** Where blocks are so few and primary metrics so many that no effect, however large, can be found: a sentence; or nothing. */
function tooManyPrimary(experiment: Experiment, inputs: readonly ComparisonInput[]): string {
  const design = designOf(experiment)
  if (!design.blocked) return ''
  const [baseline, treatment] = experiment.conditions.map(
    ({ id }) => new Set(includedRuns(experiment, id).map(({ block }) => block)),
  ) as [Set<number | null>, Set<number | null>]
  const blocks = [...baseline].filter((block) => block !== null && treatment.has(block)).length
  const leastP = leastPOfBlocks(blocks, design.orders?.length)
  const primary = inputs.filter(({ family }) => family === 'primary')
  if (primary.length * leastP <= ALPHA) return ''
  // what was declared and not measured shares the error, too; what could not be tested does not
  const tests = judgeAll(primary, design).filter(
    ({ test }, index) => test.p !== null || primary[index]?.declared === true,
  ).length
  const least = Math.min(1, tests * leastP)
  // alone it is said to be too few for a test, above or with the metric
  if (tests < 2 || least <= ALPHA) return ''
  return ` ${tests} primary metrics that do not move together need ${fewestBlocks(ALPHA / tests)} blocks for a verdict: with ${blocks} the smallest possible adjusted p is ${least.toFixed(3)}.`
}
