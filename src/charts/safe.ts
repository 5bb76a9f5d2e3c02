import { printable } from '../base/printable.js'

/** The same with every text made safe to show: in a picture a control character would be as bad as in a terminal. */
export function safe<T>(value: T): T {
  if (typeof value === 'string') return printable(value, 4000) as T
  if (Array.isArray(value)) return value.map((one) => safe(one)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, safe(one)])) as T
}
