/** A whole number of a map; `exact` is its text where a double cannot hold it. */
export interface Whole {
  value: number
  exact: string | null
}

/** A whole number as bpftrace writes it: a number, or since 0.24 a string where a double cannot hold it. Null for all else. */
export function wholeOf(value: unknown): Whole | null {
  if (typeof value === 'number') return Number.isFinite(value) ? { value, exact: null } : null
  if (typeof value !== 'string' || !/^-?\d{1,20}$/.test(value)) return null
  const number = Number(value)
  // a text that is a number is no count: bpftrace writes as a string only what a double cannot hold
  return Number.isSafeInteger(number) ? null : { value: number, exact: value }
}

const MAP = /^\{\s*"type"\s*:\s*"(?:map|stats)"/
const LONG = /\d{16}/
const STRING_OR_LONG = /"(?:[^"\\]|\\.)*"|-?\d{16,20}(?=\s*[,\]}])/g

/** Long numbers as strings, as bpftrace writes them since 0.24: JSON.parse would round them. */
export function longNumbersAsText(line: string): string {
  // of other records no number is kept that long, and looking through them takes time
  if (!MAP.test(line) || !LONG.test(line)) return line
  return line.replace(STRING_OR_LONG, (found) =>
    found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`,
  )
}

/** What was read and says nothing that a metric could use: of a map, or of a kind of record. */
export interface Unused {
  /** In words: a tuple, a text, a time series. */
  what: string
  count: number
  /** The first, as JSON or as it was printed; at most 400 characters. */
  first: string
}

const MAX_UNUSED = 1000

const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 400)

export function noteUnused(into: Map<string, Unused>, name: string, what: string, first: unknown): void {
  const seen = into.get(name)
  if (seen !== undefined) seen.count++
  else if (into.size < MAX_UNUSED) into.set(name, { what, count: 1, first: shown(first) })
}

/** What a value is that is no whole number, in words. */
export function kindOfValue(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a tuple'
  if (typeof value === 'boolean') return 'true or false'
  if (typeof value === 'string') return 'a text'
  return typeof value === 'number' ? 'a number' : 'a record'
}

/** The same of a value that was printed as text. */
export function kindOfText(text: string): string {
  if (/^\(.*\)$/.test(text)) return 'a tuple'
  if (text === 'true' || text === 'false') return 'true or false'
  if (/^\{ ?\..* ?\}$/.test(text)) return 'a record'
  return /^\[.*\]$/.test(text) ? 'an array' : text === '' ? 'an empty text' : 'a text'
}

/** Points of a time series: of one, or of all under their keys. */
export function pointsIn(value: unknown): number {
  if (Array.isArray(value)) return value.length
  return value === null || typeof value !== 'object'
    ? 0
    : Object.values(value).reduce((sum: number, one) => sum + (Array.isArray(one) ? one.length : 0), 0)
}

export const seriesOf = (points: number): string =>
  `a time series, ${points} ${points === 1 ? 'point' : 'points'}`
