import { random } from '../base/random.js'
import type { Design } from '../model/comparison.js'
import { bcaInterval, resampleCounts } from '../stats/bootstrap.js'
import { rankSumInterval } from '../stats/rank-sum.js'
import { signedRankInterval } from '../stats/signed-rank.js'
import type { Interval } from '../stats/test-inversion.js'
import { type Weighted, weightedPseudomedian, weightedShift } from '../stats/weighted-pseudomedian.js'

/** Quantiles of one run's own distribution (of fault latencies, say), in the order of `levels`; null where it has none. */
export interface QuantileRun {
  run: string
  block: number | null
  quantiles: readonly (number | null)[]
}

export interface Shift {
  level: number
  /** Blocks, or runs of both conditions, that have this quantile under both. */
  n: number
  /** Treatment over baseline; null with fewer than 6 blocks, or where a quantile is 0. */
  ratio: number | null
  /** By inversion of the exact rank test, with the confidence really reached. */
  lower: number | null
  upper: number | null
  confidence: number | null
  /** BCa bootstrap over blocks at a nominal 95 %, which with a dozen blocks it does not quite hold. */
  bootstrap: { lower: number; upper: number } | null
}

const ALPHA = 0.05
export const RESAMPLES = 9999
const MIN_RUNS = 6

/**
 * The shift function: by how much each quantile differs, from p50 to the tail (Doksum, Annals of Statistics 2, 1974; Rousselet
 * et al., European J. Neuroscience 46, 2017). Each run gives one value a quantile. Intervals twice: of the exact test, and BCa
 * from resampling blocks (runs, without blocks), the same resamples for all quantiles. The first is the one to print: the
 * second holds the truth less often than it says when blocks are few (docs/calibration.md tells how often).
 */
export function quantileShift(
  levels: readonly number[],
  baseline: readonly QuantileRun[],
  treatment: readonly QuantileRun[],
  { blocked, seed }: Design,
  resamples = RESAMPLES,
): Shift[] {
  const cache = new Map<string, Uint8Array[]>()
  const rowsFor = (groups: readonly number[]) => {
    const key = groups.join('+')
    const rows = cache.get(key) ?? resampleCounts(groups, resamples, random(`${seed} quantile shift ${key}`))
    cache.set(key, rows)
    return rows
  }
  return levels.map((level, index) => {
    const values = (runs: readonly QuantileRun[]) =>
      runs.flatMap(({ run, block, quantiles }) => {
        const value = quantiles[index]
        return value === null || value === undefined || !Number.isFinite(value) ? [] : [{ run, block, value }]
      })
    const [off, on] = [values(baseline), values(treatment)]
    const sample = blocked ? inBlocks(off, on) : apart(off, on)
    const n = sample?.groups.reduce((sum, size) => sum + size, 0) ?? 0
    if (sample === null)
      return { level, n, ratio: null, lower: null, upper: null, confidence: null, bootstrap: null }
    const { lower, upper, confidence } = sample.interval
    const bca = bcaInterval(n, sample.statistic, rowsFor(sample.groups), ALPHA)
    return {
      level,
      n,
      ratio: Math.exp(sample.statistic(new Uint8Array(n).fill(1))),
      lower: Math.exp(lower),
      upper: Math.exp(upper),
      confidence,
      bootstrap: { lower: Math.exp(bca.lower), upper: Math.exp(bca.upper) },
    }
  })
}

interface Value {
  run: string
  block: number | null
  value: number
}

interface Sample {
  groups: number[]
  statistic: Weighted
  interval: Interval
}

/** Sorted by block or by name, so that the order in which the runs were given changes nothing. */
function inBlocks(off: readonly Value[], on: readonly Value[]): Sample | null {
  const partners = new Map(on.map((run) => [run.block, run.value]))
  const pairs = off
    .flatMap(({ block, value }) => {
      const partner = block === null ? undefined : partners.get(block)
      return partner === undefined
        ? []
        : [{ block: block as number, ratio: Math.log(partner) - Math.log(value) }]
    })
    .sort((a, b) => a.block - b.block)
    .map(({ ratio }) => ratio)
  if (pairs.length < MIN_RUNS || !pairs.every(Number.isFinite)) return null
  return {
    groups: [pairs.length],
    statistic: weightedPseudomedian(pairs),
    interval: signedRankInterval(pairs, ALPHA),
  }
}

function apart(off: readonly Value[], on: readonly Value[]): Sample | null {
  const logs = (runs: readonly Value[]) =>
    [...runs].sort((a, b) => (a.run < b.run ? -1 : a.run > b.run ? 1 : 0)).map(({ value }) => Math.log(value))
  const [x, y] = [logs(off), logs(on)]
  if (x.length < MIN_RUNS || y.length < MIN_RUNS || ![...x, ...y].every(Number.isFinite)) return null
  return {
    groups: [x.length, y.length],
    statistic: weightedShift(x, y),
    interval: rankSumInterval(x, y, ALPHA),
  }
}
