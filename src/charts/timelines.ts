import { lowerFirst } from '../base/lower-first.js'
import { perOperationId } from '../metrics/per-operation.js'
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

const shown = (report: Report) =>
  report.timelines.filter(({ stream, absent }) => stream !== 'lru-gen' && absent === null)

/** What happened when, the conditions over each other, all signals on one time axis. */
export const timelines: ChartDef = {
  id: 'timelines',
  figures(report) {
    const rows = shown(report)
    return rows.length === 0 ? [] : [figure(report, rows)]
  },
  absent(report) {
    const left = report.timelines.filter(({ stream, absent }) => stream !== 'lru-gen' && absent !== null)
    if (report.timelines.length === 0)
      return 'Over time: traces without an experiment do not tell when the measured window was.'
    return left.length === 0
      ? null
      : `Over time: ${left.map(({ title, absent }) => `${lowerFirst(title)} (${absent})`).join('; ')}.`
  },
}

const CHANGED: Readonly<Record<string, string>> = {
  improved: 'improved',
  regressed: 'got worse',
  higher: 'rose',
  lower: 'fell',
  equivalent: 'did not change by as much as matters',
}

const list = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

/** No more certain than the verdicts on the same signals; the curves themselves are not tested. */
function finding(report: Report, rows: readonly Timeline[]): string {
  const tested = rows.flatMap(({ metric, title }) => {
    // a cost is tested per operation where the workload reports its work
    const ids = metric === null ? [] : [metric, perOperationId({ id: metric })]
    const comparison = report.comparisons.find(
      (one) => ids.includes(one.metric) && one.family !== 'descriptive',
    )
    return comparison === undefined ? [] : [{ title, verdict: comparison.verdict, p: comparison.test.p }]
  })
  if (tested.length > 0 && tested.every(({ verdict }) => verdict === 'not-comparable'))
    return 'Over time: described only, because the conditions must not be compared here'
  const open = tested.filter(({ verdict }) => CHANGED[verdict] === undefined)
  if (open.length === tested.length && tested.every(({ p }) => p === null))
    return 'Over time: described only, these runs are too few for a test'
  const treatment = report.conditions[1].label
  if (open.length === tested.length)
    return `Over time: no certain difference with ${treatment} in any of the ${tested.length} tested signals`
  const said = Object.entries(CHANGED).flatMap(([verdict, how]) => {
    const titles = tested.filter((one) => one.verdict === verdict).map(({ title }) => lowerFirst(title))
    return titles.length === 0 ? [] : [`${list(titles)} ${how}`]
  })
  const others = open.length === 1 ? 'the other tested signal' : `the other ${open.length} tested signals`
  return `With ${treatment}, ${said.join('; ')}${open.length === 0 ? '' : `; no certain difference in ${others}`}`
}

function figure(report: Report, rows: Timeline[]): Figure {
  const labels = [report.conditions[0].label, report.conditions[1].label] as const
  const end = Math.max(...rows.map(({ t, binSeconds }) => (t.at(-1) ?? 0) + binSeconds))
  const counts = (side: 'baseline' | 'treatment') => {
    const runs = rows.map((one) => one[side].runs)
    const [least, most] = [Math.min(...runs), Math.max(...runs)]
    return least === most ? String(least) : `${least} to ${most}`
  }
  const lossy = rows.reduce(
    (most, { baseline, treatment }) => Math.max(most, baseline.lossy + treatment.lossy),
    0,
  )
  return {
    id: 'timelines',
    time: 'measured-seconds',
    tooltip: TIMELINE_TOOLTIP,
    title: finding(report, rows),
    subtitle: `Means over ${binText(rows)}, ${counts('baseline')} + ${counts('treatment')} runs; the line is the median of the runs, the band reaches from the least to the greatest${lossy === 0 ? '' : `; events were lost in ${lossy === 1 ? '1 run, which shows' : `${lossy} runs, which show`} less than happened`}`,
    alt: `Medians over time. ${rows.map((one) => `${one.title}: ${labels[0]} ${peak(one, one.baseline)}; ${labels[1]} ${peak(one, one.treatment)}`).join('. ')}.`,
    howToRead: `All rows share the time axis, which starts with the measured window of each run; each has its own vertical scale. ${labels[0]} is a solid line with circles, ${labels[1]} a dashed one with triangles. Time that fewer than half of the runs reach is left out. The curves are described, not tested: the verdicts are in the table of metrics.${joinedText(rows)}`,
    spec: {
      spacing: 14,
      vconcat: rows.map((one, index) => row(one, labels, end, index === rows.length - 1)),
      resolve: { scale: { color: 'shared', strokeDash: 'shared', shape: 'shared' } },
    },
    table: timelineTable(rows, labels),
  }
}
