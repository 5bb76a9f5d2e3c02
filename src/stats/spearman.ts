import { sampleRankCorrelation } from 'simple-statistics'
import { studentTwoSided } from './student.js'

/**
 * Spearman's rank correlation (American Journal of Psychology 15, 1904) with its two-sided p by Student's t with n - 2
 * degrees of freedom. 0 and 1 where one side does not vary.
 */
export function spearman(x: readonly number[], y: readonly number[]): { rho: number; p: number } {
  const varies = (values: readonly number[]) => values.some((value) => value !== values[0])
  if (x.length < 3 || !varies(x) || !varies(y)) return { rho: 0, p: 1 }
  const rho = Math.max(-1, Math.min(1, sampleRankCorrelation([...x], [...y])))
  const degrees = x.length - 2
  return { rho, p: studentTwoSided(rho * Math.sqrt(degrees / ((1 - rho) * (1 + rho))), degrees) }
}
