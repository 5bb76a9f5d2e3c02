/**
 * Upper tail of the standard normal distribution by the series and the continued fraction of erfc, to about 1e-15
 * relative: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.5 and 7.1.14.
 */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z)
  const x = z / Math.SQRT2
  if (x < 2) {
    let term = x
    let sum = x
    for (let k = 1; k < 200 && Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
      term *= -(x * x) / k
      sum += term / (2 * k + 1)
    }
    return 0.5 - sum / Math.sqrt(Math.PI)
  }
  let fraction = x
  for (let k = 120; k > 0; k--) fraction = x + k / 2 / fraction
  return Math.exp(-x * x) / fraction / Math.sqrt(Math.PI) / 2
}

/** The value below which a standard normal lies with chance `p`, by bisection of the tail; for 0 < p < 1. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  let [low, high] = [0, 40]
  for (;;) {
    const half = (low + high) / 2
    if (half <= low || half >= high) return -half
    if (normalUpperTail(half) > p) low = half
    else high = half
  }
}
