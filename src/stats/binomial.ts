import { twoSided } from './tails.js'
import type { Interval } from './test-inversion.js'

/** Chance of each number of successes in n trials, by logarithms so that nothing overflows. */
export function binomialMasses(n: number, chance: number): number[] {
  const masses: number[] = []
  let logChoose = 0
  for (let k = 0; k <= n; k++) {
    if (k > 0) logChoose += Math.log((n - k + 1) / k)
    const logs = (k === 0 ? 0 : k * Math.log(chance)) + (n === k ? 0 : (n - k) * Math.log1p(-chance))
    masses.push(Math.exp(logChoose + logs))
  }
  return masses
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Exact two-sided binomial test by the doubled smaller tail, against a chance of one half: the sign test, and McNemar's. */
export function signTest(successes: number, trials: number): number {
  const masses = binomialMasses(trials, 0.5)
  return twoSided(sum(masses.slice(0, successes + 1)), sum(masses.slice(successes).reverse()))
}

/** Interval of Clopper and Pearson for a chance (Biometrika 26, 1934): the doubled-tail test inverted, by bisection. */
export function clopperPearson(successes: number, trials: number, alpha: number): Interval {
  const upperTail = (chance: number) => sum(binomialMasses(trials, chance).slice(successes))
  const lowerTail = (chance: number) => sum(binomialMasses(trials, chance).slice(0, successes + 1))
  return {
    lower: successes === 0 ? 0 : root((chance) => upperTail(chance) - alpha / 2),
    upper: successes === trials ? 1 : root((chance) => alpha / 2 - lowerTail(chance)),
    confidence: 1 - alpha,
  }
}

/** Where an increasing function of a chance changes its sign. */
function root(f: (chance: number) => number): number {
  let [low, high] = [0, 1]
  for (;;) {
    const half = (low + high) / 2
    if (half <= low || half >= high) return half
    if (f(half) < 0) low = half
    else high = half
  }
}
