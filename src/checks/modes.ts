import { multimodality } from '../compare/multimodality.js'
import type { CheckDef } from './check.js'

export const modes: CheckDef = {
  id: 'modes',
  title: 'Multimodality',
  why: 'When the runs of a condition fall into groups, their median describes none of them.',
  action: 'Look at the runs one by one in the figures; find what the groups have in common.',
  run(_, metrics) {
    const found = multimodality(metrics)
    return found && { ...found, metrics: null }
  },
}
