import { pauleMandel, type StudyEffect, weighted } from './between-studies.js'
import { studentQuantile, studentTwoSided } from './student.js'

export interface GroupDifference {
  /** Mean of the second group less that of the first. */
  difference: number
  /** Variance of the true effects between studies of one group. */
  tauSquared: number
  /** Standard error. */
  error: number
  degrees: number
  /** Two-sided. */
  p: number
  /** Half the width of an interval of so much confidence. */
  reach(confidence: number): number
}

/**
 * The difference of two groups of studies under a random-effects model with one variance between studies (pauleMandel), Student's t with
 * k - 2 degrees of freedom, and Knapp and Hartung's factor (Statistics in Medicine 22, 2003) where it is above 1, so that few studies that agree by chance are not taken to be precise.
 * @throws RangeError with fewer than one study in a group, or three in all
 */
export function groupDifference(
  first: readonly StudyEffect[],
  second: readonly StudyEffect[],
): GroupDifference {
  const degrees = first.length + second.length - 2
  if (first.length === 0 || second.length === 0 || degrees < 1)
    throw new RangeError('too few studies for a variance between them')
  const all = [...first, ...second]
  const size = Math.max(...all.map(({ effect }) => Math.abs(effect)), Number.MIN_VALUE ** 0.25)
  // a study without any spread would have all of the weight
  const least = (1e-9 * size) ** 2
  const groups = [first, second].map((studies) =>
    studies.map(({ effect, variance }) => ({ effect, variance: Math.max(variance, least) })),
  ) as [StudyEffect[], StudyEffect[]]
  const tauSquared = pauleMandel(groups, degrees)
  const [a, b] = groups.map((studies) => weighted(studies, tauSquared)) as [
    ReturnType<typeof weighted>,
    ReturnType<typeof weighted>,
  ]
  const factor = Math.max(1, (a.q + b.q) / degrees)
  const difference = b.mean - a.mean
  const error = Math.sqrt(factor * (1 / a.weight + 1 / b.weight))
  return {
    difference,
    tauSquared,
    error,
    degrees,
    p: studentTwoSided(difference / error, degrees),
    reach: (confidence) => studentQuantile((1 + confidence) / 2, degrees) * error,
  }
}
