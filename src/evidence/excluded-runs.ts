import type { Experiment, RunData } from '../experiment/experiment.js'
import { conditionProof } from './condition-proof.js'

/** Beyond this share of a condition's runs it is the condition that is not proven, not a run. */
const MAX_SHARE_EXCLUDED = 0.2

/** Whether so many of the runs of a condition are in `found` that excluding them would not help. */
export function tooMany(runs: readonly RunData[], found: ReadonlyMap<string, string>): boolean {
  const measured = runs.filter(({ kind }) => kind === 'measured')
  return [...new Set(measured.map(({ condition }) => condition))].some((condition) => {
    const own = measured.filter((run) => run.condition === condition)
    return own.filter(({ id }) => found.has(id)).length > MAX_SHARE_EXCLUDED * own.length
  })
}

/** The experiment without the runs that were not in the state of their condition, as long as these are few. */
export function withoutUnprovenRuns(experiment: Experiment): Experiment {
  const proof = conditionProof(experiment)
  if (proof === null) return experiment
  const reasons = new Map<string, string>()
  if (!tooMany(experiment.runs, proof.wrong)) for (const [id, text] of proof.wrong) reasons.set(id, text)
  if (!tooMany(experiment.runs, proof.unread))
    for (const [id, text] of proof.unread) reasons.set(id, `not read back: ${text}`)
  if (reasons.size === 0) return experiment
  const runs = experiment.runs.map((run) => {
    const reason = reasons.get(run.id)
    return reason === undefined || !run.included ? run : { ...run, included: false, reason }
  })
  return { ...experiment, runs }
}
