import type { MetricResult } from '../model/metric.js'
import type { CanarySeat } from '../reduce/canary-seat.js'
import type { Canary } from '../streams/canary.js'

/** Where a canary sits, in the words of the metrics of it. */
export const CANARY_PLACES = {
  outside: 'a small program next to the workload, in a cgroup of its own',
  inside: 'a small program within the workload’s cgroup, which shares its limit',
} as const

export type CanaryPlace = keyof typeof CANARY_PLACES

/** A value of one of the two canaries; one that was not there has none. */
export function ofCanary(
  canary: Canary,
  where: CanaryPlace,
  take: (seat: CanarySeat) => MetricResult,
): MetricResult {
  const seat = canary[where]
  if (seat !== null) return take(seat)
  return {
    missing:
      where === 'inside'
        ? 'no canary ran within the workload’s cgroup: it has no limit'
        : 'no canary ran next to the workload',
  }
}

/** Lateness of one that was killed has no quantile: the wake-ups that did not come are late without end. */
export const alive = (seat: CanarySeat, value: number | null): MetricResult => {
  if (seat.killed !== null) return { missing: `the canary ended with status ${seat.killed.status}` }
  return value === null ? { missing: 'the canary has no line in the measured window' } : { value }
}
