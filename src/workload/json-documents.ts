import { boundedJson, endOfString } from '../base/bounded-json.js'

/** One JSON value in a text, and where it stands. */
export interface JsonDocument {
  value: unknown
  /** Line of its first character, from 1. */
  line: number
}

/** Starts that are tried and turn out to be no JSON: bounds the work on hostile output. */
const MAX_FAILED = 8
const MAX_DOCUMENTS = 256

/**
 * Objects and arrays that begin at the start of a line; what a program prints before, between or behind them is passed over.
 * One that is cut off or is not JSON is none.
 */
export function jsonDocuments(text: string): JsonDocument[] {
  const found: JsonDocument[] = []
  const start = /^[{[]/gm
  let failed = 0
  let line = 1
  let counted = 0
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    const end = endOf(text, match.index)
    let value: unknown
    try {
      value = end === null ? undefined : boundedJson(text.slice(match.index, end), '')
    } catch {
      value = undefined
    }
    if (end === null || value === undefined) {
      if (++failed >= MAX_FAILED) break
      continue
    }
    for (; counted < match.index; counted++) if (text.charCodeAt(counted) === 10) line++
    found.push({ value, line })
    if (found.length >= MAX_DOCUMENTS) break
    start.lastIndex = end
  }
  return found
}

/** Behind the bracket that closes the one at `from`; null where none does. */
function endOf(text: string, from: number): number | null {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      at = endOfString(text, at)
    } else if (code === 0x7b || code === 0x5b) depth++
    else if ((code === 0x7d || code === 0x5d) && --depth === 0) return at + 1
  }
  return null
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A member that the object itself has; undefined for everything else. */
export const member = (value: unknown, key: string): unknown =>
  isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined

/** A member that is a number, NaN where it is another value, null where there is none. */
export function numberAt(value: unknown, key: string): number | null {
  const found = member(value, key)
  return found === undefined ? null : typeof found === 'number' ? found : Number.NaN
}
