import { type Assumed, notRecorded } from '../evidence/assumed.js'
import type { ComparisonKind } from '../evidence/comparison-kind.js'
import type { Experiment } from '../experiment/experiment.js'

const KINDS: Record<ComparisonKind, (baseline: string, treatment: string) => string | null> = {
  settings: () => null,
  named: () => null,
  kernels: (baseline, treatment) => `Kernel comparison: ${baseline} vs. ${treatment}.`,
  same: () =>
    'A/A: both conditions ask for the same settings, so a difference is chance, order, or something not recorded.',
}

/**
 * The findings with what was compared before them, and what is assumed right behind the first that is not about a check;
 * `invalid` of them are, and stand first.
 */
export function withEvidence(
  findings: readonly string[],
  { conditions }: Experiment,
  kind: ComparisonKind,
  { assumed, invalid }: { assumed: readonly Assumed[]; invalid: number },
): string[] {
  const what = KINDS[kind](conditions[0].label, conditions[1].label)
  const sentences = [
    ...findings.slice(0, invalid),
    what,
    ...findings.slice(invalid, invalid + 1),
    notRecorded(assumed),
    ...findings.slice(invalid + 1),
  ]
  return sentences.filter((sentence): sentence is string => sentence !== null && sentence !== '')
}

/** Ids of what the verdicts on primary metrics rest on without a proof. */
export function assumedOfPrimary(
  assumed: readonly Assumed[],
  comparisons: readonly { metric: string; family: string }[],
): string[] {
  const primary = new Set(
    comparisons.filter(({ family }) => family === 'primary').map(({ metric }) => metric),
  )
  return assumed
    .filter(({ metrics }) => metrics === null || metrics.some((metric) => primary.has(metric)))
    .map(({ id }) => id)
}
