import { median } from 'simple-statistics'
import { textWidth } from '../base/columns.js'
import { formatCount, formatNumber } from '../base/number-format.js'
import { printable } from '../base/printable.js'
import type { ChartDef, Figure } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { COUNT_LABEL, conditionScales } from './theme.js'

/** Which processes the page faults came from, run by run. */
export const faultsByProcess: ChartDef = {
  id: 'faults-by-process',
  figures(report) {
    return report.processes.rows.length === 0 ? [] : [figure(report)]
  },
}

function figure(report: Report): Figure {
  const { keyedBy, rows } = report.processes
  const labels = [report.conditions[0].label, report.conditions[1].label] as const
  const named = rows.map((row) => ({ ...row, process: printable(row.process, 40) }))
  const tracedRuns = ({ id }: { id: string }) =>
    report.runs
      .filter((run) => run.included && run.faults !== null && run.condition === id)
      .map((run) => run.id)
  const runs = [tracedRuns(report.conditions[0]), tracedRuns(report.conditions[1])] as const
  const dots = named.flatMap(({ process, baseline, treatment }) => [
    ...baseline.map((faults, index) => ({ process, condition: labels[0], run: runs[0][index], faults })),
    ...treatment.map((faults, index) => ({ process, condition: labels[1], run: runs[1][index], faults })),
  ])
  const drawn = dots.filter(({ faults }) => faults > 0)
  const medians = named.flatMap(({ process, baseline, treatment }) =>
    (
      [
        [labels[0], baseline],
        [labels[1], treatment],
      ] as const
    ).flatMap(([condition, values]) => {
      const middle = values.length === 0 ? 0 : median(values)
      return middle > 0 ? [{ process, condition, median: middle }] : []
    }),
  )
  const total = dots.reduce((sum, { faults }) => sum + faults, 0)
  const largest = dots
    .filter(({ process }) => process === named[0]?.process)
    .reduce((sum, { faults }) => sum + faults, 0)
  const share = total === 0 ? '0' : ((largest / total) * 100).toFixed(0)
  const who = keyedBy === 'rank' ? 'One process takes' : `${named[0]?.process} takes`
  const y = {
    field: 'process',
    type: 'nominal',
    sort: named.map(({ process }) => process),
    axis: {
      title: keyedBy === 'rank' ? 'process, by rank in its run' : 'process',
      titleAngle: 0,
      titleAlign: 'right',
      titleAnchor: 'start',
      titleY: -10,
      titleX: -8,
      ticks: false,
      domain: false,
      labelPadding: 10,
    },
  } as const
  const yOffset = {
    field: 'condition',
    type: 'nominal',
    sort: [...labels],
    scale: { domain: [...labels], paddingOuter: 0.4 },
  } as const
  const x = {
    type: 'quantitative',
    scale: { type: 'log', nice: true },
    axis: { title: 'page faults in a run (log scale)', labelExpr: COUNT_LABEL },
  } as const
  const cells = (values: readonly number[]) =>
    values.length === 0
      ? 'no trace'
      : `${formatNumber(median([...values]))} (${formatCount(Math.min(...values))} to ${formatCount(Math.max(...values))})`
  return {
    id: 'faults-by-process',
    title: `${who} ${share} % of the page faults`,
    subtitle: `Page faults by process and run, ${labels[0]} above ${labels[1]} in each row; the line is the median`,
    alt: named
      .map(
        ({ process, baseline, treatment }) =>
          `${process}: ${labels[0]} ${cells(baseline)}, ${labels[1]} ${cells(treatment)}`,
      )
      .join('; '),
    howToRead:
      keyedBy === 'rank'
        ? 'The traces have process numbers only, which mean nothing from one run to the next; so the largest process of a run is compared with the largest of the others, and so on. Runs in which a process had no fault have no dot.'
        : 'Each dot is one run. Runs in which a process had no fault have no dot. The scale is logarithmic: equal distances are equal factors.',
    tooltip: {
      process: 'Process',
      run: 'Run',
      condition: 'Condition',
      faults: 'Page faults',
      median: 'Median of the runs',
    },
    spec: {
      width: 480,
      height: named.length * 36,
      autosize: 'none',
      padding: {
        left: 24 + 7 * Math.max(12, ...named.map(({ process }) => textWidth(process))),
        top: 20,
        right: 20,
        bottom: 40,
      },
      layer: [
        {
          data: { values: drawn },
          mark: { type: 'point', filled: true, size: 40, opacity: 1 },
          encoding: { y, yOffset, x: { ...x, field: 'faults' }, ...conditionScales(labels) },
        },
        {
          data: { values: medians },
          mark: { type: 'tick', thickness: 2, size: 12 },
          encoding: { y, yOffset, x: { ...x, field: 'median' } },
        },
      ],
    },
    table: {
      columns: ['Process', `${labels[0]}: median (range)`, `${labels[1]}: median (range)`],
      rows: named.map(({ process, baseline, treatment }) => [process, cells(baseline), cells(treatment)]),
    },
  }
}
