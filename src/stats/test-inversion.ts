import type { NullDistribution } from './tails.js'

export interface Interval {
  lower: number
  upper: number
  /** The confidence that the interval has: a rank test's is a step function, so seldom the one asked for. */
  confidence: number
}

/**
 * The shifts that a two-sided rank test does not reject, as a closed interval.
 *
 * Between two neighbouring candidates the statistic is the (doubled) number of candidates above, and both one-sided p
 * are monotone in the shift even with ties, since moving over a candidate that m pairs share changes the statistic by
 * 2m and the null distribution by no more than m either way (doc: docs/statistics.md, "Interval and p"). So the set is
 * an interval, and 0 lies in it exactly when p > alpha; where 0 is an endpoint, the test says whether it belongs.
 * Lehmann, Nonparametrics (1975), sections 2.6 and 4.5; Bauer, JASA 67 (1972).
 *
 * @param candidates Walsh averages or pairwise differences, sorted
 * @param nullAt the null distribution of the doubled statistic when the data are shifted by so much
 * @param plain the one without any ties, near which the search begins
 * @param alpha where not even the widest bounded interval has 1 - alpha, that one is given with what it has
 */
export function invertTest(
  candidates: readonly number[],
  nullAt: (shift: number) => NullDistribution,
  plain: NullDistribution,
  alpha: number,
): Interval {
  const distinct: number[] = []
  const before: number[] = []
  for (const [index, value] of candidates.entries()) {
    if (value === distinct.at(-1)) continue
    distinct.push(value)
    before.push(index)
  }
  const gaps = distinct.length
  before.push(candidates.length)
  const [least, most] = [distinct[0] as number, distinct[gaps - 1] as number]
  const beyond = most - least || Math.abs(most) || 1
  const inside = (gap: number) => {
    if (gap === 0) return least - beyond
    if (gap === gaps) return most + beyond
    return (distinct[gap - 1] as number) / 2 + (distinct[gap] as number) / 2
  }
  const statistic = (gap: number) => 2 * (candidates.length - (before[gap] as number))
  const upper = (gap: number) => nullAt(inside(gap)).atLeast(statistic(gap))
  const lower = (gap: number) => nullAt(inside(gap)).atMost(statistic(gap))
  const find = (kept: (gap: number) => boolean, nearly: (gap: number) => boolean) =>
    firstWhere(gaps + 1, kept, firstWhere(gaps + 1, nearly, 0))
  const first = find(
    (gap) => upper(gap) > alpha / 2,
    (gap) => plain.atLeast(statistic(gap)) > alpha / 2,
  )
  const last =
    gaps -
    find(
      (gap) => lower(gaps - gap) > alpha / 2,
      (gap) => plain.atMost(statistic(gaps - gap)) > alpha / 2,
    )
  // one candidate alone may be left, when most of the data are equal: then first is last + 1
  const from = Math.min(Math.max(1, first), gaps)
  const to = Math.max(0, Math.min(gaps - 1, last))
  return {
    lower: distinct[from - 1] as number,
    upper: distinct[to] as number,
    confidence: 1 - (upper(from - 1) + lower(to + 1)),
  }
}

/** The first of 0 to n - 1 that has a property which all after it have too, n when none has; sought outwards from a guess. */
function firstWhere(n: number, has: (index: number) => boolean, guess: number): number {
  let [low, high] = [0, n]
  let at = Math.min(guess, n - 1)
  for (let step = 1; low < high; step *= 2) {
    if (has(at)) {
      high = at
      if (at > guess || step > n) break
      at = Math.max(low, at - step)
    } else {
      low = at + 1
      if (at < guess || step > n) break
      at = Math.min(high - 1, at + step)
    }
  }
  while (low < high) {
    const half = (low + high) >> 1
    if (has(half)) high = half
    else low = half + 1
  }
  return low
}
