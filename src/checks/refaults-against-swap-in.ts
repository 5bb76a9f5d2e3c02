import { percent } from '../base/percent.js'
import { refaultShare } from '../tables/refaults-seen.js'
import type { CheckDef } from './check.js'

export const refaultsAgainstSwapIn: CheckDef = {
  id: 'refaults-against-swap-in',
  title: 'Refaults agree with pages swapped in',
  why:
    'A page of a program that comes back from swap is a refault and, if it had to be read, a page swapped in. Kernels before 6.5 count ' +
    'only some refaults with MGLRU on. Where the ratio of the two counts differs between the conditions, one of them means another ' +
    'thing there.',
  action: 'Use pswpin and pgmajfault for the verdict.',
  run(experiment) {
    const { conditions } = experiment
    const ratios = conditions.map(({ id }) => {
      const { refaults, swapIns } = refaultShare(experiment, id)
      // with few pages the ratio is chance
      return swapIns < 100 ? null : refaults / swapIns
    })
    const [off, on] = ratios
    // 0 with MGLRU off would be a counter that means something else altogether
    if (off == null || on == null || off === 0) return null
    const apart = Math.abs(on / off - 1) > 0.05
    const text =
      `workingset_refault_anon is ${percent(off)} of pswpin with ${conditions[0].label} and ${percent(on)} with ${conditions[1].label}.` +
      (apart
        ? ' They differ: before Linux 6.5 MGLRU counts only some refaults, and since 6.12 pages of zeros are refaults but not swapped in. Trust pswpin and the major faults more.'
        : '')
    return { outcome: apart ? 'caution' : 'pass', text, metrics: null }
  },
}
