import { median } from 'simple-statistics'
import { formatNumber } from '../base/number-format.js'
import type { ChartDef, Figure } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { faultRows } from './fault-rows.js'

/** Page faults by kind: where they were taken, and whether data had to be read. */
export const faultsByKind: ChartDef = {
  id: 'faults-by-kind',
  figures(report) {
    return report.processes.kinds.length === 0 ? [] : [figure(report)]
  },
}

/** Median share of the counted faults that were major, by condition. */
function finding(report: Report): string {
  const [minor, major] = ['counted, minor', 'counted, major'].map((kind) =>
    report.processes.kinds.find((one) => one.kind === kind),
  )
  if (minor === undefined || major === undefined) return 'Page faults by kind'
  const said = (['baseline', 'treatment'] as const).map((side, index) => {
    const shares = major[side].map((faults, run) => faults / Math.max(1, faults + (minor[side][run] ?? 0)))
    const share = shares.length === 0 ? null : median(shares)
    return `${share === null ? 'not counted' : `${formatNumber(share * 100, 2)} %`} with ${report.conditions[index as 0 | 1].label}`
  })
  return `Faults that had to read from swap or a file, in the median run: ${said.join(', ')}`
}

function figure(report: Report): Figure {
  const labels = [report.conditions[0].label, report.conditions[1].label] as const
  const rows = report.processes.kinds.map(({ kind, baseline, treatment }) => ({
    name: kind,
    baseline,
    treatment,
  }))
  return {
    id: 'faults-by-kind',
    title: finding(report),
    subtitle: `Page faults by kind and run, ${labels[0]} above ${labels[1]} in each row; the line is the median`,
    howToRead:
      'Each dot is one run; a run without any fault of a kind has none. Traced are exceptions of the processor, by the mode in which it was. Counted are all that the kernel handled, also those that no exception led to: a major one had to be read, a minor one not. The two add up to different totals for that reason. Described; the tests are in the table of metrics.',
    ...faultRows('kind', 'Kind', rows, labels),
  }
}
