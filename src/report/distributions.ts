import { median } from 'simple-statistics'
import { significant } from '../base/significant.js'
import { notInstrumented } from '../comparability/comparable.js'
import { type QuantileRun, quantileShift } from '../compare/quantile-shift.js'
import { circumstances } from '../evidence/circumstances.js'
import { planIsBelieved } from '../evidence/order-proof.js'
import { type Experiment, includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import { type Bucket, type Histogram, PER_SECOND } from '../model/histogram.js'
import type { Report } from '../model/report.js'
import { quantileBounds } from '../reduce/quantile-bounds.js'
import type { StreamName } from '../streams/registry.js'
import { lostStalls } from '../tables/lost-stalls.js'
import { heatMap } from './heat-map.js'

type Distribution = Report['distributions'][number]
type Side = Distribution['baseline']

interface Source {
  id: string
  metric: string | null
  title: string
  stream: StreamName
  covers: string
  resolution: number
  /** Kernel events that it is made of, where `src/comparability` defines them. */
  events?: readonly string[]
  /** Why the events of this run are not known although recorded, or null. */
  lost?(run: RunData): string | null
  histogram(run: RunData): Histogram | null
}

const ATTACHED = 'all the time that the probes were attached'

const SOURCES: readonly Source[] = [
  {
    id: 'direct-reclaim-stall',
    metric: 'direct-reclaim-stall-p99',
    title: 'Direct-reclaim stalls',
    stream: 'direct-reclaim',
    events: ['mm_vmscan_direct_reclaim_begin'],
    covers: 'the measured window',
    resolution: 1 + 1 / 128,
    histogram: (run) => valueOf(run, 'direct-reclaim')?.lengths ?? null,
    lost(run) {
      const missing = valueOf(run, 'direct-reclaim')?.missing ?? 0
      return missing > 0 ? lostStalls(missing) : null
    },
  },
  ...(['major', 'minor'] as const).map(
    (kind): Source => ({
      id: `${kind}-fault`,
      metric: `${kind}-fault-p99`,
      title: `${kind === 'major' ? 'Major' : 'Minor'} page faults`,
      stream: 'fault-latency',
      covers: ATTACHED,
      resolution: 2,
      histogram: (run) => valueOf(run, 'fault-latency')?.[kind] ?? null,
    }),
  ),
  {
    id: 'swap-in-wait',
    metric: null,
    title: 'Waits for a page from swap',
    stream: 'swap',
    covers: ATTACHED,
    resolution: 2,
    histogram: (run) => valueOf(run, 'swap')?.waits ?? null,
  },
]

const LEVELS = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999]
/** More edges are thinned to every second one: what is left of a survival function is as exact as before. */
const MAX_EDGES = 64

/** How long single events took, by condition: for each run its own distribution, and of these the median and the range. */
export function distributions(
  experiment: Experiment,
  invalidated: (metric: string) => string | null,
): Distribution[] {
  const sides = experiment.conditions.map(({ id }) => includedRuns(experiment, id))
  const [off, on] = sides as [RunData[], RunData[]]
  const all = SOURCES.map((source) => distribution(source, off, on, experiment, invalidated))
  // of standalone files nobody expects streams that only the collectors record
  return experiment.kind === 'bare' ? all.filter(({ absent }) => absent === null) : all
}

interface RunHistogram {
  run: RunData
  /** Bounds in seconds; null where the last bucket is open. */
  buckets: { from: number; to: number | null; count: number }[]
  total: number
}

function distribution(
  source: Source,
  off: readonly RunData[],
  on: readonly RunData[],
  experiment: Experiment,
  invalidated: (metric: string) => string | null,
): Distribution {
  const { id, metric, title, stream, covers, resolution } = source
  const silence = notInstrumented(source.events ?? [], circumstances(experiment), false) ?? NOTHING
  const [left, right] = [collect(source, off, silence), collect(source, on, silence)]
  const edges = edgesOf([...left.found, ...right.found])
  const reason = metric === null ? invalidated('') : invalidated(metric)
  const shifts =
    reason === null
      ? quantileShift(
          LEVELS,
          left.found.map(quantiles),
          right.found.map(quantiles),
          { blocked: planIsBelieved(experiment), seed: experiment.id },
          0,
        )
      : []
  const none = left.found.length + right.found.length === 0
  return {
    id,
    metric,
    title,
    stream,
    covers: experiment.kind === 'bare' ? 'the whole trace' : covers,
    resolution,
    edges,
    baseline: side(left, edges),
    treatment: side(right, edges),
    quantiles: none
      ? []
      : LEVELS.map((level) => {
          const shift = shifts.find((one) => one.level === level)
          const { ratio, lower, upper, confidence, n } = shift ?? { n: 0 }
          return {
            level,
            baseline: quantileSide(left.found, level),
            treatment: quantileSide(right.found, level),
            shift:
              ratio == null || lower == null || upper == null || confidence == null
                ? null
                : {
                    ratio: significant(ratio, 6),
                    lower: significant(lower, 6),
                    upper: significant(upper, 6),
                    confidence,
                    n,
                  },
          }
        }),
    shiftAbsent: none
      ? null
      : (reason ??
        (shifts.every(({ ratio }) => ratio === null)
          ? 'fewer than 6 blocks, or runs of each condition, have a distribution'
          : null)),
    heat:
      source.id === 'direct-reclaim-stall' ? heatMap(left.found.map(runOf), right.found.map(runOf)) : null,
    absent: none ? absence([...left.missing, ...right.missing]) : null,
  }
}

