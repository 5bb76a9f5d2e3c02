import type { Report } from '../model/report.js'

/**
 * The workload as the name of a benchmark: a capital, then letters, digits and "_". A "-8" at the end would be a number of processors, and "/" begins
 * a part of a name.
 */
export function benchmarkName({ workload }: Report): string {
  const words = (workload?.profile ?? workload?.argv[0] ?? 'workload')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  const name = words.join('_').slice(0, 80)
  return /^[A-Za-z]/.test(name)
    ? name.charAt(0).toUpperCase() + name.slice(1)
    : `Workload_${name}`.replace(/_$/, '')
}
