import { type Experiment, includedRuns, type RunData, valueOf } from '../experiment/experiment.js'

export interface Kernel {
  release: string
  /** Version text of the build; null where not recorded. */
  build: string | null
}

/** On which kernels the included runs of the two conditions ran. */
export interface KernelProof {
  /**
   * one: the same everywhere; two: one for each condition, another for the other; mixed: several under one condition; unknown:
   * no run recorded it.
   */
  found: 'one' | 'two' | 'mixed' | 'unknown'
  baseline: Kernel[]
  treatment: Kernel[]
  /** Included runs whose kernel was not recorded. */
  missing: string[]
}

/** The kernel that a run ran on, as its collector or stress-ng recorded it. */
export function kernelOf(run: RunData): Kernel | null {
  if (run.kernel !== null) return { release: run.kernel.release, build: run.kernel.build }
  return valueOf(run, 'stress-ng')?.setup.kernel ?? null
}

export function kernelProof({ conditions, runs }: Experiment): KernelProof {
  const included = includedRuns({ runs })
  const [baseline, treatment] = conditions.map(({ id }) =>
    distinct(included.filter((run) => run.condition === id).map(kernelOf)),
  ) as [Kernel[], Kernel[]]
  const missing = included.filter((run) => kernelOf(run) === null).map(({ id }) => id)
  return { found: kindOf(baseline, treatment), baseline, treatment, missing }
}

function kindOf(baseline: readonly Kernel[], treatment: readonly Kernel[]): KernelProof['found'] {
  const all = distinct([...baseline, ...treatment])
  if (all.length === 0) return 'unknown'
  if (all.length === 1) return 'one'
  return baseline.length === 1 && treatment.length === 1 ? 'two' : 'mixed'
}

/** `6.12.117+deb13-amd64 (#1 SMP …)`, the build only where releases alone do not tell two kernels apart. */
export function kernelText({ release, build }: Kernel, others: readonly Kernel[] = []): string {
  const twin = others.some((other) => other.release === release && other.build !== build)
  return twin && build !== null ? `${release} (${build})` : release
}

function distinct(kernels: readonly (Kernel | null)[]): Kernel[] {
  const found = new Map<string, Kernel>()
  for (const kernel of kernels) if (kernel !== null) found.set(`${kernel.release}\n${kernel.build}`, kernel)
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kernel]) => kernel)
}
