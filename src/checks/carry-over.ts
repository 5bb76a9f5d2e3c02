import { carryOverFinding } from '../compare/carry-over.js'
import type { CheckDef } from './check.js'

export const carryOver: CheckDef = {
  id: 'carry-over',
  title: 'It does not matter which condition ran first',
  why:
    'If the first run of a block leaves something behind (a warm disk, a full swap, a hot processor), the second is not a fresh run, and ' +
    'half of what is compared is the order.',
  action:
    'Read the effects of these metrics with the order in mind; lengthen the pause between runs and drop caches in it.',
  run(experiment, metrics) {
    if (experiment.kind !== 'directory') return null
    const found = carryOverFinding(metrics)
    return found && { ...found, metrics: null }
  },
}
