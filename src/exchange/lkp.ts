import { mean, sampleStandardDeviation } from 'simple-statistics'
import { printable } from '../base/printable.js'
import type { Report, ReportComparison } from '../model/report.js'

type Summary = ReportComparison['baseline']

function spread({ values }: Summary): string {
  if (values.length < 2 || mean(values) === 0) return ''
  const share = (100 * sampleStandardDeviation(values)) / Math.abs(mean(values))
  // as lkp does: a spread of less than 1 % is not shown
  return share < 1 ? '' : `±${share < 10 ? ' ' : ''}${share.toFixed(0)}%`
}

function amount(value: number): string {
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude >= 1e7 || magnitude < 0.01)) return value.toExponential(2)
  return magnitude >= 1000 ? value.toFixed(0) : value.toFixed(2)
}

/** The side-by-side form of the kernel test robot's mails: means, spread, change of the means. Says nothing of certainty. */
export function renderLkp(report: Report): string {
  const [baseline, treatment] = report.conditions.map(({ label }) => printable(label, 30))
  const rows = report.comparisons
    .filter(({ baseline: off, treatment: on }) => off.n > 0 && on.n > 0)
    .map(({ metric, baseline: off, treatment: on }) => {
      const [from, to] = [mean(off.values), mean(on.values)]
      const change =
        from === 0 ? '' : `${to >= from ? '+' : ''}${((100 * (to - from)) / Math.abs(from)).toFixed(1)}%`
      return `${amount(from).padStart(12)} ${spread(off).padEnd(6)} ${change.padStart(10)} ${amount(to).padStart(12)} ${spread(on).padEnd(6)}  ${printable(metric, 100)}`
    })
  return [
    `${(baseline ?? '').padStart(12)} ${''.padEnd(6)} ${''.padStart(10)} ${(treatment ?? '').padStart(12)}`,
    `${'-'.repeat(19)} ${'-'.repeat(30)}`,
    `${'mean'.padStart(12)} ${'%stdev'.padEnd(6)} ${'%change'.padStart(10)} ${'mean'.padStart(12)} %stdev`,
    ...rows,
    '',
  ].join('\n')
}
