import { percent } from '../base/percent.js'
import { refaultShare } from '../tables/refaults-seen.js'
import type { CheckDef } from './check.js'

export const refaultsAgainstSwapIn: CheckDef = {
  id: 'refaults-against-swap-in',
  title: 'Refaults vs. swap-ins',
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
      `workingset_refault_anon / pswpin: ${percent(off)} with ${conditions[0].label}, ${percent(on)} with ${conditions[1].label}.` +
      (apart
        ? ' The ratios differ. Before Linux 6.5 the MGLRU path counts only recent refaults; since 6.12 zero-filled pages count as refaults but not as pswpin. Prefer pswpin and pgmajfault.'
        : '')
    return { outcome: apart ? 'caution' : 'pass', text, metrics: null }
  },
}
