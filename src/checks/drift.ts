import { driftFinding } from '../compare/drift.js'
import type { CheckDef } from './check.js'

export const drift: CheckDef = {
  id: 'drift',
  title: 'Drift over run order',
  why:
    'A machine that warms up, fills its disk or fragments its memory changes while the experiment runs. Blocks protect the comparison ' +
    'from it, but it widens the spread and says that the machine was not at rest.',
  action:
    'Give the machine time to settle: a warm-up run, a steady temperature, nothing else running; more blocks make up for the rest.',
  run(experiment, metrics) {
    if (experiment.kind !== 'directory') return null
    const found = driftFinding(metrics)
    return found && { ...found, metrics: null }
  },
}
