import { escapeHtml as text } from '../base/escape.js'
import { formatCount, formatNumber } from '../base/number-format.js'
import type { Report } from '../model/report.js'
import { unitWords } from '../model/units.js'
import { valueText } from '../report/effect-text.js'
import { shownRows } from '../report/shown-rows.js'
import { NONE, traceNames } from './cells.js'
import { htmlTable } from './html-table.js'
import { KILL_HEADS, KILL_NUMBERS, killRows } from './kill-rows.js'

/** Every run in one table: what it was, whether it counts, and its values of the primary metrics. */
export function runsTable(report: Report): string {
  const names = traceNames(report)
  const primary = shownRows(report, 'primary').rows.filter(({ metric }) => metric !== 'collapsed-runs')
  const values = primary.map(
    ({ baseline, treatment }) =>
      new Map(
        [baseline, treatment].flatMap(({ runs, values: all }) =>
          runs.map((run, index) => [run, all[index] as number] as const),
        ),
      ),
  )
  const heads = primary.map(({ title, unit }) =>
    unitWords(unit).short === '' ? title : `${title}, ${unitWords(unit).short}`,
  )
  return htmlTable(
    ['Run', 'Condition', 'Block', 'Place', 'Duration, s', ...heads, 'Traced page faults', 'Included'],
    [2, 3, 4, ...heads.map((_, index) => 5 + index), 5 + heads.length],
    report.runs.map((run, place) => ({
      id: `run-${place + 1}`,
      cells: [
        {
          html: `<a class="permalink" href="#run-${place + 1}">${text(names.has(run.id) ? `${run.id} (${names.get(run.id)})` : run.id)}</a>`,
        },
        run.condition,
        run.block === null ? NONE : String(run.block),
        run.position === null ? NONE : String(run.position),
        run.seconds === null ? NONE : formatNumber(run.seconds),
        ...values.map((of, place) => {
          const value = of.get(run.id)
          return value === undefined ? NONE : valueText(value, primary[place]?.unit ?? 'count')
        }),
        run.faults === null ? NONE : formatCount(run.faults),
        run.included ? 'yes' : `no: ${run.reason ?? ''}`,
      ],
    })),
    'Runs',
  )
}

/** What each counter of /proc/vmstat came to, in the median run of each condition. */
export function countersTable(report: Report): string {
  const [baseline, treatment] = report.conditions
  const center = ({ median }: { median: number | null }) => (median === null ? NONE : formatCount(median))
  return htmlTable(
    ['Counter', `${baseline.label}, median`, `${treatment.label}, median`, 'n', 'Not comparable because'],
    [1, 2, 3],
    report.counters.map((row) => [
      row.counter,
      center(row.baseline),
      center(row.treatment),
      `${row.baseline.n} + ${row.treatment.n}`,
      row.notComparable ?? '',
    ]),
  )
}

/** Every kill that the kernel log tells of; empty without any. */
export function killsTable(report: Report): string {
  const rows = killRows(report)
  return rows.length === 0 ? '' : htmlTable([...KILL_HEADS], [...KILL_NUMBERS], rows, 'Kills')
}
