import { lowerFirst } from '../base/lower-first.js'
import { perOperationId } from '../metrics/per-operation.js'
import type { ChartDef, Grid } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { binText, endOf, joinedText, type Timeline, timelinePanel } from './over-time.js'

const shown = (report: Report) =>
  report.timelines.filter(({ stream, absent }) => stream !== 'lru-gen' && absent === null)

/** What happened when, the conditions over each other; a panel for each signal, all with one time axis. */
export const timelines: ChartDef = {
  id: 'timelines',
  figures(report) {
    const rows = shown(report)
    const grid = gridOf(report, rows)
    return rows.map((row) => timelinePanel(report, row, grid, endOf(rows)))
  },
  absent(report) {
    const left = report.timelines.filter(({ stream, absent }) => stream !== 'lru-gen' && absent !== null)
    if (report.timelines.length === 0)
      return 'Over time: standalone traces do not show when the measured window was.'
    return left.length === 0
      ? null
      : `Over time: ${left.map(({ title, absent }) => `${lowerFirst(title)} (${absent})`).join('; ')}.`
  },
}

const WORDS = {
  improved: 'improved',
  regressed: 'regressed',
  higher: 'increased',
  lower: 'decreased',
  equivalent: 'equivalent',
} as const

/** No more certain than the verdicts on the same signals; the curves themselves are not tested. */
function finding(report: Report, rows: readonly Timeline[]): string {
  const tested = rows.flatMap(({ metric }) => {
    // a cost is tested per operation where the workload reports its work
    const ids = metric === null ? [] : [metric, perOperationId({ id: metric })]
    const comparison = report.comparisons.find(
      (one) => ids.includes(one.metric) && one.family !== 'descriptive',
    )
    return comparison === undefined ? [] : [comparison]
  })
  if (tested.length > 0 && tested.every(({ verdict }) => verdict === 'not-comparable'))
    return 'Signals over time: not comparable'
  const open = tested.filter(({ verdict }) => !Object.hasOwn(WORDS, verdict))
  if (open.length === tested.length && tested.every(({ test }) => test.p === null))
    return 'Signals over time: description only'
  const parts = Object.entries(WORDS).flatMap(([verdict, word]) => {
    const n = tested.filter((one) => one.verdict === verdict).length
    return n === 0 ? [] : [`${n} ${word}`]
  })
  const rest = open.length === 0 ? [] : [`${open.length} inconclusive`]
  return `Signals over time: of ${tested.length} tested, ${[...parts, ...rest].join(', ')} with ${report.conditions[1].label}`
}

function gridOf(report: Report, rows: readonly Timeline[]): Grid {
  const labels = [report.conditions[0].label, report.conditions[1].label] as const
  const lossy = rows.reduce(
    (most, { baseline, treatment }) => Math.max(most, baseline.lossy + treatment.lossy),
    0,
  )
  return {
    id: 'timelines',
    title: rows.length === 0 ? '' : finding(report, rows),
    subtitle:
      rows.length === 0
        ? ''
        : `Means over ${binText(rows)}; line: median run; band: minimum to maximum${lossy === 0 ? '' : `; events were lost in ${lossy === 1 ? '1 run, which shows' : `${lossy} runs, which show`} less than occurred`}`,
    howToRead: `${labels[0]}: solid line with circles; ${labels[1]}: dashed line with triangles. All panels share the time axis, which starts with the measured window of each run; each has its own vertical scale. Times that fewer than half of the runs reach are not drawn. Curves are not tested; the verdicts are in the tables.${rows.length === 0 ? '' : joinedText(rows)}`,
  }
}
