import { bootsOf } from '../evidence/boots.js'
import type { CheckDef } from './check.js'

export const boots: CheckDef = {
  id: 'boots',
  title: 'Boots of the kernels',
  why:
    'Two boots of one kernel differ, too: in where memory and code lie, and in what started next to the workload. A hundred runs in one boot of each ' +
    'kernel are one observation of each. So a kernel is sampled by its boots, and runs of one boot count as one.',
  action:
    'Boot again for every run: the collectors plan a comparison of kernels (--kernels) as boots, in blocks of one boot of each.',
  run(experiment) {
    const found = bootsOf(experiment)
    if (found === null) return null
    const { baseline, treatment, missing, blocks } = found
    const runs = baseline.flat().length + treatment.flat().length
    const counts = `${countOf(baseline.length)} with ${experiment.conditions[0].label}, ${countOf(treatment.length)} with ${experiment.conditions[1].label}`
    if (missing.length > 0)
      return {
        outcome: 'caution',
        text: `The boot of ${missing.length} of ${runs} runs is not recorded. Each of them is taken for a boot of its own; if several were of one boot, differences look more certain than they are.`,
        metrics: null,
      }
    const shared = runs > baseline.length + treatment.length
    const unit = shared
      ? `${runs} runs in ${counts}: the runs of a boot are one value, their median`
      : `${counts}, one run each`
    if (Math.min(baseline.length, treatment.length) < 2)
      return {
        outcome: 'caution',
        text: `${unit}. With one boot of a kernel its boots cannot be told from the kernel: nothing is tested.`,
        metrics: null,
      }
    const pairs =
      blocks === null
        ? '; boots of the two kernels are not of the same blocks, so they are compared unpaired'
        : ''
    return { outcome: shared || blocks === null ? 'note' : 'pass', text: `${unit}${pairs}.`, metrics: null }
  },
}

const countOf = (boots: number) => `${boots} ${boots === 1 ? 'boot' : 'boots'}`
