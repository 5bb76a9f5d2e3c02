import type { StreamName } from '../streams/registry.js'
import type { MetricDef } from './metric.js'

/** Of whom a number is: of everything that ran on the machine, or of the processes of the workload alone. */
export type Scope = 'machine' | 'workload'

export const SCOPE_LABELS: Record<Scope, string> = {
  machine: 'the whole machine, what the workload does not cause included',
  workload: 'the processes of the workload',
}

/** Streams that are not of the whole machine. */
const OF_WORKLOAD: readonly StreamName[] = ['stress-ng']

/** A metric made of several streams covers as much as the widest of them. */
export const scopeOf = ({ requires }: Pick<MetricDef, 'requires'>): Scope =>
  requires.every((stream) => OF_WORKLOAD.includes(stream)) ? 'workload' : 'machine'
