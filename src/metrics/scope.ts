import type { StreamName } from '../streams/registry.js'
import type { MetricDef } from './metric.js'

/** Of whom a number is: of everything on the machine, of the processes of the workload, or of all that is in its cgroup. */
export type Scope = 'machine' | 'workload' | 'cgroup'

export const SCOPE_LABELS: Record<Scope, string> = {
  machine: 'the whole machine, what the workload does not cause included',
  workload: 'the processes of the workload',
  cgroup: 'the cgroup of the workload, daemons of it included',
}

/** Streams that are not of the whole machine. */
const OF_WORKLOAD: readonly StreamName[] = ['stress-ng', 'workload-output']
const OF_CGROUP: readonly StreamName[] = ['cgroup-stat', 'cgroup-pressure', 'cgroup-events', 'cgroup-lru-gen']

/** A metric made of several streams covers as much as the widest of them. */
export function scopeOf({ requires }: Pick<MetricDef, 'requires'>): Scope {
  if (requires.every((stream) => OF_WORKLOAD.includes(stream))) return 'workload'
  return requires.every((stream) => [...OF_WORKLOAD, ...OF_CGROUP].includes(stream)) ? 'cgroup' : 'machine'
}
