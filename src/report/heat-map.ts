import { significant } from '../base/significant.js'
import { type RunData, valueOf } from '../experiment/experiment.js'
import type { Report } from '../model/report.js'
import type { DirectReclaim } from '../streams/direct-reclaim.js'

type Heat = NonNullable<Report['distributions'][number]['heat']>

/** Wider bins than a timeline's: a cell that can be seen. */
const MAX_COLUMNS = 40

/** When direct-reclaim stalls began and how long they took: events a run, in bins of which there are at most 40. */
export function heatMap(off: readonly RunData[], on: readonly RunData[]): Heat | null {
  const heats = [off, on].map((runs) =>
    runs.flatMap((run): NonNullable<DirectReclaim['heat']>[] => {
      const heat = valueOf(run, 'direct-reclaim')?.heat
      return heat === undefined ? [] : [heat]
    }),
  )
  const all = heats.flat()
  if (all.length === 0) return null
  let binSeconds = Math.max(...all.map((heat) => heat.binSeconds))
  const end = Math.max(...all.flatMap((heat) => heat.cells.map(({ bin }) => (bin + 1) * heat.binSeconds)))
  while (end / binSeconds > MAX_COLUMNS) binSeconds *= 2
  const [baseline = [], treatment = []] = heats.map((side) => {
    const cells = new Map<string, [number, number, number]>()
    for (const heat of side) {
      for (const { bin, from, count } of heat.cells) {
        const t = Math.floor((bin * heat.binSeconds) / binSeconds) * binSeconds
        const cell = cells.get(`${t} ${from}`) ?? [t, from / 1e9, 0]
        cell[2] += count
        cells.set(`${t} ${from}`, cell)
      }
    }
    return [...cells.values()]
      .map(([t, from, count]): [number, number, number] => [t, from, significant(count / side.length)])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1])
  })
  return { binSeconds, baseline, treatment }
}
