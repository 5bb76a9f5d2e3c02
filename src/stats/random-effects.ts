import { chiSquaredUpperTail } from './chi-squared.js'
import { studentQuantile, studentTwoSided } from './student.js'

/** An effect of one study, on a scale where effects add, and its standard error. */
export interface StudyEffect {
  y: number
  se: number
}

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
 * Random-effects meta-analysis of at least 2 effects, at a level of 1 - alpha. The variance between studies by Paule and Mandel (J. Res. NBS 87, 1982), its interval by
 * Q-profile (Viechtbauer, Stat. Med. 26, 2007); the interval of the mean by Hartung and Knapp (Stat. Med. 20, 2001), never narrower than without their
 * factor (Röver et al., BMC Med. Res. Methodol. 15, 2015); the prediction interval with t of k - 1 degrees of freedom.
 */
export function randomEffects(studies: readonly StudyEffect[], alpha = ALPHA): RandomEffects {
  const k = studies.length
  const degrees = k - 1
  const q = qAt(studies, 0)
  const tau2 = q <= degrees ? 0 : rootOf((t) => qAt(studies, t) - degrees)
  const [tau2Lower, tau2Upper] = profile(studies, degrees)
  const weights = studies.map(({ se }) => 1 / (se * se + tau2))
  const total = sum(weights)
  const estimate = sum(studies.map(({ y }, index) => y * (weights[index] as number))) / total
  const factor = Math.max(1, qAt(studies, tau2) / degrees)
  const se = Math.sqrt(factor / total)
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

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** The generalised Q: weighted squares around the weighted mean; falls as the variance between studies grows. */
function qAt(studies: readonly StudyEffect[], tau2: number): number {
  const weights = studies.map(({ se }) => 1 / (se * se + tau2))
  const mean = sum(studies.map(({ y }, index) => y * (weights[index] as number))) / sum(weights)
  return sum(studies.map(({ y }, index) => (weights[index] as number) * (y - mean) ** 2))
}

/** The variances at which Q is just not too large and just not too small. */
function profile(studies: readonly StudyEffect[], degrees: number): [lower: number, upper: number] {
  const tail = (tau2: number) => chiSquaredUpperTail(qAt(studies, tau2), degrees)
  return [ALPHA / 2, 1 - ALPHA / 2].map((level) =>
    tail(0) >= level ? 0 : rootOf((tau2) => level - tail(tau2)),
  ) as [number, number]
}

/** Where a falling function crosses 0, by bisection between 0 and where it is below. */
function rootOf(f: (x: number) => number): number {
  let [low, high] = [0, 1e-12]
  while (f(high) > 0 && high < 1e12) [low, high] = [high, high * 4]
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const center = (low + high) / 2
    if (f(center) > 0) low = center
    else high = center
  }
  return (low + high) / 2
}
