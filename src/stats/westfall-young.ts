/** p that are equal but for rounding count as equal. */
const SLACK = 1 + 1e-9

export interface Adjusted {
  p: number[]
  /** The least adjusted p that any of the relabellings could have given the most extreme metric. */
  least: number
}

/**
 * Westfall and Young's step-down min-P adjustment (Resampling-Based Multiple Testing, 1993, algorithm 2.8), in the order given: family-wise,
 * with the correlation of the metrics as the relabelled data have it. A metric alone keeps its own p where the relabellings
 * are those of its own test.
 *
 * @param tests for each metric its p as labelled, and its p when the blocks marked 1 change their labels
 */
export function westfallYoung<Swap>(
  tests: readonly { p: number; relabelled: (swap: Swap) => number }[],
  { swaps, exact }: { swaps: Iterable<Swap> & { length: number }; exact: boolean },
): Adjusted {
  const order = tests.map((_, index) => index).sort((a, b) => pOf(tests, a) - pOf(tests, b))
  const counts = new Float64Array(tests.length)
  const minima: number[] = []
  for (const swap of swaps) {
    let least = 1
    for (let place = order.length - 1; place >= 0; place--) {
      const test = tests[order[place] as number]
      if (test === undefined) continue
      least = Math.min(least, test.relabelled(swap))
      if (least <= test.p * SLACK) counts[place] = (counts[place] as number) + 1
    }
    minima.push(least)
  }
  const share = (count: number) => (exact ? count / swaps.length : (count + 1) / (swaps.length + 1))
  const p = new Array<number>(tests.length).fill(1)
  let most = 0
  for (const [place, index] of order.entries()) {
    most = Math.max(most, share(counts[place] as number))
    p[index] = Math.min(1, most)
  }
  const lowest = minima.reduce((a, b) => Math.min(a, b), 1)
  return { p, least: share(minima.filter((one) => one <= lowest * SLACK).length) }
}

const pOf = (tests: readonly { p: number }[], index: number) => tests[index]?.p ?? 1
