import { mean, median, sampleVariance } from 'simple-statistics'
import { fromWorkingScale } from '../compare/scale.js'
import type { Report, ReportComparison } from '../model/report.js'
import { pairsOf } from '../report/counts-text.js'
import { holm } from '../stats/adjust.js'
import type { StudyEffect } from '../stats/between-studies.js'
import { type GroupDifference, groupDifference } from '../stats/two-groups.js'
import { type BareRow, undecided } from './bare-row.js'
import { notComparableBetween } from './between-kernels.js'
import type { GatedMetric } from './gated-metrics.js'
import { armsOf, comparisonOf, invalidOf, type Recording } from './recording.js'
import { INTERVAL_ALPHA, rowOutcome, toleranceOf } from './row-outcome.js'
import { MAX_MAGNITUDE, type Session } from './sessions.js'

/** With fewer on a side it is unknown how much the effect differs from session to session. */
export const MIN_EFFECT_SESSIONS = 2

type Scale = 'ratio' | 'difference'

interface Prepared {
  metric: GatedMetric
  scale: Scale
  base: StudyEffect[]
  new: StudyEffect[]
  /** Median of all runs, for tolerances with an absolute floor. */
  level: number | null
  why: string | null
  refused: string | null
  found: GroupDifference | null
}

/** The effect of the treatment in each session, new sessions against those of the base. */
export function effectRows(
  recordings: readonly Recording[],
  sessions: readonly Session[],
  metrics: readonly GatedMetric[],
  maxRegression: number | null,
): BareRow[] {
  const prepared = metrics.map((metric) => prepare(recordings, sessions, metric))
  const tested = prepared.filter(({ found }) => found !== null)
  // changes for the worse and for the better are two families, as in a comparison of levels
  const [worse, better] = [true, false].map((direction) =>
    holm(tested.map((one) => (isWorse(one) === direction ? half(one) : 1 - half(one)))),
  ) as [number[], number[]]
  const p = new Map(tested.map((one, index) => [one, (isWorse(one) ? worse : better)[index] ?? 1]))
  return prepared.map((one) => rowOf(one, p.get(one) ?? null, maxRegression))
}

const half = ({ found }: Prepared) => (found?.p ?? 1) / 2
const isWorse = ({ found, metric }: Prepared) => (found?.difference ?? 0) > 0 === (metric.better !== 'higher')

function prepare(
  recordings: readonly Recording[],
  sessions: readonly Session[],
  metric: GatedMetric,
): Prepared {
  const [arm, other] = armsOf((recordings[0] as Recording).report)
  const refused = [arm, other]
    .map((one) => (one === undefined ? null : notComparableBetween(recordings, metric, one)))
    .find((why) => why !== null)
  const pairs = sessions.map((session) => ({ side: session.side, ...runsOf(session, metric.metric) }))
  const all = pairs.flatMap(({ off, on }) => [...off, ...on])
  const scale = metric.isShareOfRuns || all.some((value) => value <= 0) ? 'difference' : 'ratio'
  const of = (side: Session['side']) =>
    pairs.flatMap((one) => (one.side === side ? (studyOf(one, scale) ?? []) : []))
  const [base, after] = [of('base'), of('new')]
  const able = refused === undefined && Math.min(base.length, after.length) >= MIN_EFFECT_SESSIONS
  return {
    metric,
    scale,
    base,
    new: after,
    level: all.length === 0 ? null : median(all),
    why: pairs.find(({ why }) => why !== null)?.why ?? null,
    refused: refused ?? null,
    found: able ? groupDifference(base, after) : null,
  }
}

interface SessionRuns {
  off: number[]
  on: number[]
  /** Whether the two lists are pairs by block. */
  paired: boolean
  why: string | null
}

function runsOf({ recordings }: Session, metric: string): SessionRuns {
  const parts = recordings.flatMap(({ report }): Omit<SessionRuns, 'why'>[] => {
    const row = comparisonOf(report, metric)
    if (row === undefined || invalidOf(report, metric) !== null) return []
    const isUsable = (value: number) => Math.abs(value) <= MAX_MAGNITUDE
    const pairs = pairsOf(report as Report, row as ReportComparison).filter(
      ({ baseline, treatment }) => isUsable(baseline.value) && isUsable(treatment.value),
    )
    if (pairs.length > 0)
      return [
        {
          off: pairs.map(({ baseline }) => baseline.value),
          on: pairs.map(({ treatment }) => treatment.value),
          paired: true,
        },
      ]
    return [
      {
        off: row.baseline.values.filter(isUsable),
        on: row.treatment.values.filter(isUsable),
        paired: false,
      },
    ]
  })
  const why = recordings.map(({ report }) => invalidOf(report, metric)).find((one) => one !== null)
  return {
    off: parts.flatMap(({ off }) => off),
    on: parts.flatMap(({ on }) => on),
    paired: parts.every(({ paired }) => paired),
    why: why ?? null,
  }
}

/** Mean and variance of the mean; a list of one, or null where no spread can be known. */
function studyOf({ off, on, paired }: SessionRuns, scale: Scale): StudyEffect[] | null {
  if (off.length < 2 || on.length < 2) return null
  const to = (value: number) => (scale === 'ratio' ? Math.log(value) : value)
  const [x, y] = [off.map(to), on.map(to)]
  if (!paired)
    return [
      {
        effect: mean(y) - mean(x),
        variance: sampleVariance(x) / x.length + sampleVariance(y) / y.length,
      },
    ]
  const differences = y.map((value, index) => value - (x[index] as number))
  return [{ effect: mean(differences), variance: sampleVariance(differences) / differences.length }]
}

function rowOf(
  { metric, scale, base, new: after, level, why, refused, found }: Prepared,
  pAdjusted: number | null,
  maxRegression: number | null,
): BareRow {
  const shown = (value: number) => fromWorkingScale(scale, value)
  const values = (studies: readonly StudyEffect[]) => studies.map(({ effect }) => shown(effect))
  const plain = undecided(metric, null, values(base), values(after))
  if (refused !== null) return { ...plain, verdict: 'not-comparable', reason: refused }
  if (base.length === 0 || after.length === 0 || level === null)
    return {
      ...plain,
      reason: `Not measured: ${why ?? 'no session has two runs of each condition'}.`.replace('..', '.'),
    }
  const { margin, shown: tolerated } = toleranceOf(scale, metric, maxRegression, [level, level])
  if (found === null) {
    const shift = mean(after.map(({ effect }) => effect)) - mean(base.map(({ effect }) => effect))
    return {
      ...plain,
      tolerated,
      effect: { scale, estimate: shown(shift), lower: null, upper: null, confidence: null },
      reason: `A test needs at least ${MIN_EFFECT_SESSIONS} sessions on each side (there are ${base.length} + ${after.length}): how much the effect differs from session to session is unknown.`,
    }
  }
  const reach = found.reach(1 - INTERVAL_ALPHA)
  const interval = {
    lower: found.difference - reach,
    upper: found.difference + reach,
    confidence: 1 - INTERVAL_ALPHA,
  }
  return {
    ...plain,
    tolerated,
    effect: {
      scale,
      estimate: shown(found.difference),
      lower: shown(interval.lower),
      upper: shown(interval.upper),
      confidence: interval.confidence,
    },
    test: { name: 'Random effects over sessions, one-sided', p: found.p / 2, pAdjusted },
    ...rowOutcome({ interval, pAdjusted, margin, better: metric.better }),
  }
}
