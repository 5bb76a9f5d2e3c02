import { printable } from '../base/printable.js'
import type { ChartDef, Figure } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { faultRows, tracedRuns } from './fault-rows.js'

/** Which processes the page faults came from, run by run. */
export const faultsByProcess: ChartDef = {
  id: 'faults-by-process',
  figures(report) {
    return report.processes.rows.length === 0 ? [] : [figure(report)]
  },
}

function figure(report: Report): Figure {
  const { keyedBy } = report.processes
  const labels = [report.conditions[0].label, report.conditions[1].label] as const
  const rows = report.processes.rows.map(({ process, baseline, treatment }) => ({
    name: printable(process, 40),
    baseline,
    treatment,
  }))
  const sumOf = (some: typeof rows) =>
    some.flatMap(({ baseline, treatment }) => [...baseline, ...treatment]).reduce((sum, one) => sum + one, 0)
  const total = sumOf(rows)
  const share = total === 0 ? '0' : ((sumOf(rows.slice(0, 1)) / total) * 100).toFixed(0)
  const who = keyedBy === 'rank' ? 'One process takes' : `${rows[0]?.name} takes`
  return {
    id: 'faults-by-process',
    title: `${who} ${share} % of the page faults`,
    subtitle: `Page faults by process and run, ${labels[0]} above ${labels[1]} in each row; the line is the median`,
    howToRead:
      keyedBy === 'rank'
        ? 'The traces have process numbers only, which mean nothing from one run to the next; so the largest process of a run is compared with the largest of the others, and so on. Runs in which a process had no fault have no dot.'
        : 'Each dot is one run. Runs in which a process had no fault have no dot. The scale is logarithmic: equal distances are equal factors.',
    ...faultRows(
      keyedBy === 'rank' ? 'process, by rank in its run' : 'process',
      'Process',
      rows,
      labels,
      tracedRuns(report),
    ),
  }
}
