const MINUS = '\u2212'
const THIN_SPACE = '\u202f'

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE)
}

/** A number with `digits` significant digits, thousands apart by a thin space, a real minus sign; never an exponent below 1e15. */
export function formatNumber(value: number, digits = 3): string {
  if (value === 0) return '0'
  const magnitude = Math.abs(value)
  if (magnitude >= 1e15 || magnitude < 1e-6) return value.toExponential(digits - 1).replace('-', MINUS)
  const exponent = Math.floor(Math.log10(magnitude))
  const decimals = Math.max(0, digits - 1 - exponent)
  const rounded = magnitude.toFixed(Math.min(decimals, 20))
  const [whole = '0', fraction] = rounded.split('.')
  return `${value < 0 ? MINUS : ''}${group(whole)}${fraction === undefined ? '' : `.${fraction}`}`
}

/** A count with every digit, in groups of three. */
export function formatCount(value: number): string {
  return Number.isSafeInteger(value)
    ? `${value < 0 ? MINUS : ''}${group(String(Math.abs(value)))}`
    : formatNumber(value)
}

/** p as 0.003 or < 0.001: three decimals are all that anyone should read into it. */
export function formatP(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}
