/** An effect as one study (a session, a machine) found it, on a scale where effects add, with its own sampling variance. */
export interface StudyEffect {
  effect: number
  variance: number
}

export interface Weighted {
  /** Sum of the weights. */
  weight: number
  mean: number
  /** Weighted sum of squares around the mean: the generalised Q, which falls as the variance between studies grows. */
  q: number
}

/** Studies weighted by the inverse of their own variance and that between them. */
export function weighted(studies: readonly StudyEffect[], tauSquared: number): Weighted {
  const weights = studies.map(({ variance }) => 1 / (variance + tauSquared))
  const weight = weights.reduce((sum, one) => sum + one, 0)
  const over = (of: (study: StudyEffect) => number) =>
    studies.reduce((sum, study, index) => sum + (weights[index] as number) * of(study), 0)
  const mean = over(({ effect }) => effect) / weight
  return { weight, mean, q: over(({ effect }) => (effect - mean) ** 2) }
}

/**
 * Paule and Mandel's estimate of the variance between the studies of one group, the same in every group (J. Research of the National Bureau
 * of Standards 87, 1982): where the weighted sum of squares within groups is what the degrees of freedom have it be; 0 where it is less already.
 */
export function pauleMandel(groups: readonly (readonly StudyEffect[])[], degrees: number): number {
  return varianceWhere(
    groups.flat(),
    (tauSquared) => groups.reduce((sum, studies) => sum + weighted(studies, tauSquared).q, 0) - degrees,
  )
}

/** The variance between studies at which a function that falls with it crosses 0, by bisection; 0 where it is below from the start. */
export function varianceWhere(
  studies: readonly StudyEffect[],
  excess: (tauSquared: number) => number,
): number {
  if (excess(0) <= 0) return 0
  // whatever the unit of the effects is, their own variances have its size
  let [low, high] = [0, Math.max(...studies.map(({ variance }) => variance))]
  while (excess(high) > 0) [low, high] = [high, high * 2]
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const half = (low + high) / 2
    if (excess(half) > 0) low = half
    else high = half
  }
  return (low + high) / 2
}
