import { multimodality } from '../compare/multimodality.js'
import type { CheckDef } from './check.js'

export const modes: CheckDef = {
  id: 'modes',
  title: 'The runs of a condition are of one kind',
  why: 'When some runs of a condition do one thing and others another, their middle describes neither.',
  action: 'Look at the runs one by one in the figures; find what the groups have in common.',
  run(_, metrics) {
    const found = multimodality(metrics)
    return found && { ...found, metrics: null }
  },
}
