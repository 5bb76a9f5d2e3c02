import type { Circumstances, Side } from '../comparability/comparable.js'
import { type ConditionInfo, type Experiment, includedRuns, valueOf } from '../experiment/experiment.js'
import { usesGenerations } from '../settings/lru-gen.js'
import { kernelOf } from './kernel-proof.js'

const SWITCH = 'lru_gen.enabled'

/** What the two conditions ran under, as far as it decides what counters mean. */
export function circumstances(experiment: Experiment): Circumstances {
  const [baseline, treatment] = experiment.conditions
  return {
    baseline: sideOf(experiment, baseline),
    treatment: sideOf(experiment, treatment),
    memoryLimit: memoryLimit(experiment),
  }
}

const LIMITS = ['memory.max', 'memory.high']

/** Asked for, read back, or seen at work: the cgroup met a limit, or reclaimed more than the machine counted. */
function memoryLimit(experiment: Experiment): boolean {
  const { manifest, conditions } = experiment
  const isLimit = (value: string | null | undefined) => value != null && value !== 'max'
  if ((manifest?.value.workload.memoryMaxBytes ?? null) !== null) return true
  if (conditions.some(({ settings }) => LIMITS.some((name) => isLimit(settings[name])))) return true
  return includedRuns(experiment).some((run) => {
    if (LIMITS.some((name) => isLimit(run.cgroup?.limits[name]))) return true
    const events = valueOf(run, 'cgroup-events')?.deltas
    if (['max', 'high'].some((name) => (events?.get(`memory.events.${name}`) ?? 0) > 0)) return true
    const own = valueOf(run, 'cgroup-stat')?.deltas.get('memory.stat.pgscan_direct') ?? 0
    const all = valueOf(run, 'vmstat')?.deltas.get('pgscan_direct')
    return all !== undefined && own > all
  })
}

function sideOf(experiment: Experiment, condition: ConditionInfo): Side {
  const runs = includedRuns(experiment, condition.id)
  const kernels = new Set(runs.flatMap((run) => kernelOf(run)?.release ?? []))
  const [kernel = experiment.manifest?.value.host.kernel ?? null] = kernels
  const found = new Set<boolean | null>()
  for (const { settings } of runs)
    for (const when of [settings?.before, settings?.after]) {
      const mask = when?.[SWITCH]
      // a kernel without the file has no generations
      if (mask !== undefined) found.add(mask === null ? false : usesGenerations(mask))
    }
  if (found.size > 1) return { kernel: kernels.size > 1 ? null : kernel, lru: null }
  const [generations = askedOf(condition)] = found
  const lru = generations === null ? null : generations ? 'generations' : 'classic'
  return { kernel: kernels.size > 1 ? null : kernel, lru }
}

/** What was asked for, or what --off and --on claim. */
function askedOf({ id, settings }: ConditionInfo): boolean | null {
  const asked = settings[SWITCH]
  if (asked !== undefined) return usesGenerations(asked)
  return id === 'mglru-on' ? true : id === 'mglru-off' ? false : null
}
