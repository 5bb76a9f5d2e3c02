import { median } from 'simple-statistics'
import { fromWorkingScale, toWorkingScale } from '../compare/scale.js'
import { estimateText } from '../report/effect-text.js'
import { adjustedRows, type OneSided } from '../stats/group-relabelling.js'
import { hodgesLehmannShift, isExact, rankSumInterval } from '../stats/rank-sum.js'
import { choose } from '../stats/ways.js'
import { type BareRow, undecided } from './bare-row.js'
import { notComparableBetween } from './between-kernels.js'
import type { GatedMetric } from './gated-metrics.js'
import type { Arm, Recording } from './recording.js'
import { GATE_ALPHA, INTERVAL_ALPHA, rowOutcome, toleranceOf } from './row-outcome.js'
import { levelsOf, type Session, type SessionValue } from './sessions.js'

/** With fewer on a side the spread of sessions is unknown, or next to it. */
export const MIN_SESSIONS = 3

/** What stands above such rows. */
export const ONE_SESSION =
  'One session on each side: how much sessions of one kernel differ is unknown, so a difference may be that of the sessions alone.'
/** Error of the interval of runs, of which nothing is concluded. */
const RUNS_ALPHA = 0.05

interface Prepared {
  metric: GatedMetric
  arm: Arm
  values: SessionValue[]
  /** Why it is not comparable at all, or null. */
  refused: string | null
  base: number[]
  new: number[]
}

/** Levels of each metric under each condition, session against session. */
export function levelRows(
  recordings: readonly Recording[],
  sessions: readonly Session[],
  metrics: readonly GatedMetric[],
  arms: readonly Arm[],
  maxRegression: number | null,
): BareRow[] {
  const prepared = metrics.flatMap((metric) =>
    arms.map((arm): Prepared => {
      const values = levelsOf(sessions, metric, arm)
      const of = (side: Session['side']) =>
        values.flatMap((one) => (one.side === side && one.value !== null ? [one.value] : []))
      const refused = notComparableBetween(recordings, metric, arm)
      return { metric, arm, values, refused, base: of('base'), new: of('new') }
    }),
  )
  const tested = prepared.filter(isTested)
  const isNew = sessions.map(({ side }) => side === 'new')
  const found = adjustedRows(
    tested.map(({ metric, values }) => ({
      values: values.map(({ value }) => value),
      worseIsUp: metric.better !== 'higher',
    })),
    isNew,
    recordings.map(({ report }) => report.experiment.id).join(' '),
  )
  const p = new Map(tested.map((one, index) => [one, found.rows[index]]))
  return prepared.map((one) =>
    rowOf(one, p.get(one) ?? null, found.leastAdjusted, maxRegression, arms.length > 1),
  )
}

const isTested = ({ refused, base, new: after }: Prepared) =>
  refused === null &&
  Math.min(base.length, after.length) >= MIN_SESSIONS &&
  [...base, ...after].some((value) => value !== 0)

function rowOf(
  { metric, arm, values, refused, base, new: after }: Prepared,
  found: { p: OneSided; adjusted: OneSided } | null,
  leastAdjusted: number,
  maxRegression: number | null,
  several: boolean,
): BareRow {
  const { better } = metric
  const plain = undecided(metric, several ? arm.label : null, base, after)
  if (refused !== null) return { ...plain, verdict: 'not-comparable', reason: refused }
  if (base.length === 0 || after.length === 0) {
    const side = base.length === 0 ? 'base' : 'new'
    const why = values.find((one) => one.side === side && one.value === null)?.why ?? 'no session has a value'
    return { ...plain, reason: `Not measured in ${side}: ${why.replace(/\.$/, '')}.` }
  }
  if ([...base, ...after].every((value) => value === 0))
    return { ...plain, verdict: 'did-not-occur', outcome: 'pass' }
  const scale =
    [...base, ...after].every((value) => value > 0) && !metric.isShareOfRuns ? 'ratio' : 'difference'
  const [x, y] = toWorkingScale({ x: base, y: after, ...UNPAIRED }, scale)
  const shift = hodgesLehmannShift(x, y)
  const interval = rankSumInterval(x, y, INTERVAL_ALPHA)
  const shown = (value: number) => fromWorkingScale(scale, value)
  const bounded = interval.confidence >= MIN_CONFIDENCE
  const effect = {
    scale,
    estimate: shown(shift),
    lower: bounded ? shown(interval.lower) : null,
    upper: bounded ? shown(interval.upper) : null,
    confidence: bounded ? interval.confidence : null,
  } as const
  const { margin, shown: tolerated } = toleranceOf(scale, metric, maxRegression, [
    median(base),
    median(after),
  ])
  if (found === null) return { ...plain, tolerated, effect, reason: tooFew(values, metric) }
  const isWorse = shift === 0 ? found.p.worse <= found.p.better : shift > 0 === (better !== 'higher')
  const direction = isWorse ? 'worse' : 'better'
  const pAdjusted = found.adjusted[direction]
  const judged = rowOutcome({ interval, pAdjusted, margin, better })
  const weak =
    judged.outcome === 'cannot-tell' && found.p[direction] <= GATE_ALPHA && leastAdjusted > GATE_ALPHA
  return {
    ...plain,
    tolerated,
    effect,
    test: {
      name: `${isExact(x.length, y.length) ? 'Exact' : 'Approximate'} one-sided rank-sum test over sessions`,
      p: found.p[direction],
      pAdjusted,
    },
    ...judged,
    reason: weak
      ? `With ${base.length} + ${after.length} sessions the smallest possible adjusted p is ${leastAdjusted.toFixed(3)}.`
      : null,
  }
}

/** Below this an interval says too little to be shown. */
const MIN_CONFIDENCE = 0.8
const UNPAIRED = { paired: false, blocks: [], baselineFirst: [], unpaired: [] }

/** Of one session on each side the most that can be said: by how much their runs differ at least. */
function tooFew(values: readonly SessionValue[], { unit, isShareOfRuns }: GatedMetric): string | null {
  const [base = [], after = []] = (['base', 'new'] as const).map((side) =>
    values.filter((one) => one.side === side && one.value !== null),
  )
  if (base.length > 1 || after.length > 1)
    return `A test needs at least ${MIN_SESSIONS} sessions on each side (there are ${base.length} + ${after.length}); with ${MIN_SESSIONS} the smallest possible p is ${(1 / choose(2 * MIN_SESSIONS, MIN_SESSIONS)).toFixed(3)}.`
  if (isShareOfRuns) return null
  const [x, y] = [base[0]?.runs ?? [], after[0]?.runs ?? []]
  const scale = [...x, ...y].every((value) => value > 0) ? 'ratio' : 'difference'
  const { lower, upper, confidence } = rankSumInterval(
    ...toWorkingScale({ x: [...x], y: [...y], ...UNPAIRED }, scale),
    RUNS_ALPHA,
  )
  if (confidence < 1 - RUNS_ALPHA - 1e-9 || (lower <= 0 && upper >= 0))
    return 'The runs of the two sessions do not differ for certain.'
  const estimate = fromWorkingScale(scale, lower > 0 ? lower : upper)
  const least = estimateText({ scale, estimate, lower: null, upper: null, confidence: null }, unit)
  return `The runs of the two sessions differ by ${least} or more, of which session noise is unknown.`
}