const runOf = ({ run }: RunHistogram) => run

/** Not recorded, lost, and recorded without anything happening, each in its own words. */
function absence(missing: readonly { reason: string }[]): string {
  const reasons = [...new Set(missing.map(({ reason }) => reason))]
  return reasons.length === 0 ? 'no run counts' : reasons.slice(0, 3).join('; ')
}

const NOTHING = 'did not occur'

/** `silence`: what it means that a run has no event. */
function collect(source: Source, runs: readonly RunData[], silence: string) {
  const found: RunHistogram[] = []
  const missing: { run: string; reason: string }[] = []
  for (const run of runs) {
    const histogram = source.histogram(run)
    const lost = source.lost?.(run) ?? null
    const total = (histogram?.buckets ?? []).reduce((sum, { count }) => sum + count, 0)
    const reduction = run.streams[source.stream]
    if (histogram === null)
      missing.push({ run: run.id, reason: reduction?.present === false ? reduction.reason : 'not recorded' })
    else if (lost !== null) missing.push({ run: run.id, reason: lost })
    else if (total === 0) missing.push({ run: run.id, reason: silence })
    else found.push({ run, total, buckets: histogram.buckets.map((one) => inSeconds(one, histogram.unit)) })
  }
  return { found, missing }
}

function inSeconds({ min, max, count }: Bucket, unit: Histogram['unit']) {
  const perSecond = PER_SECOND[unit]
  return { from: (min ?? 0) / perSecond, to: max === null ? null : (max + 1) / perSecond, count }
}

function edgesOf(histograms: readonly RunHistogram[]): number[] {
  const all = histograms.flatMap(({ buckets }) =>
    buckets.flatMap(({ from, to, count }) => (count === 0 ? [] : to === null ? [from] : [from, to])),
  )
  let edges = [...new Set(all)].filter((edge) => edge > 0).sort((a, b) => a - b)
  while (edges.length > MAX_EDGES) edges = edges.filter((_, index) => index % 2 === 0)
  return edges
}

/** Exact, because an edge is never within a bucket: all histograms of a stream have the same bounds. */
function survival({ buckets, total }: RunHistogram, edge: number): number {
  return buckets.reduce((sum, { from, count }) => (from >= edge ? sum + count : sum), 0) / total
}

function side({ found, missing }: ReturnType<typeof collect>, edges: readonly number[]): Side {
  const columns = found.length === 0 ? [] : edges.map((edge) => found.map((one) => survival(one, edge)))
  return {
    runs: found.length,
    missing,
    events: found.reduce((sum, { total }) => sum + total, 0),
    median: columns.map((values) => significant(median(values))),
    lower: columns.map((values) => significant(Math.min(...values))),
    upper: columns.map((values) => significant(Math.max(...values))),
  }
}

/** Bounds of a run's own quantile; null where not one of its events is expected beyond, or its bucket is open. */
function bounds({ buckets, total }: RunHistogram, level: number): { lower: number; upper: number } | null {
  if (total * (1 - level) < 1 - 1e-9) return null
  const asBuckets = buckets.map(({ from, to, count }) => ({ min: from, max: to, count }))
  const found = quantileBounds(asBuckets, level)
  return found?.upper == null ? null : { lower: found.lower ?? 0, upper: found.upper }
}

function quantiles(histogram: RunHistogram): QuantileRun {
  const { run } = histogram
  return {
    run: run.id,
    block: run.block,
    quantiles: LEVELS.map((level) => bounds(histogram, level)?.upper ?? null),
  }
}

function quantileSide(found: readonly RunHistogram[], level: number) {
  const all = found.flatMap((histogram) => bounds(histogram, level) ?? [])
  if (all.length === 0) return { n: 0, lower: null, upper: null }
  return {
    n: all.length,
    lower: significant(median(all.map(({ lower }) => lower))),
    upper: significant(median(all.map(({ upper }) => upper))),
  }
}
