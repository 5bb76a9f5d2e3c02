import type { ConditionInfo, Experiment } from '../experiment/experiment.js'
import { isSameAndSame } from './condition-proof.js'
import { kernelProof, kernelText } from './kernel-proof.js'

/**
 * What is compared. settings: what the conditions ask for, or what --off and --on claim; kernels: two kernels under the same
 * settings or names; same: A and A; named: whatever the names of standalone files stand for.
 */
export type ComparisonKind = 'settings' | 'kernels' | 'same' | 'named'

export function comparisonKind(experiment: Experiment): ComparisonKind {
  const { kind, conditions } = experiment
  const ownNames = kind === 'bare' && conditions[0].id === 'baseline'
  const free = ownNames || isSameAndSame(experiment) || declaresKernels(experiment)
  if (!free) return 'settings'
  if (kernelProof(experiment).found === 'two') return 'kernels'
  return ownNames ? 'named' : 'same'
}

/** Both conditions ask for a kernel: the boots of the plan are the treatment. */
function declaresKernels({ conditions }: Pick<Experiment, 'conditions'>): boolean {
  const [one, other] = conditions.map(({ settings }) => settings?.['kernel'])
  return one !== undefined && other !== undefined && one !== other
}

/** The experiment with conditions named for what they are: two kernels, or A and A. */
export function labelled(experiment: Experiment): Experiment {
  const { found, baseline, treatment } = kernelProof(experiment)
  const kind = comparisonKind(experiment)
  const [a, b] = experiment.conditions
  const named = (condition: ConditionInfo, label: string) => ({ ...condition, label })
  const [before, after] = [baseline[0], treatment[0]]
  if (kind === 'kernels' && declaresKernels(experiment)) return experiment
  if (found === 'two' && before !== undefined && after !== undefined) {
    const both = [before, after]
    const label = ({ label }: ConditionInfo, kernel: typeof before) =>
      `${label}, Linux ${kernelText(kernel, both)}`
    return { ...experiment, conditions: [named(a, label(a, before)), named(b, label(b, after))] }
  }
  if (kind !== 'same') return experiment
  return { ...experiment, conditions: [named(a, `A (${a.label})`), named(b, `A (${b.label})`)] }
}
