/** A share as a whole percentage, with one decimal below one and above 99. */
export function percent(share: number): string {
  const value = share * 100
  const fine = value !== 0 && value !== 100 && (value < 1 || (value > 99 && value < 101))
  return `${value.toFixed(fine ? 1 : 0)}%`
}

/** "94%" or "55% to 95%" for the least and the most of the shares. */
export function rangeText(shares: readonly number[]): string {
  const low = percent(Math.min(...shares))
  const high = percent(Math.max(...shares))
  return low === high ? low : `${low} to ${high}`
}
