import { weightedMedian } from './weighted-median.js'

/** A statistic of a sample of which each member counts so many times. */
export type Weighted = (counts: Uint8Array) => number

interface Pairs {
  values: Float64Array
  first: Uint16Array
  second: Uint16Array
}

function sortedPairs(list: { value: number; i: number; j: number }[]): Pairs {
  list.sort((a, b) => a.value - b.value)
  return {
    values: Float64Array.from(list, ({ value }) => value),
    first: Uint16Array.from(list, ({ i }) => i),
    second: Uint16Array.from(list, ({ j }) => j),
  }
}

const total = (counts: Uint8Array, from: number, to: number) => {
  let sum = 0
  for (let index = from; index < to; index++) sum += counts[index] as number
  return sum
}

/** Hodges and Lehmann's centre of differences for many choices of counts: the Walsh averages are sorted once, only their weights change. */
export function weightedPseudomedian(differences: readonly number[]): Weighted {
  const n = differences.length
  const { values, first, second } = sortedPairs(
    differences.flatMap((a, i) =>
      differences.slice(i).map((b, more) => ({ value: a / 2 + b / 2, i, j: i + more })),
    ),
  )
  const weights = new Float64Array(values.length)
  return (counts) => {
    const drawn = total(counts, 0, n)
    for (let pair = 0; pair < weights.length; pair++) {
      const i = first[pair] as number
      const j = second[pair] as number
      const a = counts[i] as number
      // a value drawn a times makes a(a + 1)/2 averages with itself
      weights[pair] = i === j ? (a * (a + 1)) / 2 : a * (counts[j] as number)
    }
    return weightedMedian(values, weights, (drawn * (drawn + 1)) / 2)
  }
}

/** Hodges and Lehmann's shift from x to y for many choices of counts; the counts of x come first, then those of y. */
export function weightedShift(x: readonly number[], y: readonly number[]): Weighted {
  const m = x.length
  const { values, first, second } = sortedPairs(
    x.flatMap((a, i) => y.map((b, j) => ({ value: b - a, i, j: m + j }))),
  )
  const weights = new Float64Array(values.length)
  return (counts) => {
    for (let pair = 0; pair < weights.length; pair++)
      weights[pair] = (counts[first[pair] as number] as number) * (counts[second[pair] as number] as number)
    return weightedMedian(values, weights, total(counts, 0, m) * total(counts, m, m + y.length))
  }
}
