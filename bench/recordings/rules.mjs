// Rules by which others call two sets of runs different. Each gives 1 for more, -1 for less, 0 for no difference.
import { studentTwoSided } from '../../dist/stats/student.js'

const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length
const squares = (list) => list.reduce((sum, value) => sum + (value - mean(list)) ** 2, 0)
const sign = (off, on) => Math.sign(mean(on) - mean(off))

export const RULES = [
  {
    id: 'one-run',
    text: 'one run of each, 20% or more apart',
    runs: 1,
    calls: ([off], [on]) => (Math.abs(on - off) >= 0.2 * off ? Math.sign(on - off) : 0),
  },
  {
    id: 'three-means',
    text: 'three runs of each, means 5% or more apart',
    runs: 3,
    calls: (off, on) => (Math.abs(mean(on) / mean(off) - 1) >= 0.05 ? sign(off, on) : 0),
  },
  {
    id: 'five-deviations',
    text: 'five runs of each, the mean outside 1.96 standard deviations of the baseline’s runs',
    runs: 5,
    calls: (off, on) =>
      Math.abs(mean(on) - mean(off)) > 1.96 * Math.sqrt(squares(off) / (off.length - 1)) ? sign(off, on) : 0,
  },
  {
    id: 'five-t-test',
    text: 'five runs of each, pooled t test at 95%',
    runs: 5,
    calls: (off, on) => {
      const n = off.length
      const error = Math.sqrt(((squares(off) + squares(on)) / (2 * n - 2)) * (2 / n))
      if (error === 0) return sign(off, on)
      return studentTwoSided((mean(on) - mean(off)) / error, 2 * n - 2) <= 0.05 ? sign(off, on) : 0
    },
  },
]
