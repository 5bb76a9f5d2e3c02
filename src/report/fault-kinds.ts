import { type Experiment, includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import type { Report } from '../model/report.js'

type Kinds = Report['processes']['kinds']

/** How many faults of a kind a run had; null where it does not tell. */
const KINDS: readonly { kind: string; of(run: RunData): number | null }[] = [
  { kind: 'traced, in user mode', of: (run) => traced(run, (total, kernel) => total - kernel) },
  { kind: 'traced, in kernel mode', of: (run) => traced(run, (_, kernel) => kernel) },
  {
    kind: 'counted, minor',
    of(run) {
      const [all, major] = [counted(run, 'pgfault'), counted(run, 'pgmajfault')]
      return all === null || major === null ? null : all - major
    },
  },
  { kind: 'counted, major', of: (run) => counted(run, 'pgmajfault') },
]

function traced(run: RunData, of: (total: number, kernel: number) => number): number | null {
  const faults = valueOf(run, 'page-faults')
  return faults?.inKernel === undefined ? null : of(faults.total, faults.inKernel)
}

function counted(run: RunData, counter: string): number | null {
  return valueOf(run, 'vmstat')?.deltas.get(counter) ?? null
}

/** Page faults of each included run by kind, once as traced and once as the kernel counts them; kinds that no run tells are excluded. */
export function faultKinds(experiment: Experiment): Kinds {
  return KINDS.flatMap(({ kind, of }) => {
    const [baseline = [], treatment = []] = experiment.conditions.map(({ id }) =>
      includedRuns(experiment, id).flatMap((run) => of(run) ?? []),
    )
    return baseline.length + treatment.length === 0 ? [] : [{ kind, baseline, treatment }]
  })
}
