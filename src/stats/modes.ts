import { interquartileRange, sampleStandardDeviation } from 'simple-statistics'

const POINTS = 256

/** Silverman's rule of thumb for the width of the kernel (Density Estimation, 1986, equation 3.31). */
function silverman(values: readonly number[]): number {
  const sd = sampleStandardDeviation([...values])
  const iqr = interquartileRange([...values]) / 1.34
  return 0.9 * (iqr > 0 ? Math.min(sd, iqr) : sd) * values.length ** -0.2
}

/**
 * Peaks of a Gaussian kernel density, deepest valley first decided: a peak counts when it is at least a fifth of the
 * highest and the valley to its neighbour is below half of the lower of the two. At least 8 values, else 1.
 */
export function modeCount(values: readonly number[]): number {
  if (values.length < 8) return 1
  const width = silverman(values)
  if (!(width > 0)) return 1
  const low = Math.min(...values) - 3 * width
  const high = Math.max(...values) + 3 * width
  const density = Array.from({ length: POINTS }, (_, point) => {
    const at = low + ((high - low) * point) / (POINTS - 1)
    return values.reduce((sum, value) => sum + Math.exp(-0.5 * ((at - value) / width) ** 2), 0)
  })
  const highest = Math.max(...density)
  let modes = 0
  let peak = 0
  let valley = Number.POSITIVE_INFINITY
  for (const value of density) {
    if (modes === 0 || valley < 0.5 * Math.min(peak, value)) {
      if (value >= 0.2 * highest) {
        modes++
        peak = value
        valley = value
        continue
      }
    } else if (value > peak) {
      peak = value
      valley = value
    }
    valley = Math.min(valley, value)
  }
  return modes
}
