import { carryOverFinding } from '../compare/carry-over.js'
import { sequenceOf } from '../compare/design-of.js'
import type { CheckDef } from './check.js'

export const carryOver: CheckDef = {
  id: 'carry-over',
  title: 'Carry-over from the previous run',
  why:
    'If a run leaves something behind (a full swap, cached files, a hot CPU), the next run is not a fresh one: half of what is compared ' +
    'is then the predecessor, and with a carry-over of two standard deviations a third of all experiments find an effect that is not there.',
  action: 'Lengthen the pause between runs, empty swap and drop caches in it, and record again.',
  run(experiment, metrics) {
    if (experiment.kind !== 'directory') return null
    return carryOverFinding(metrics, experiment.id, sequenceOf(experiment))
  },
}
