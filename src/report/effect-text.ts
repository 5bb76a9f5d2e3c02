import { formatNumber } from '../base/number-format.js'
import type { Effect } from '../model/comparison.js'
import { unitWords } from '../model/units.js'

const MINUS = '\u2212'
const NARROW = '\u202f'
/** A bound above +1000 % puts estimate and bounds on a scale of factors. */
const MAX_PERCENT_RATIO = 11

type Bounds = Pick<Effect, 'scale' | 'lower' | 'upper'>

const asFactors = ({ scale, upper }: Bounds, estimate = 1) =>
  scale === 'ratio' && (estimate > MAX_PERCENT_RATIO || (upper !== null && upper > MAX_PERCENT_RATIO))

function signed(value: number, text: string): string {
  const zero = /^[0.]*$/.test(text)
  return zero ? text : `${value < 0 ? MINUS : '+'}${text}`
}

/** Decimals such that the width of the interval keeps two significant digits, where it has a width at all; 0 to 6. */
function decimalsFor(lower: number, upper: number): number {
  const width = upper - lower
  if (width <= 1e-9 * Math.max(Math.abs(lower), Math.abs(upper))) return 1
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(width))))
}

const unitText = (unit: string) =>
  unit === 'share' ? `${NARROW}pp` : unitWords(unit).short === '' ? '' : `${NARROW}${unitWords(unit).short}`
/** Shares are percentages, and their differences percentage points (pp). */
const scaled = (value: number, unit: string) => (unit === 'share' ? 100 * value : value)

/** A value of a metric as it is printed everywhere: `12.3%`, `690`; its unit stands elsewhere. */
export const valueText = (value: number, unit: string) =>
  unit === 'share' ? `${formatNumber(100 * value)}%` : formatNumber(value)
/** A limit in the metric's unit: `0.10 faults/s`, `0.50 pp`; times below a second in milliseconds. */
export const limitText = (value: number, unit: string) =>
  unit === 'seconds' && value < 1
    ? `${formatNumber(1000 * value, 2)}${NARROW}ms`
    : `${formatNumber(scaled(value, unit), 2)}${unitText(unit)}`
const factor = (ratio: number) => `×${formatNumber(ratio, 2)}`

/** Each bound with its own sign and unit, the lower first: `[−99%, −82%]`, `[×0.01, ×35]`, `[−3.0, +1.2] pages/s`. */
export function intervalText(effect: Bounds, unit: string): string {
  const { lower, upper } = effect
  if (lower === null || upper === null) return 'no CI'
  if (asFactors(effect)) return `[${factor(lower)}, ${factor(upper)}]`
  const ratio = effect.scale === 'ratio'
  const [from, to] = ratio
    ? [(lower - 1) * 100, (upper - 1) * 100]
    : [scaled(lower, unit), scaled(upper, unit)]
  const decimals = decimalsFor(from, to)
  const show = (value: number) => {
    if (value === 0) return `0${ratio ? '%' : ''}`
    const size = Math.abs(value)
    const text = decimals === 0 && size >= 1000 ? formatNumber(size) : size.toFixed(decimals)
    return `${signed(value, text)}${ratio ? '%' : ''}`
  }
  return `[${show(from)}, ${show(to)}]${ratio ? '' : unitText(unit)}`
}

/** The estimate alone, on the scale of its bounds: `+12%`, `×14`, `−35 pages/s`. */
export function estimateText(effect: Effect, unit: string): string {
  if (effect.scale === 'difference')
    return `${signed(effect.estimate, formatNumber(Math.abs(scaled(effect.estimate, unit))))}${unitText(unit)}`
  if (asFactors(effect, effect.estimate)) return factor(effect.estimate)
  const change = (effect.estimate - 1) * 100
  const size = Math.abs(change)
  return `${signed(change, size < 10 ? size.toFixed(1) : size.toFixed(0))}%`
}

/** The achieved confidence level: `95.8%`. */
export function confidenceText({ confidence }: { confidence: number | null }): string {
  return confidence === null ? '' : `${(confidence * 100).toFixed(1).replace(/\.0$/, '')}%`
}

/** Estimate with its interval: `−95%, 95.8% CI [−99%, −82%]`. */
export function changeText(effect: Effect, unit: string): string {
  if (effect.lower === null) return estimateText(effect, unit)
  return `${estimateText(effect, unit)}, ${confidenceText(effect)} CI ${intervalText(effect, unit)}`
}
