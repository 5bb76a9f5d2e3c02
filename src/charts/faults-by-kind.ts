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
  const parts = (['baseline', 'treatment'] as const).map((side, index) => {
    const shares = major[side].map((faults, run) => faults / Math.max(1, faults + (minor[side][run] ?? 0)))
    const share = shares.length === 0 ? null : median(shares)
    const label = report.conditions[index as 0 | 1].label
    return share === null
      ? `not counted with ${label}`
      : `${formatNumber(share * 100, 2)}% of faults with ${label}`
  })
  return `Major faults: ${parts.join(', ')} (median run)`
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
    folded: true,
    title: finding(report),
    subtitle: `Page faults by kind and run, ${labels[0]} above ${labels[1]} in each row; bar: median`,
    howToRead:
      'Each dot is one run; a run without a fault of a kind has none. Traced: page-fault exceptions, by the mode of the CPU. Counted: all faults that the kernel handled, also those without an exception; a major fault waited for a read, a minor one did not. The totals differ for that reason. Not tested here; the tests are in the tables.',
    ...faultRows('kind', 'Kind', rows, labels),
  }
}
