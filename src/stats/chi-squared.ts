import { logGamma } from './student.js'

/** Upper tail of chi-squared with so many degrees of freedom: the regularised incomplete gamma function (Abramowitz and Stegun 6.5.29, 6.5.31). */
export function chiSquaredUpperTail(x: number, degrees: number): number {
  if (!(x > 0)) return 1
  const [a, half] = [degrees / 2, x / 2]
  const front = Math.exp(a * Math.log(half) - half - logGamma(a))
  return half < a + 1 ? 1 - (front * series(a, half)) / a : front * fraction(a, half)
}

function series(a: number, x: number): number {
  let [sum, term] = [1, 1]
  for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

/** Lentz's method. */
function fraction(a: number, x: number): number {
  const TINY = 1e-300
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let value = d
  for (let n = 1; n < 10_000; n++) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / (numerator * d + b || TINY)
    c = b + numerator / c || TINY
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return value
}
