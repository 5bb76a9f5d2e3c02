import { mean, median } from 'simple-statistics'
import { random } from '../base/random.js'
import { holm } from './adjust.js'
import { nextSplit } from './e-divisive.js'
import { qnScale } from './qn.js'

/** Below this not even a perfect step has p at most 5%: of 7 points in their order 2 of 35 splits are as good, of 8 2 of 70. */
export const LEAST_POINTS = 8
export const CHANGE_ALPHA = 0.05

/** Values of one thing in the order of time, all axes of a point next to each other. */
export interface Sequence {
  /** Seed of its permutations. */
  name: string
  points: readonly (readonly number[])[]
}

export interface FoundChange {
  /** Place of the first point after it. */
  at: number
  /** Adjusted over the sequences tested in the same round. */
  pAdjusted: number
}

const MAX_DRAWS = 999
const MIN_DRAWS = 199
/** Distances looked at for one p; more points get fewer draws. */
const MAX_WORK = 2e8

/** So many that p can reach half of what Holm asks of the first of a family. */
export function drawsFor(points: number, family: number): number {
  const affordable = Math.floor(MAX_WORK / points ** 2)
  return Math.min(MAX_DRAWS, Math.max(MIN_DRAWS, 40 * family, affordable))
}

/**
 * Changes of several sequences, by E-divisive (nextSplit) on axes in robust standard deviations. Round by round: each sequence that had a change in the last round is split once more, and p is adjusted by
 * Holm over those of the round. Where no sequence has any change, the chance that one is marked is at most alpha; so it is for each
 * further change of one that has some. Sequences of fewer than LEAST_POINTS are not tested.
 * @returns for each sequence its changes, in order of place
 */
export function changePoints(sequences: readonly Sequence[], alpha = CHANGE_ALPHA): FoundChange[][] {
  const found = sequences.map((): FoundChange[] => [])
  let open = sequences.flatMap(({ points }, index) => (points.length < LEAST_POINTS ? [] : [index]))
  for (let round = 1; open.length > 0; round++) {
    const tested = open.flatMap((index) => {
      const { name, points } = sequences[index] as Sequence
      const cuts = (found[index] ?? []).map(({ at }) => at)
      const split = nextSplit(scaled(points, cuts), cuts, {
        random: random(`${name} round ${round}`),
        draws: drawsFor(points.length, open.length),
      })
      return split === null ? [] : [{ index, split }]
    })
    const adjusted = holm(tested.map(({ split }) => split.p))
    open = []
    for (const [place, { index, split }] of tested.entries()) {
      const pAdjusted = adjusted[place] ?? 1
      if (pAdjusted > alpha) continue
      open.push(index)
      found[index]?.push({ at: split.at, pAdjusted })
      found[index]?.sort((a, b) => a.at - b.at)
    }
  }
  return found
}

/** Robust standard deviations from the median of a segment beyond which a value counts as that far, and no further. */
const FARTHEST = 5

/**
 * Within each segment, each axis in robust standard deviations around its median, so that axes count alike and no wild value decides.
 * Nothing of it depends on the order of the points in a segment, or p would not be exact.
 */
function scaled(points: readonly (readonly number[])[], cuts: readonly number[]): number[][] {
  const starts = [0, ...cuts]
  return starts.flatMap((start, index) => {
    const segment = points.slice(start, starts[index + 1])
    const axes = (segment[0] ?? []).map((_, axis) => inSpreads(segment.map((point) => point[axis] as number)))
    return segment.map((_, place) => axes.map((values) => values[place] as number))
  })
}

function inSpreads(values: readonly number[]): number[] {
  const centre = median([...values])
  // where many values are equal, by those that are not
  const spread = qnScale(values) || mean(values.map((value) => Math.abs(value - centre))) || 1
  return values.map((value) => Math.max(-FARTHEST, Math.min(FARTHEST, (value - centre) / spread)))
}
