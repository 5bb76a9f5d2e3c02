import type { ExperimentManifest, RunManifest } from '../model/manifest.js'
import type { Reduction } from '../model/stream.js'
import type { Warning } from '../model/warning.js'
import type { StreamName, StreamValues } from '../streams/registry.js'

export interface InputFile {
  run: string
  /** Which stream it belongs to, or null for a manifest. */
  stream: string | null
  role: string
  name: string
  bytes: number
  sha256: string
}

/** One moment on the three clocks of Linux, in nanoseconds. */
export interface Clocks {
  /** Since boot, without suspends; never set. */
  monotonic: bigint
  /** Since boot, with suspends; never set. */
  boottime: bigint
  /** Since 1970; people and NTP set it. */
  realtime: bigint
}

/** One run, reduced: its size does not depend on the number of events. */
export interface RunData {
  id: string
  condition: string
  kind: 'measured' | 'warmup' | 'untraced'
  /** Null for standalone files. */
  block: number | null
  position: number | null
  /** Length of the measured window in seconds and where it was read; null when it is unknown. */
  duration: { seconds: number; origin: string } | null
  /** False when the run takes no part in the comparison; `reason` then says why. */
  included: boolean
  reason: string | null
  /** Settings as read back around the run; null for standalone files. */
  settings: { before: Record<string, string | null>; after: Record<string, string | null> } | null
  /** From its first phase to its last, both on the offsets between the clocks at its start; null where not recorded. */
  time: { start: Clocks; end: Clocks } | null
  /** sha256 of experiment.json when the run began; null where not recorded. */
  declaration: string | null
  /** What ran it, what it ran, and what else was set there; null where not recorded. */
  kernel: RunManifest['kernel']
  workload: RunManifest['workload']
  environment: RunManifest['environment']
  /** How the workload ended, null when it is unknown. */
  exit: { status: number; signal: string | null } | null
  /** Of the workload: time from its start to its end and CPU time, its cgroup, what began the measured window; null where not recorded. */
  usage: RunManifest['usage']
  cgroup: RunManifest['cgroup']
  measured: RunManifest['window']
  /** How long the same small work took before the run; null where not recorded. */
  probe: RunManifest['probe']
  streams: { readonly [N in StreamName]?: Reduction<StreamValues[N]> }
}

/** What a stream keeps of a run; null where it is missing. */
export function valueOf<N extends StreamName>(run: RunData, stream: N): StreamValues[N] | null {
  const reduction: Reduction<StreamValues[N]> | undefined = run.streams[stream]
  return reduction?.present === true ? reduction.value : null
}

/** The runs that take part in the comparison, of both conditions or of one. */
export function includedRuns({ runs }: Pick<Experiment, 'runs'>, condition?: string): RunData[] {
  return runs.filter((run) => run.included && (condition === undefined || run.condition === condition))
}

export interface Experiment {
  id: string
  /** bare: files without a manifest; directory: what the collectors wrote. */
  kind: 'bare' | 'directory'
  /** Baseline, then treatment. */
  conditions: [ConditionInfo, ConditionInfo]
  /** Without a plan: whether the runs are in blocks all the same, one of each condition, as a table has them. */
  inBlocks?: true
  /** Null for standalone files: then nothing is known of the host or the plan. */
  manifest: { value: ExperimentManifest; sha256: string } | null
  runs: RunData[]
  inputs: InputFile[]
  warnings: Warning[]
}

export interface ConditionInfo {
  id: string
  /** How the reports speak of it: "MGLRU off". */
  label: string
  role: 'baseline' | 'treatment'
  /** Settings asked for, by name; empty where only the person who gave the files knows. */
  settings: Readonly<Record<string, string>>
}
