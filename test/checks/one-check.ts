import { CHECKS } from '../../src/checks/index.js'
import type { Experiment, RunData } from '../../src/experiment/experiment.js'
import { experiment, run } from '../made.js'

/** What one check says of made runs. */
export function check(id: string, ...runs: RunData[]) {
  return checkOf(id, experiment(...runs))
}

export function checkOf(id: string, made: Experiment) {
  const found = CHECKS.find((one) => one.id === id)?.run(made, [])
  return found && { outcome: found.outcome, text: found.text, metrics: found.metrics }
}

export const vmstat = (deltas: Record<string, number>) => ({ deltas: new Map(Object.entries(deltas)) })

/** So many runs alike: ID-1, ID-2, … */
export const times = (
  count: number,
  id: string,
  ...rest: [streams?: Record<string, object | null>, own?: Partial<RunData>]
) => Array.from({ length: count }, (_, index) => run(`${id}-${index + 1}`, ...rest))
