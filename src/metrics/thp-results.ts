import type { MetricResult } from '../model/metric.js'

/** SCAN_SUCCEED of enum scan_result in mm/khugepaged.c of Linux 6.x and 7.x. */
const SUCCEEDED = '1'

/** Collapses that succeeded, or all others; missing where results are not the numbers that the kernel's tracepoint has. */
export function collapsesOf(
  results: ReadonlyMap<string, number>,
  which: 'succeeded' | 'failed',
): MetricResult {
  if ([...results.keys()].some((result) => !/^\d{1,3}$/.test(result)))
    return { missing: 'the results of collapses are no numbers' }
  const succeeded = results.get(SUCCEEDED) ?? 0
  if (which === 'succeeded') return { value: succeeded }
  return { value: [...results.values()].reduce((sum, count) => sum + count, 0) - succeeded }
}
