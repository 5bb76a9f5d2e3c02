import { type Experiment, includedRuns, valueOf } from '../experiment/experiment.js'
import { figuresOf, workloadMetrics } from '../metrics/of-workload.js'
import { WORKLOAD_PREFIX } from '../metrics/work.js'
import type { CheckDef } from './check.js'

const SHOWN = 5

export const workloadFigures: CheckDef = {
  id: 'workload-figures',
  title: 'Figures of the workload',
  why:
    'The figures that a program prints are its own: a run that printed none, printed one twice, in another unit, or something that is no number, has no value ' +
    'there. Where that follows the condition, what is left is no fair sample.',
  action:
    'Let the workload print each figure once per run, in one unit; end a run that cannot with an exit status, so that it counts as failed. --workload-format names one reader.',
  run(experiment) {
    const runs = includedRuns(experiment)
    const names = workloadMetrics(experiment).map(({ id }) => id.slice(WORKLOAD_PREFIX.length))
    if (names.length === 0) return null
    const readers = [...new Set(runs.flatMap((run) => valueOf(run, 'workload-output')?.readers ?? []))].sort()
    const found = [...someRuns(experiment, names), ...contradictions(experiment)]
    const source = readers.length === 0 ? 'stress-ng' : readers.join(', ')
    const count = `${names.length} ${names.length === 1 ? 'figure' : 'figures'}, read as ${source}`
    if (found.length === 0)
      return { outcome: 'pass', text: `${count}, in each of ${runs.length} runs.`, metrics: null }
    const shown = found.slice(0, SHOWN).join('; ')
    const more = found.length > SHOWN ? `; ${found.length - SHOWN} more` : ''
    return { outcome: 'caution', text: `${count}. ${shown}${more}.`, metrics: null }
  },
}

/** Figures without a value in some runs: how many of each condition, and the first reason. */
function someRuns(experiment: Experiment, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const without = includedRuns(experiment).flatMap((run) => {
      const figure = figuresOf(run).find((one) => one.name === name)
      return figure?.value == null ? [{ run, reason: figure?.reason ?? 'not printed' }] : []
    })
    const [first] = without
    if (first === undefined) return []
    const counts = experiment.conditions.map(
      ({ id, label }) => `${without.filter(({ run }) => run.condition === id).length} with ${label}`,
    )
    return [`${name} has no value in ${counts.join(' and ')} (${first.run.id}: ${first.reason})`]
  })
}

const contradictions = (experiment: Experiment): string[] =>
  workloadMetrics(experiment).flatMap(({ title, contradiction }) =>
    contradiction === undefined ? [] : [`${title}: ${contradiction}`],
  )
