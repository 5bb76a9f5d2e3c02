import type { Random } from '../base/random.js'

/** Up to this many differences all 2^n choices of signs are gone through. */
export const MAX_EXACT_N = 18

/**
 * Sign-flip test that differences are symmetric about 0, by their sum (Fisher, The Design of Experiments, 1935, section
 * 21): two-sided p from all choices of signs, or beyond MAX_EXACT_N from `draws` random ones with the observed one
 * counted in, so that p is never 0 (Phipson and Smyth, 2010).
 */
export function signFlipTest(differences: readonly number[], draws: number, random: Random): number {
  const sizes = differences.map(Math.abs)
  const all = sizes.reduce((sum, value) => sum + value, 0)
  const observed = Math.abs(differences.reduce((sum, value) => sum + value, 0))
  // sums that are equal but for rounding count as equal
  const least = observed - 1e-12 * all
  if (differences.length <= MAX_EXACT_N) {
    const count = 2 ** differences.length
    let extreme = 0
    let sum = -all
    const signs = new Uint8Array(differences.length)
    // Gray code: one sign changes at each step
    for (let step = 1; ; step++) {
      if (Math.abs(sum) >= least) extreme++
      if (step === count) return extreme / count
      const place = 31 - Math.clz32(step & -step)
      const size = 2 * (sizes[place] as number)
      sum += signs[place] === 0 ? size : -size
      signs[place] = 1 - (signs[place] as number)
    }
  }
  let extreme = 1
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0
    for (const size of sizes) sum += random.uniform() < 0.5 ? -size : size
    if (Math.abs(sum) >= least) extreme++
  }
  return extreme / (draws + 1)
}
