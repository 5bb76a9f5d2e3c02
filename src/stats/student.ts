/** Lanczos's approximation of ln gamma (SIAM J. Numerical Analysis B 1, 1964) with the usual 9 coefficients, g = 7; x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const COEFFICIENTS = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  const shifted = x - 1
  let series = 0.99999999999980993
  for (const [index, coefficient] of COEFFICIENTS.entries()) series += coefficient / (shifted + index + 1)
  const t = shifted + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series)
}

/** Regularised incomplete beta function by its continued fraction, Lentz's method (Abramowitz and Stegun 26.5.8). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front =
    Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a
  const TINY = 1e-300
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || TINY)
  let fraction = d
  for (let m = 1; m < 500; m++) {
    for (const numerator of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + numerator * d || TINY)
      c = 1 + numerator / c || TINY
      fraction *= c * d
    }
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return front * fraction
}

/** Two-sided p of Student's t (Biometrika 6, 1908). */
export function studentTwoSided(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return 0
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
}

/** The t that so large a share of Student's distribution lies below, for shares of at least a half; by bisection. */
export function studentQuantile(share: number, degrees: number): number {
  let [low, high] = [0, 1]
  while (studentTwoSided(high, degrees) / 2 > 1 - share && high < 1e15) [low, high] = [high, high * 2]
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const center = (low + high) / 2
    if (studentTwoSided(center, degrees) / 2 > 1 - share) low = center
    else high = center
  }
  return (low + high) / 2
}
