import { formatNumber } from '../base/number-format.js'

/** A length of time with the unit in which it is spoken of: 850 µs, 12.1 ms, 3.2 s. */
export function formatDuration(seconds: number): string {
  if (seconds >= 1) return `${formatNumber(seconds)}\u202fs`
  if (seconds >= 1e-3) return `${formatNumber(seconds * 1e3)}\u202fms`
  return `${formatNumber(seconds * 1e6)}\u202fµs`
}
