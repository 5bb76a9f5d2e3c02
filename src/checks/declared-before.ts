import { declarationProof } from '../evidence/declaration-proof.js'
import type { CheckDef } from './check.js'

export const declaredBefore: CheckDef = {
  id: 'declared-before',
  title: 'Declaration before the data',
  why:
    'Primary metrics are tested most strictly because they were chosen before anyone saw a value. Chosen afterwards, the one that ' +
    'looks best is always among them. So experiment.json is written before the first run, and every run names it by its sha256.',
  action:
    'Record a new experiment, with --primary for what was meant; never edit experiment.json after the first run.',
  run(experiment) {
    const proof = declarationProof(experiment)
    if (proof === null || experiment.manifest === null) return null
    const { contradictions, named, recorded, ahead } = proof
    if (contradictions.length > 0)
      return {
        outcome: 'caution',
        text: `Declared after the data: ${contradictions.join('; ')}. No metric is primary; all are secondary.`,
        metrics: null,
      }
    const when =
      ahead === null ? 'At an unknown time' : `${Math.max(0, ahead).toFixed(0)} s before the first run`
    const rest = recorded - named
    return {
      outcome: rest > 0 || ahead === null ? 'note' : 'pass',
      text: `${when}${rest === 0 ? `, and all ${recorded} runs name this declaration` : `; ${rest} of ${recorded} runs do not name it, so it may have changed since`}.`,
      metrics: null,
    }
  },
}
