import { kernelVersion } from '../base/kernel-version.js'
import { LRU_DEFINITIONS, OUTSIDE_CGROUPS, OUTSIDE_CGROUPS_UNTIL, REDEFINITIONS } from './definitions.js'

/** What a condition ran under, as read back; null where it is not known. */
export interface Side {
  kernel: string | null
  lru: 'classic' | 'generations' | null
}

export interface Circumstances {
  baseline: Side
  treatment: Side
  /** The workload ran in a memory cgroup with a limit, which reclaims on its own. */
  memoryLimit: boolean
}

/** Whether both conditions count the same under a name, and which row of the table says so. */
export interface Comparability {
  /** Id of a definition; `same-lru`: both conditions use one LRU; `common-code`: no row has the name. */
  row: string
  /** Why they are not comparable, a part of a sentence; null when they may. */
  why: string | null
}

type Version = readonly [number, number]

const atLeast = (kernel: string, [fromMajor, fromMinor]: Version): boolean => {
  const [major, minor] = kernelVersion(kernel)
  return major > fromMajor || (major === fromMajor && minor >= fromMinor)
}

/** Of a metric made of several counters, the first that are not comparable decides. */
export function comparable(names: readonly string[], circumstances: Circumstances): Comparability {
  const all = names.map((name) => comparableOne(name, circumstances))
  return (
    all.find(({ why }) => why !== null) ??
    all.find(({ row }) => row !== 'common-code') ??
    all[0] ?? { row: 'common-code', why: null }
  )
}

function comparableOne(name: string, { baseline, treatment }: Circumstances): Comparability {
  const changed = redefined(name, baseline, treatment)
  if (changed !== null) return changed
  const row = LRU_DEFINITIONS.find(({ names }) => names.test(name))
  if (row === undefined) return { row: 'common-code', why: null }
  if (baseline.lru !== null && baseline.lru === treatment.lru) return { row: 'same-lru', why: null }
  const { id, alikeSince, why } = row
  if (alikeSince === null) return { row: id, why }
  const kernels = [baseline.kernel, treatment.kernel]
  if (kernels.some((kernel) => kernel === null))
    return { row: id, why: `the kernel is not known, and ${why}` }
  return { row: id, why: kernels.every((kernel) => atLeast(kernel as string, alikeSince)) ? null : why }
}

/** Why two sides do not count the same because their kernels define a counter differently, of the first name that they do; or null. */
export function redefinedBetween(names: readonly string[], one: Side, other: Side): Comparability | null {
  return names.map((name) => redefined(name, one, other)).find((found) => found !== null) ?? null
}

function redefined(name: string, baseline: Side, treatment: Side): Comparability | null {
  const [a, b] = [baseline.kernel, treatment.kernel]
  if (a === null || b === null || a === b) return null
  for (const { id, names, kernel, lru, change, source } of REDEFINITIONS) {
    const concerns = lru === 'both' || baseline.lru !== 'classic' || treatment.lru !== 'classic'
    if (!concerns || !names.test(name) || atLeast(a, kernel) === atLeast(b, kernel)) continue
    return { row: id, why: `since Linux ${kernel.join('.')} ${change} (${source})` }
  }
  return null
}

/**
 * Why counters say nothing of the reclaim of the workload's memory cgroup, or null. `moved`: whether any of them grew in any
 * run; a kernel that may count it is believed when they did.
 */
export function notInstrumented(
  names: readonly string[],
  { baseline, treatment, memoryLimit }: Circumstances,
  moved: boolean,
): string | null {
  if (!memoryLimit) return null
  const blind = names.find((name) => OUTSIDE_CGROUPS.test(name))
  if (blind === undefined) return null
  const certain = [baseline.kernel, treatment.kernel].some(
    (kernel) => kernel !== null && !atLeast(kernel, OUTSIDE_CGROUPS_UNTIL),
  )
  if (!certain && moved) return null
  return `not instrumented for cgroup reclaim: ${blind} leaves out what the memory cgroup of the workload reclaims${certain ? '' : ' on some kernels, and it did not grow'}`
}
