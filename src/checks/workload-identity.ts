import { workMetrics } from '../evidence/work-metrics.js'
import { workProof } from '../evidence/work-proof.js'
import type { CheckDef } from './check.js'

export const workloadIdentity: CheckDef = {
  id: 'workload-identity',
  title: 'Identity of the workload',
  why:
    'Throughput compares only for the same work: the same command, stressors, number of instances, version and length. Every other ' +
    'metric follows the work, too.',
  action: 'Record both conditions with the same command and the same version of the workload.',
  run(experiment) {
    const { differing, equal } = workProof(experiment)
    if (differing.length > 0) {
      const what = differing.map(
        ({ name, baseline, treatment }) =>
          `${name} (${baseline.join(' or ') || 'unknown'} vs. ${treatment.join(' or ') || 'unknown'})`,
      )
      return {
        outcome: 'invalidates',
        text: `The runs did different work: ${what.join('; ')}. There is no verdict on throughput; every other difference may be that of the work.`,
        metrics: workMetrics(experiment),
      }
    }
    if (equal.length === 0) return null
    const text = `The same in every run: ${equal.join(', ')}.`
    return { outcome: 'pass', text, metrics: null }
  },
}
