import { mean, median } from 'simple-statistics'
import { random } from '../base/random.js'
import { COLLAPSED_RUNS } from '../metrics/work.js'
import type { HistoryMetric, HistoryPoint, Level } from '../model/history.js'
import type { Report, ReportComparison } from '../model/report.js'
import { bcaInterval, resampleCounts } from '../stats/bootstrap.js'
import { medianInterval } from '../stats/median-interval.js'
import type { Interval } from '../stats/test-inversion.js'

const ALPHA = 0.05
const RESAMPLES = 1999
/** Of fewer runs an interval says too little to be shown. */
export const MIN_CONFIDENCE = 0.8
const MIN_RUNS = 4
/** Beyond this sums overflow, and no measurement of a machine is so large. */
const MAX_MAGNITUDE = 1e150

/** Levels and effects of a metric in each report; a report that has none says why. */
export function pointsOf(
  of: ReportComparison,
  reports: readonly Report[],
  firstOfBoot: readonly (number | null)[],
): Pick<HistoryMetric, 'level' | 'scale' | 'points'> {
  const found = reports.map((report) => {
    const row = report.comparisons.find(({ metric }) => metric === of.metric)
    const why = whyMissing(of, row)
    if (row === undefined || why !== null) return { baseline: [], treatment: [], effect: null, why }
    const [baseline, treatment] = [row.baseline, row.treatment].map(({ values }) =>
      values.filter((value) => Math.abs(value) <= MAX_MAGNITUDE),
    ) as [number[], number[]]
    const none = baseline.length + treatment.length === 0
    return {
      baseline,
      treatment,
      effect: row.effect,
      why: none ? (row.reason ?? 'no run has a value') : null,
    }
  })
  const all = found.flatMap(({ baseline, treatment }) => [...baseline, ...treatment])
  // rare events would be 0 in every report
  const level = all.includes(0) || of.metric === COLLAPSED_RUNS ? 'mean' : 'median'
  const points = found.map(({ baseline, treatment, effect, why }, index): HistoryPoint => {
    const levels = [baseline, treatment].map((values, side) =>
      levelOf(values, level, `${of.metric} ${reports[index]?.experiment.id} ${side}`),
    ) as [Level | null, Level | null]
    return {
      report: index + 1,
      baseline: levels[0],
      treatment: levels[1],
      effect,
      missing: why,
      tested: levels[0] !== null && levels[1] !== null && firstOfBoot[index] === null,
    }
  })
  const positive = all.every((value) => value > 0)
  return { level, scale: positive && level === 'median' ? 'ratio' : 'difference', points }
}

function whyMissing(of: ReportComparison, one: ReportComparison | undefined): string | null {
  if (one === undefined) return 'not measured'
  if (one.unit !== of.unit || one.better !== of.better)
    return `measured in ${one.unit}, ${one.better} is better`
  if (one.verdict === 'not-comparable') return one.reason ?? 'not comparable'
  return null
}

function levelOf(values: readonly number[], kind: 'median' | 'mean', seed: string): Level | null {
  if (values.length === 0) return null
  const value = kind === 'median' ? median([...values]) : mean([...values])
  const interval = kind === 'median' ? medianInterval(values, ALPHA) : meanInterval(values, seed)
  const shown = interval !== null && interval.confidence >= MIN_CONFIDENCE
  return {
    n: values.length,
    value,
    lower: shown ? interval.lower : null,
    upper: shown ? interval.upper : null,
    confidence: shown ? interval.confidence : null,
  }
}

/** Null where all runs are alike: a bootstrap would be certain of it. */
function meanInterval(values: readonly number[], seed: string): Interval | null {
  const n = values.length
  if (n < MIN_RUNS || values.every((value) => value === values[0])) return null
  const statistic = (counts: Uint8Array) => {
    let [sum, drawn] = [0, 0]
    for (let index = 0; index < n; index++) {
      sum += (counts[index] as number) * (values[index] as number)
      drawn += counts[index] as number
    }
    return drawn === 0 ? 0 : sum / drawn
  }
  return bcaInterval(n, statistic, resampleCounts([n], RESAMPLES, random(seed)), ALPHA)
}
