// What people do today, on the same noise with nothing to be found.
import { random } from '../../dist/base/random.js'
import { rankSumTest } from '../../dist/stats/rank-sum.js'
import { studentTwoSided } from '../../dist/stats/student.js'
import { COEFFICIENT_OF_VARIATION, plan } from './experiment.mjs'
import { NOISES, normal } from './noise.mjs'

const METRICS = 9
const values = (noise, n, source) =>
  noise(n, source).map((value) => 1000 * Math.exp(COEFFICIENT_OF_VARIATION * value))
const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length

/** Welch's t from means, variances and sizes. */
function welch(a, b) {
  const [u, v] = [a.variance / a.n, b.variance / b.n]
  const degrees = (u + v) ** 2 / (u ** 2 / (a.n - 1) + v ** 2 / (b.n - 1))
  return studentTwoSided((b.mean - a.mean) / Math.sqrt(u + v), degrees)
}

/**
 * Events pooled over the runs of a condition: each run has its own level (standard deviation 5 %), its 10,000 events
 * spread around it by 50 %. Sums and squares are drawn, not the events: a mean and a variance of 10,000 are normal.
 */
function pooled(levels, source) {
  const events = 10_000
  const sd = 500
  const means = levels.map((level) => level + (sd / Math.sqrt(events)) * normal(source))
  const inside = levels.map(() => sd ** 2 * (1 + Math.sqrt(2 / (events - 1)) * normal(source)))
  const centre = mean(means)
  const n = events * levels.length
  const squares =
    inside.reduce((sum, value) => sum + value * (events - 1), 0) +
    means.reduce((sum, value) => sum + events * (value - centre) ** 2, 0)
  return { n, mean: centre, variance: squares / (n - 1) }
}

const HABITS = {
  'all off, then all on: 12 and 12 runs, Mann-Whitney': (noise, source) => {
    const all = values(noise, 24, source)
    return rankSumTest(all.slice(0, 12), all.slice(12)).p <= 0.05
  },
  'three runs of each, off first: a change of 3 % or more of the means is reported': (noise, source) => {
    const all = values(noise, 6, source)
    return Math.abs(mean(all.slice(3)) / mean(all.slice(0, 3)) - 1) >= 0.03
  },
  'events of 12 and 12 runs in random order pooled, t-test': (noise, source) => {
    const all = values(noise, 24, source)
    const order = plan(12, source)
    const side = (which) =>
      order.map((position, block) => all[2 * block + (which === 0 ? position : 1 - position)])
    return welch(pooled(side(0), source), pooled(side(1), source)) <= 0.05
  },
}

/** How often one metric, and at least one of nine, is said to have changed. */
export function habits(experiments, names) {
  return Object.entries(HABITS).map(([habit, claims]) => ({
    habit,
    rates: names.map((name) => {
      const noise = NOISES[name]
      const source = random(`${habit} ${name}`)
      let [single, any] = [0, 0]
      for (let index = 0; index < experiments; index++) {
        let claimed = 0
        for (let metric = 0; metric < METRICS; metric++) if (claims(noise, source)) claimed++
        single += claimed
        if (claimed > 0) any++
      }
      return { name, single: single / experiments / METRICS, any: any / experiments }
    }),
  }))
}
