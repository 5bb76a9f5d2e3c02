import { formatNumber } from '../base/number-format.js'
import type { Effect } from '../model/comparison.js'
import { UNITS, type Unit } from '../model/units.js'

const MINUS = '\u2212'
const NARROW = '\u202f'

function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals)
  return value < 0 && Number(text) !== 0 ? MINUS + text : text
}

/** Decimals such that the width of the interval keeps two significant digits, where it has a width at all; 0 to 6. */
function decimalsFor(lower: number, upper: number): number {
  const width = upper - lower
  if (width <= 1e-9 * Math.max(Math.abs(lower), Math.abs(upper))) return 1
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(width))))
}

/**
 * The kernel list's way to write an effect with its interval: `+[23.5, 32.3]%`; `[−1.2, +4.1]%` where it spans zero.
 * Differences carry the metric's unit. Without an interval the estimate alone, marked as such.
 */
export function intervalText(effect: Effect, unit: Unit): string {
  const ratio = effect.scale === 'ratio'
  const change = (value: number) => (ratio ? (value - 1) * 100 : value)
  const suffix = ratio ? '%' : UNITS[unit].short === '' ? '' : `${NARROW}${UNITS[unit].short}`
  if (effect.lower === null || effect.upper === null) return 'no interval'
  const [lower, upper] = [change(effect.lower), change(effect.upper)]
  const decimals = decimalsFor(lower, upper)
  const show = (value: number) =>
    decimals === 0 && Math.abs(value) >= 1000 ? formatNumber(value) : fixed(value, decimals)
  if (lower > 0) return `+[${show(lower)}, ${show(upper)}]${suffix}`
  if (upper < 0) return `${MINUS}[${show(-upper)}, ${show(-lower)}]${suffix}`
  const sign = (value: number) => (value > 0 ? '+' : '') + show(value)
  return `[${sign(lower)}, ${sign(upper)}]${suffix}`
}

/** The estimate alone: `+12 %`, `×4.2`, `−35 pages/s`. */
export function estimateText(effect: Effect, unit: Unit): string {
  if (effect.scale === 'difference') {
    const text = formatNumber(Math.abs(effect.estimate))
    const sign = effect.estimate < 0 ? MINUS : effect.estimate > 0 ? '+' : ''
    return `${sign}${text}${UNITS[unit].short === '' ? '' : `${NARROW}${UNITS[unit].short}`}`
  }
  if (effect.estimate >= 3) return `×${formatNumber(effect.estimate, 2)}`
  const change = (effect.estimate - 1) * 100
  const text = Math.abs(change) < 10 ? Math.abs(change).toFixed(1) : Math.abs(change).toFixed(0)
  return `${Number(text) === 0 ? '±' : change < 0 ? MINUS : '+'}${text}${NARROW}%`
}

export function confidenceText(effect: Effect): string {
  return effect.confidence === null
    ? ''
    : `${(effect.confidence * 100).toFixed(1).replace(/\.0$/, '')}${NARROW}%`
}
