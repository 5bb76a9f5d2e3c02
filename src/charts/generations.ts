import { formatNumber } from '../base/number-format.js'
import type { ChartDef, Grid } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { binText, endOf, joinedText, type Timeline, timelinePanel } from './over-time.js'

const isGeneration = ({ stream }: Timeline) => stream === 'lru-gen'

/** How the multi-gen LRU sorted the pages over time: new generations, and pages in them by age. */
export const generations: ChartDef = {
  id: 'generations',
  figures(report) {
    const rows = report.timelines.filter((one) => isGeneration(one) && one.absent === null)
    const pages = rows.filter(({ unit }) => unit === 'pages')
    const most = Math.max(
      0,
      ...pages.flatMap(({ baseline, treatment }) =>
        [...baseline.upper, ...treatment.upper].map((one) => one ?? 0),
      ),
    )
    const grid = gridOf(report, rows)
    return rows.map((one) => ({
      ...timelinePanel(report, one, grid, endOf(rows), one.unit === 'pages' ? most : undefined),
      folded: true,
    }))
  },
  absent(report) {
    const all = report.timelines.filter(isGeneration)
    const reasons = [...new Set(all.map(({ absent }) => absent))]
    return all.length === 0 || reasons.includes(null) ? null : `Generations over time: ${reasons.join('; ')}.`
  },
}

function finding(report: Report): string {
  const rate = report.comparisons.find(({ metric }) => metric === 'generation-rate')
  const said = report.conditions.map(({ label }, index) => {
    const median = (index === 0 ? rate?.baseline : rate?.treatment)?.median ?? null
    if (median === null) return `not recorded with ${label}`
    return median === 0 ? `none with ${label}` : `every ${formatNumber(1 / median)} s with ${label}`
  })
  return `New generations: ${said.join('; ')} (median run)`
}

function gridOf(report: Report, rows: readonly Timeline[]): Grid {
  return {
    id: 'generations',
    title: finding(report),
    subtitle:
      rows.length === 0 ? '' : `Means over ${binText(rows)}; line: median run; band: minimum to maximum`,
    howToRead: `Pages enter the youngest generation and grow older as new generations are created; those in the oldest are evicted. The panels of pages share one scale. With MGLRU off the generations stand still. Not tested.${rows.length === 0 ? '' : joinedText(rows)}`,
  }
}
