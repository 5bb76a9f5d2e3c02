import { readBpftrace, scalar } from '../decode/bpftrace-output.js'
import { leastLost } from '../decode/losses.js'
import type { About, StreamDef } from '../model/stream.js'
import { fromTrace } from './from-trace.js'
import { clippedSpans, unionLength } from './intervals.js'

/** Results of the kernel are fewer than ten; a hostile file may have any. */
const MAX_KINDS = 100

export interface SpanTotals {
  /** Spans that touch the measured window. */
  count: number
  /** Seconds of the window in which at least one ran; overlapping ones count once. */
  seconds: number
  /** The same spans by what `line` captures third; empty where it captures no more than two. */
  kinds: Map<string, number>
  /** Spans whose line was lost, or for which there was no room. */
  missing: number
  /** A map of the program over all the time that its probes were attached: bpftrace does not print one that stayed empty. */
  total(map: string): number | null
}

/**
 * A stream whose program prints a line when something ends: `line` captures its begin and its length, nanoseconds, and
 * may capture a number that tells its kind. `ended` names the map that counts the ends in the kernel.
 */
export function spans<const Name extends string, Reduced extends object>(
  of: About<Name, Reduced> & { line: RegExp; ended: string; value(totals: SpanTotals): Reduced },
): StreamDef<Name, Reduced> {
  const { line, ended, value, ...about } = of
  return fromTrace<Name, Reduced>(about, async (trace, { run, window }) => {
    const found = clippedSpans(window?.boottime ?? null)
    const kinds = new Map<string, number>()
    let lines = 0
    const onText = (text: string): boolean => {
      const match = line.exec(text)
      if (match === null) return false
      lines++
      const begin = BigInt(match[1] as string)
      const [, , , kind] = match
      const touches = found.add(begin, begin + BigInt(match[2] as string))
      if (touches && kind !== undefined && (kinds.has(kind) || kinds.size < MAX_KINDS))
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      return true
    }
    const printed = await readBpftrace(trace, run, onText)
    const count = found.touching()
    const totals: SpanTotals = {
      count,
      seconds: unionLength(found.kept) / 1e9,
      kinds,
      missing: Math.max(
        leastLost(printed.lost),
        (scalar(printed, ended) ?? lines) - lines,
        count - found.kept.length,
      ),
      total: (map) => scalar(printed, map) ?? (lines === 0 ? 0 : null),
    }
    return { present: true, value: value(totals), warnings: printed.warnings }
  })
}
