import { duplicateRuns } from '../compare/duplicate-runs.js'
import type { CheckDef } from './check.js'

export const copiedRuns: CheckDef = {
  id: 'copied-runs',
  title: 'Duplicate runs',
  why: 'A duplicated run inflates n without adding evidence; p-values become too small.',
  action: 'Give each run once; record the missing one again.',
  run(_, metrics) {
    const found = duplicateRuns(metrics)
    return found && { ...found, metrics: null }
  },
}
