import { floorPowerOfTwo } from './log-linear-histogram.js'
import { binSecondsFor } from './time-series.js'

/** Events that began in the bin and took from `from` to less than twice as many nanoseconds. */
export interface HeatCell {
  bin: number
  from: number
  count: number
}

/** Time by length, over the bins of the measured window; what began before it is in the first bin. */
export function heatBuilder(window: { start: bigint; end: bigint } | null) {
  const cells = new Map<string, HeatCell>()
  const binSeconds = window === null ? 1 : binSecondsFor(Number(window.end - window.start) / 1e9)
  return {
    add(begin: bigint, nanoseconds: number): void {
      if (window === null) return
      const bin = Math.max(0, Math.floor(Number(begin - window.start) / 1e9 / binSeconds))
      const from = floorPowerOfTwo(nanoseconds)
      const key = `${bin} ${from}`
      const seen = cells.get(key)
      if (seen === undefined) cells.set(key, { bin, from, count: 1 })
      else seen.count++
    },
    end(): { heat?: { binSeconds: number; cells: HeatCell[] } } {
      if (window === null) return {}
      const sorted = [...cells.values()].sort((a, b) => a.bin - b.bin || a.from - b.from)
      return { heat: { binSeconds, cells: sorted } }
    },
  }
}
