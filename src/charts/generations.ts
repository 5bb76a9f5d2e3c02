import { formatNumber } from '../base/number-format.js'
import type { ChartDef, Figure } from '../model/chart.js'
import type { Report } from '../model/report.js'
import {
  binText,
  joinedText,
  peak,
  row,
  TIMELINE_TOOLTIP,
  type Timeline,
  timelineTable,
} from './over-time.js'

const isGeneration = ({ stream }: Timeline) => stream === 'lru-gen'

/** How the multi-gen LRU sorted the pages over time: generations made, and pages in them by age. */
export const generations: ChartDef = {
  id: 'generations',
  figures(report) {
    const rows = report.timelines.filter((one) => isGeneration(one) && one.absent === null)
    return rows.length === 0 ? [] : [figure(report, rows)]
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
    if (median === null) return `${label}: not recorded`
    return median === 0 ? `${label}: none made` : `${label}: one in ${formatNumber(1 / median)} s`
  })
  return `Generations in the median run: ${said.join('; ')}`
}

function figure(report: Report, rows: Timeline[]): Figure {
  const labels = [report.conditions[0].label, report.conditions[1].label] as const
  const end = Math.max(...rows.map(({ t, binSeconds }) => (t.at(-1) ?? 0) + binSeconds))
  const pages = rows.filter(({ unit }) => unit === 'pages')
  const most = Math.max(
    0,
    ...pages.flatMap(({ baseline, treatment }) =>
      [...baseline.upper, ...treatment.upper].map((one) => one ?? 0),
    ),
  )
  return {
    id: 'generations',
    time: 'measured-seconds',
    tooltip: TIMELINE_TOOLTIP,
    title: finding(report),
    subtitle: `Means over ${binText(rows)}, ${rows[0]?.baseline.runs} + ${rows[0]?.treatment.runs} runs; the line is the median of the runs, the band reaches from the least to the greatest`,
    alt: `Generations over time. ${rows.map((one) => `${one.title}: ${labels[0]} ${peak(one, one.baseline)}; ${labels[1]} ${peak(one, one.treatment)}`).join('. ')}.`,
    howToRead: `Pages enter the youngest generation and grow older as new generations are made; those in the oldest are evicted. The rows of pages share one scale. With MGLRU off the generations stand still. Described, not tested.${joinedText(rows)}`,
    spec: {
      spacing: 14,
      vconcat: rows.map((one, index) =>
        row(one, labels, end, index === rows.length - 1, one.unit === 'pages' ? most : undefined),
      ),
      resolve: { scale: { color: 'shared', strokeDash: 'shared', shape: 'shared' } },
    },
    table: timelineTable(rows, labels),
  }
}
