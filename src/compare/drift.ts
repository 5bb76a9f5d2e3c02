import { formatP } from '../base/number-format.js'
import type { ComparisonInput } from '../model/comparison.js'
import { holm } from '../stats/adjust.js'
import { lagOne } from '../stats/lag-one.js'
import { spearman } from '../stats/spearman.js'
import { theilSen } from '../stats/theil-sen.js'
import type { Finding } from './finding.js'
import { inTime, residuals } from './residuals.js'

const ALPHA = 0.05
const FEWEST = 8

/**
 * Whether the machine changed while the experiment ran: rank correlation of each metric's residuals with their order,
 * Holm over the metrics. Blocks take a steady drift out of the comparison, so it is a note; the size is the slope of
 * Theil and Sen over the whole experiment. Null without at least 8 runs whose order is known.
 */
export function driftFinding(inputs: readonly ComparisonInput[]): Finding | null {
  const looked = inputs.flatMap((input) => {
    const list = inTime(residuals(input))
    if (list.length < FEWEST) return []
    const order = list.map((_, index) => index)
    const values = list.map(({ residual }) => residual)
    const total = theilSen(order, values) * (list.length - 1)
    const positive = list.every(({ value }) => value > 0)
    return [{ title: input.title, ...spearman(order, values), total, positive, lag: lagOne(values) }]
  })
  if (looked.length === 0) return null
  const adjusted = holm(looked.map(({ p }) => p))
  const found = looked.flatMap((one, index) => {
    const p = adjusted[index] ?? 1
    return p <= ALPHA ? [{ ...one, p }] : []
  })
  if (found.length === 0)
    return {
      outcome: 'pass',
      text: `None of ${looked.length} metrics rises or falls with the order of the runs.`,
    }
  const each = found.map(({ title, rho, p, total, positive }) => {
    const size = positive ? ` by ${signed((Math.exp(total) - 1) * 100)} % from first run to last` : ''
    return `${title}${size} (rank correlation ${signed(rho, 2)}, adjusted p ${formatP(p)})`
  })
  return {
    outcome: 'note',
    text: `Drifting while the experiment ran: ${each.join('; ')}. Comparing within blocks takes a steady drift out.`,
  }
}

function signed(value: number, digits = 0): string {
  return `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(digits)}`
}
