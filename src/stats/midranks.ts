/**
 * Twice the midrank of each value, so that ranks of ties stay whole numbers: [5, 7, 7] gives [2, 5, 5].
 * Midranks: Lehmann, Nonparametrics: Statistical Methods Based on Ranks (1975), section 1.4.
 */
export function doubledMidranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number))
  const ranks = new Array<number>(values.length).fill(0)
  for (let start = 0; start < order.length; ) {
    let end = start + 1
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) end++
    for (let place = start; place < end; place++) ranks[order[place] as number] = start + 1 + end
    start = end
  }
  return ranks
}
