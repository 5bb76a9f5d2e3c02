import { comparisonKind } from '../evidence/comparison-kind.js'
import { type Kernel, kernelProof, kernelText } from '../evidence/kernel-proof.js'
import { workMetrics } from '../evidence/work-metrics.js'
import type { CheckDef } from './check.js'

export const kernelIdentity: CheckDef = {
  id: 'kernel-identity',
  title: 'Kernel of the runs',
  why:
    'Another kernel is another memory management: a difference between kernels is never one between MGLRU off and on. Release and ' +
    'build of every run are compared; where each condition has one kernel of its own, it is a comparison of kernels.',
  action:
    'Record both conditions on one kernel, or compare two kernels with the same settings and say so: --baseline, --treatment.',
  run(experiment) {
    const { found, baseline, treatment, missing } = kernelProof(experiment)
    const [a, b] = experiment.conditions.map(({ label }) => label)
    const texts = (own: readonly Kernel[]) =>
      own.map((one) => kernelText(one, [...baseline, ...treatment])).join(' and ')
    const sides = `${a} on Linux ${texts(baseline)}, ${b} on Linux ${texts(treatment)}`
    const lacking = missing.length > 0 ? ` Of ${missing.length} runs it is unknown.` : ''
    if (found === 'unknown') return null
    if (found === 'one') {
      const planned = experiment.manifest?.value.host.kernel
      const [kernel] = [...baseline, ...treatment]
      const other = planned !== undefined && kernel !== undefined && planned !== kernel.release
      return {
        outcome: other ? 'caution' : 'pass',
        text: `All runs ran on Linux ${kernel?.release}${other ? `, while experiment.json names ${planned}` : ''}.${lacking}`,
        metrics: null,
      }
    }
    if (found === 'mixed')
      return {
        outcome: 'invalidates',
        text: `Runs of one condition ran on several kernels: ${sides}.`,
        metrics: null,
      }
    return comparisonKind(experiment) === 'kernels'
      ? { outcome: 'note', text: `A comparison of two kernels: ${sides}.${lacking}`, metrics: null }
      : {
          outcome: 'invalidates',
          text: `The kernel differs, too: ${sides}. There is no verdict on throughput; every other difference may be that of the kernel.`,
          metrics: workMetrics(experiment),
        }
  },
}
