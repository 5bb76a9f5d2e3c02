/**
 * Rousseeuw and Croux's Qn (Alternatives to the median absolute deviation, JASA 88, 1993): the first quartile, or next to it, of the distances of all
 * pairs, times the factor that makes it the standard deviation of normal values. Half of the values may lie elsewhere, even on a level of their
 * own, and it stays the spread of the others. 0 where a quarter of the pairs are equal.
 */
export function qnScale(values: readonly number[]): number {
  const n = values.length
  if (n < 2) return 0
  const pairs = new Float64Array((n * (n - 1)) / 2)
  let next = 0
  for (let i = 1; i < n; i++)
    for (let j = 0; j < i; j++) pairs[next++] = Math.abs((values[i] as number) - (values[j] as number))
  pairs.sort()
  const half = Math.floor(n / 2) + 1
  return 2.2219 * (pairs[(half * (half - 1)) / 2 - 1] as number)
}
