import type { CheckDef } from './check.js'

export const design: CheckDef = {
  id: 'design',
  title: 'The order of the runs was planned',
  why:
    'When all runs of one condition come first, a machine that slowly warms up or fills its disk looks like an effect: with a drift ' +
    'of two standard deviations half of such experiments find something where nothing is. A random order within blocks prevents it.',
  action: 'Let run-experiment plan the order: balanced blocks, drawn at random from a seed.',
  run({ kind, manifest }) {
    if (kind === 'bare' || manifest === null) {
      return {
        outcome: 'caution',
        text: 'The runs were given as bare files: nothing tells in which order they ran or whether settings were the same, so a drift of the machine cannot be told from an effect.',
        metrics: null,
      }
    }
    const { blocks, runs } = manifest.value.plan
    const first = manifest.value.conditions[0].id
    const starts = runs.filter(
      (run) => run.kind === 'measured' && run.position === 1 && run.condition === first,
    ).length
    const balanced = Math.abs(starts - blocks / 2) <= Math.max(0.5, blocks / 4)
    return {
      outcome: balanced ? 'pass' : 'caution',
      text: `${blocks} blocks of one run per condition, planned before the first run; ${starts} of them begin with ${first}.`,
      metrics: null,
    }
  },
}
