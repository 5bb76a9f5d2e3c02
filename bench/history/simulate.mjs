// Histories whose truth is known: levels of both conditions of each report, as change points see them.
import { changePoints } from '../../dist/stats/change-points.js'
import { hodgesLehmannShift, rankSumInterval } from '../../dist/stats/rank-sum.js'
import { NOISES } from '../calibration/noise.mjs'

/** What a boot does to both conditions and to all metrics is a quarter of the variance of a report, what it does to one metric another quarter. */
const COMMON = 0.5

const ar = (share) => (n, random) => {
  const values = NOISES.normal(1, random)
  for (const fresh of NOISES.normal(n - 1, random))
    values.push(share * values.at(-1) + Math.sqrt(1 - share ** 2) * fresh)
  return values
}

/** Noise of successive reports; in units of a standard deviation, of the heavy-tailed one in those of its scale. */
export const KINDS = {
  normal: NOISES.normal,
  'log-normal': NOISES['log-normal'],
  'heavy-tailed': NOISES['heavy-tailed'],
  'autocorrelated, 0.3': ar(0.3),
  'autocorrelated, 0.6': ar(0.6),
}

/**
 * For each metric the points of a history: levels of both conditions, and the effect.
 * @param step in standard deviations of a report, from the place `at` on, in the first metric alone: under `both` conditions or the `treatment` alone
 */
export function sequences({ kind, n, metrics, step = 0, at = n, where = 'both' }, random, name) {
  const draw = () => KINDS[kind](n, random)
  const boot = draw()
  return Array.from({ length: metrics }, (_, metric) => {
    const own = draw()
    const [off, on] = [draw(), draw()]
    const points = boot.map((common, index) => {
      const shared = COMMON * (common + own[index])
      const shift = metric === 0 && index >= at ? step : 0
      const baseline = shared + Math.SQRT1_2 * off[index] + (where === 'both' ? shift : 0)
      const treatment = shared + Math.SQRT1_2 * on[index] + shift
      return [baseline, treatment, treatment - baseline]
    })
    return { name: `${name} ${metric}`, points }
  })
}

export const changes = (drawn) => changePoints(drawn)

/** Whether the interval of a change that was found has the truth, of the treatment's level. */
export function covers({ points }, found, index, step) {
  const starts = [0, ...found.map(({ at }) => at), points.length]
  const of = (place) => points.slice(starts[place], starts[place + 1]).map((point) => point[1])
  const [x, y] = [of(index), of(index + 1)]
  const { lower, upper, confidence } = rankSumInterval(x, y, 0.05)
  return { covered: lower <= step && step <= upper, confidence, shift: hodgesLehmannShift(x, y) }
}

/** What others do with the levels of one condition, each report against the one before; SD is the standard deviation of a report. */
export const OTHERS = {
  // where a report has a standard deviation of 2% of its level
  'two neighbours differ by 5% (reports vary by 2%)': (level, place) =>
    Math.abs(level[place] - level[place - 1]) > 2.5,
  'two neighbours differ by 5% (reports vary by 5%)': (level, place) =>
    Math.abs(level[place] - level[place - 1]) > 1,
  'two neighbours differ by 2 SD': (level, place) => Math.abs(level[place] - level[place - 1]) > 2,
  '2 SD from the mean of all before, from the fifth on': (level, place) => {
    if (place < 4) return false
    const before = level.slice(0, place)
    const mean = before.reduce((sum, value) => sum + value, 0) / place
    const sd = Math.sqrt(before.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (place - 1))
    return Math.abs(level[place] - mean) > 2 * sd
  },
}
