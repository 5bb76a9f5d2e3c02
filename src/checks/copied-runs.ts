import { duplicateRuns } from '../compare/duplicate-runs.js'
import type { CheckDef } from './check.js'

export const copiedRuns: CheckDef = {
  id: 'copied-runs',
  title: 'No run was given twice',
  why: 'A copy of a run makes the number of runs larger without any new evidence: every test then believes too much.',
  action: 'Give each run once; record the missing one again.',
  run(_, metrics) {
    const found = duplicateRuns(metrics)
    return found && { ...found, metrics: null }
  },
}
