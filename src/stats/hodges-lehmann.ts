import { median } from 'simple-statistics'

/** All y - x, sorted: the middle one is Hodges and Lehmann's estimate of the shift from x to y (Annals of Math. Stat. 34, 1963). */
export function pairwiseDifferences(x: readonly number[], y: readonly number[]): number[] {
  return y.flatMap((b) => x.map((a) => b - a)).sort((a, b) => a - b)
}

/** All averages of two differences, each with itself too, sorted: the middle one is the pseudomedian (Walsh, 1949; Hodges and Lehmann, 1963). */
export function walshAverages(differences: readonly number[]): number[] {
  const averages: number[] = []
  for (const [i, a] of differences.entries())
    for (const b of differences.slice(i)) averages.push(a / 2 + b / 2)
  return averages.sort((a, b) => a - b)
}

/** The middle of sorted candidates. */
export function middle(candidates: readonly number[]): number {
  return median([...candidates])
}
