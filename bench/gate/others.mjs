// What others do with the same sessions: one metric under one condition, runs as the unit.
import { rankSumTest } from '../../dist/stats/rank-sum.js'
import { studentTwoSided } from '../../dist/stats/student.js'

const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length
const variance = (list) => {
  const centre = mean(list)
  return list.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (list.length - 1)
}

/** Welch's t-test that the new runs are slower. */
function slower(base, after) {
  const [u, v] = [variance(base) / base.length, variance(after) / after.length]
  const degrees = (u + v) ** 2 / (u ** 2 / (base.length - 1) + v ** 2 / (after.length - 1))
  const t = (mean(after) - mean(base)) / Math.sqrt(u + v)
  return t < 0 && studentTwoSided(t, degrees) <= 0.05
}

/** Whether a way of comparing fails the gate; each looks for changes for the worse alone. */
export const OTHERS = {
  'two means of three runs, 5% lower fails': ([base], [after]) =>
    mean(after.slice(0, 3)) / mean(base.slice(0, 3)) - 1 <= -0.05,
  'two means of twelve runs, 5% lower fails': ([base], [after]) => mean(after) / mean(base) - 1 <= -0.05,
  'twelve runs each, t-test (p at most 0.05 and lower)': ([base], [after]) => slower(base, after),
  'twelve runs each, Mann-Whitney, as benchstat does (p at most 0.05 and lower)': ([base], [after]) =>
    rankSumTest(base, after).p <= 0.05 && mean(after) < mean(base),
  'runs of five sessions pooled, t-test (p at most 0.05 and lower)': (base, after) =>
    slower(base.flat(), after.flat()),
}
