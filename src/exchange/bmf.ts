import { printable } from '../base/printable.js'
import { stableJson } from '../base/stable-json.js'
import type { Report } from '../model/report.js'
import { benchmarkName } from './benchmark-name.js'

interface Measure {
  value: number
  lower_value?: number
  upper_value?: number
}

/**
 * Bencher Metric Format (https://bencher.dev/docs/reference/bencher-metric-format/). A benchmark for each condition has of each metric the
 * median of its runs between the least and the greatest run; one named "… change" has the effects with their confidence intervals: a ratio, or a
 * difference in the metric's unit as METRIC.difference.
 */
export function renderBmf(report: Report): string {
  const name = benchmarkName(report)
  const sides = (['baseline', 'treatment'] as const).map((side, index) => {
    const measures = report.comparisons.flatMap((comparison): [string, Measure][] => {
      const { median, values } = comparison[side]
      if (median === null) return []
      const bounds = { lower_value: Math.min(...values), upper_value: Math.max(...values) }
      return [[measureName(comparison.metric), { value: median, ...bounds }]]
    })
    const label = printable(report.conditions[index as 0 | 1].label, 100)
    return [`${name} (${side}: ${label})`, Object.fromEntries(measures)] as const
  })
  const effects = report.comparisons.flatMap(({ metric, effect }): [string, Measure][] =>
    effect === null
      ? []
      : [
          [
            `${measureName(metric)}.${effect.scale}`,
            {
              value: effect.estimate,
              ...(effect.lower !== null && { lower_value: effect.lower }),
              ...(effect.upper !== null && { upper_value: effect.upper }),
            },
          ],
        ],
  )
  const all = [...sides, [`${name} change`, Object.fromEntries(effects)] as const]
  return stableJson(Object.fromEntries(all.filter(([, measures]) => Object.keys(measures).length > 0)))
}

const measureName = (metric: string) => printable(metric, 120)
