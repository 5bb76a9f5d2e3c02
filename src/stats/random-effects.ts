import { pauleMandel, type StudyEffect, varianceWhere, weighted } from './between-studies.js'
import { chiSquaredUpperTail } from './chi-squared.js'
import { studentQuantile, studentTwoSided } from './student.js'

export interface RandomEffects {
  /** Studies. */
  k: number
  /** Mean effect over machines like these, with its interval. */
  estimate: number
  lower: number
  upper: number
  /** Two-sided p of no mean effect. */
  p: number
  /** Variance of the true effects, with its interval. */
  tau2: number
  tau2Lower: number
  tau2Upper: number
  /** Cochran's Q and the p of equal true effects. */
  q: number
  qP: number
  /** Where the true effect of one more study lies; null below 3 studies. */
  prediction: { lower: number; upper: number } | null
}

const ALPHA = 0.05

/**
 * Random-effects meta-analysis of at least 2 effects, at a level of 1 - alpha. The variance between studies is pauleMandel's, its interval by
 * Q-profile (Viechtbauer, Stat. Med. 26, 2007); the interval of the mean by Hartung and Knapp (Stat. Med. 20, 2001), never narrower than without their
 * factor (Röver et al., BMC Med. Res. Methodol. 15, 2015); the prediction interval with t of k - 1 degrees of freedom.
 */
export function randomEffects(studies: readonly StudyEffect[], alpha = ALPHA): RandomEffects {
  const k = studies.length
  const degrees = k - 1
  const { q } = weighted(studies, 0)
  const tau2 = pauleMandel([studies], degrees)
  const [tau2Lower, tau2Upper] = profile(studies, degrees)
  const { weight, mean: estimate, q: around } = weighted(studies, tau2)
  const se = Math.sqrt(Math.max(1, around / degrees) / weight)
  const t = studentQuantile(1 - alpha / 2, degrees)
  const reach = t * Math.sqrt(se * se + tau2)
  return {
    k,
    estimate,
    lower: estimate - t * se,
    upper: estimate + t * se,
    p: studentTwoSided(Math.abs(estimate / se), degrees),
    tau2,
    tau2Lower,
    tau2Upper,
    q,
    qP: chiSquaredUpperTail(q, degrees),
    prediction: k < 3 ? null : { lower: estimate - reach, upper: estimate + reach },
  }
}

/** The variances at which Q is just not too large and just not too small. */
function profile(studies: readonly StudyEffect[], degrees: number): [lower: number, upper: number] {
  const tail = (tau2: number) => chiSquaredUpperTail(weighted(studies, tau2).q, degrees)
  return [ALPHA / 2, 1 - ALPHA / 2].map((level) => varianceWhere(studies, (tau2) => level - tail(tau2))) as [
    number,
    number,
  ]
}
