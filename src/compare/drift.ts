import { formatP } from '../base/number-format.js'
import type { ComparisonInput } from '../model/comparison.js'
import { holm } from '../stats/adjust.js'
import { lagOne } from '../stats/lag-one.js'
import { runsTest } from '../stats/runs-test.js'
import { spearman } from '../stats/spearman.js'
import { theilSen } from '../stats/theil-sen.js'
import type { Finding } from './finding.js'
import { inRunOrder, residuals } from './residuals.js'

const ALPHA = 0.05
const MIN_RUNS = 8

/**
 * Whether the machine changed while the experiment ran: rank correlation of each metric's residuals with their order, and
 * whether neighbours lie on one side of the middle too often (exact runs test); Holm over the metrics. Blocks take a
 * steady drift out of the comparison, so it is a note; the size is the slope of Theil and Sen over the whole experiment.
 * Null without at least 8 runs whose order is known.
 * @param least a trend of less than this share from the first run to the last is none, however sure it is
 */
export function driftFinding(inputs: readonly ComparisonInput[], least = 0): Finding | null {
  const looked = inputs.flatMap((input) => {
    const list = inRunOrder(residuals(input))
    if (list.length < MIN_RUNS) return []
    const order = list.map((_, index) => index)
    const values = list.map(({ residual }) => residual)
    const total = theilSen(order, values) * (list.length - 1)
    const positive = list.every(({ value }) => value > 0)
    return [
      {
        title: input.title,
        ...spearman(order, values),
        total,
        positive,
        lag: lagOne(values),
        alike: runsTest(values).pFew,
      },
    ]
  })
  if (looked.length === 0) return null
  const adjusted = holm(looked.map(({ p }) => p))
  const found = looked.flatMap((one, index) => {
    const p = adjusted[index] ?? 1
    const small = one.positive && Math.abs(one.total) < Math.log1p(least)
    return p <= ALPHA && !small ? [{ ...one, p }] : []
  })
  const alike = holm(looked.map((one) => one.alike))
  // what drifts has alike neighbours too: that is said once
  const clustered = looked.filter(
    ({ title }, index) => (alike[index] ?? 1) <= ALPHA && !found.some((one) => one.title === title),
  )
  if (found.length + clustered.length === 0)
    return {
      outcome: 'pass',
      text: `None of ${looked.length} metrics shows a trend or serial dependence over run order.`,
    }
  const rising = found.map(({ title, rho, p, total, positive }) => {
    const size = positive ? ` by ${signed((Math.exp(total) - 1) * 100)}% from first run to last` : ''
    return `${title}${size} (rank correlation ${signed(rho, 2)}, adjusted p ${formatP(p)})`
  })
  const serial = clustered.map(({ title, lag }) => `${title} (lag-1 correlation ${signed(lag, 2)})`)
  return {
    outcome: 'note',
    text: [
      ...(rising.length > 0 ? [`Trend over run order: ${rising.join('; ')}.`] : []),
      ...(serial.length > 0 ? [`Serial dependence: ${serial.join('; ')}.`] : []),
      'Comparing within blocks takes out what both runs of a block share.',
    ].join(' '),
  }
}

function signed(value: number, digits = 0): string {
  return `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(digits)}`
}
