import type { Random } from '../base/random.js'
import { normalQuantile, normalUpperTail } from './normal.js'
import type { Interval } from './test-inversion.js'

/** How often each thing was drawn, with replacement, from groups of so many things each: one row a resample. */
export function resampleCounts(groups: readonly number[], resamples: number, random: Random): Uint8Array[] {
  const things = groups.reduce((sum, size) => sum + size, 0)
  return Array.from({ length: resamples }, () => {
    const counts = new Uint8Array(things)
    let start = 0
    for (const size of groups) {
      for (let draw = 0; draw < size; draw++) {
        const place = start + random.integer(size)
        counts[place] = (counts[place] as number) + 1
      }
      start += size
    }
    return counts
  })
}

/**
 * Bias-corrected and accelerated bootstrap interval (Efron, JASA 82, 1987; Efron and Tibshirani, An Introduction to the
 * Bootstrap, 1993, section 14.3). `statistic` sees how often each of the n things counts.
 */
export function bcaInterval(
  n: number,
  statistic: (counts: Uint8Array) => number,
  rows: readonly Uint8Array[],
  alpha: number,
): Interval {
  const once = new Uint8Array(n).fill(1)
  const estimate = statistic(once)
  const found = new Float64Array(rows.length)
  for (let index = 0; index < rows.length; index++) found[index] = statistic(rows[index] as Uint8Array)
  found.sort()
  let [below, equal] = [0, 0]
  for (const value of found) {
    if (value < estimate) below++
    else if (value === estimate) equal++
  }
  const most = found.length
  if (found[0] === found[most - 1]) return { lower: estimate, upper: estimate, confidence: 1 - alpha }
  // ties count half, and neither end may be certain
  const share = Math.min(1 - 0.5 / most, Math.max(0.5 / most, (below + equal / 2) / most))
  const bias = normalQuantile(share)
  const jackknife = Array.from({ length: n }, (_, left) => {
    once[left] = 0
    const value = statistic(once)
    once[left] = 1
    return value
  })
  const centre = jackknife.reduce((sum, value) => sum + value, 0) / n
  let [cubes, squares] = [0, 0]
  for (const value of jackknife) {
    cubes += (centre - value) ** 3
    squares += (centre - value) ** 2
  }
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
  const at = (z: number) => {
    const level = 1 - normalUpperTail(bias + (bias + z) / (1 - acceleration * (bias + z)))
    return found[Math.min(most - 1, Math.max(0, Math.floor(level * (most + 1)) - 1))] as number
  }
  const z = normalQuantile(alpha / 2)
  return { lower: at(z), upper: at(-z), confidence: 1 - alpha }
}
