import { twoSided } from './tails.js'
import type { Interval } from './test-inversion.js'

/** Runs with and without an event, of the first and of the second sample. */
export interface Table {
  withEvent: readonly [number, number]
  of: readonly [number, number]
}

/** Chances of each number of events in the second sample given their total, for an odds ratio: Fisher's noncentral hypergeometric. */
function masses({ withEvent, of }: Table, logOdds: number): { least: number; chances: number[] } {
  const total = withEvent[0] + withEvent[1]
  const least = Math.max(0, total - of[0])
  const most = Math.min(of[1], total)
  const logs: number[] = []
  let log = 0
  for (let k = least; k <= most; k++) {
    if (k > least) log += Math.log(((of[1] - k + 1) * (total - k + 1)) / (k * (of[0] - total + k))) + logOdds
    logs.push(log)
  }
  const highest = Math.max(...logs)
  const weights = logs.map((value) => Math.exp(value - highest))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  return { least, chances: weights.map((weight) => weight / all) }
}

function tails(table: Table, logOdds: number): { lower: number; upper: number } {
  const { least, chances } = masses(table, logOdds)
  const place = table.withEvent[1] - least
  return {
    lower: chances.slice(0, place + 1).reduce((sum, chance) => sum + chance, 0),
    upper: chances.slice(place).reduceRight((sum, chance) => sum + chance, 0),
  }
}

/** Fisher's exact test that an event is as likely in both samples (The Design of Experiments, 1935), two-sided by the doubled smaller tail. */
export function fisherTest(table: Table): number {
  const { lower, upper } = tails(table, 0)
  return twoSided(lower, upper)
}

/**
 * Exact interval for the odds ratio of the second sample over the first, conditional on the total (Cornfield, 1956): the
 * same doubled-tail test inverted. 0 and Infinity where the table says nothing to that side.
 */
export function oddsRatioInterval(table: Table, alpha: number): Interval {
  const total = table.withEvent[0] + table.withEvent[1]
  const lowest = table.withEvent[1] === Math.max(0, total - table.of[0])
  const highest = table.withEvent[1] === Math.min(table.of[1], total)
  return {
    lower: lowest ? 0 : Math.exp(root((logOdds) => tails(table, logOdds).upper - alpha / 2)),
    upper: highest
      ? Number.POSITIVE_INFINITY
      : Math.exp(root((logOdds) => alpha / 2 - tails(table, logOdds).lower)),
    confidence: 1 - alpha,
  }
}

/** Where an increasing function of the log odds changes its sign. */
function root(f: (logOdds: number) => number): number {
  let [low, high] = [-100, 100]
  for (let step = 0; step < 100; step++) {
    const half = (low + high) / 2
    if (f(half) < 0) low = half
    else high = half
  }
  return (low + high) / 2
}
