import { median } from 'simple-statistics'
import { formatNumber } from '../base/number-format.js'
import type { Report, ReportComparison } from '../model/report.js'
import { changeText } from './effect-text.js'
import { isChanged, margin } from './sentence-parts.js'

/** What an improvement may have been paid with, what matters most first: id per second; where it is tested per operation, that form. */
const PRICES: readonly { rate: string; perOperation: string; bytes?: true }[] = [
  { rate: 'kswapd-cpu-share', perOperation: 'kswapd-cpu-per-op' },
  { rate: 'kcompactd-cpu-share', perOperation: 'kcompactd-cpu-per-op' },
  { rate: 'swap-write-rate', perOperation: 'swap-write-per-op', bytes: true },
  { rate: 'other-write-rate', perOperation: 'other-write-per-op', bytes: true },
]

/**
 * What was paid for what improved, a sentence for each kind of answer: more, less, the same, not known. Empty where no primary
 * metric improved, or nothing that is a price was recorded; a change is told only where a test found it.
 */
export function priceText(report: Report): string {
  const improved = report.comparisons.some(
    ({ family, verdict }) => family === 'primary' && verdict === 'improved',
  )
  if (!improved) return ''
  const more: string[] = []
  const less: string[] = []
  const same: string[] = []
  const open: string[] = []
  for (const { rate, perOperation, bytes } of PRICES) {
    const row = measured(report, perOperation) ?? measured(report, rate)
    if (row === undefined) continue
    const { verdict, effect } = row
    if (verdict === 'equivalent') same.push(`${row.title} within ${margin(row)}`)
    else if (verdict === 'did-not-occur') same.push(`${row.title} 0 in every run`)
    else if (!isChanged(verdict) || effect === null) open.push(row.title)
    else {
      const up = effect.estimate > (effect.scale === 'ratio' ? 1 : 0)
      const total = bytes === true ? totalText(report, measured(report, rate), up) : ''
      ;(up ? more : less).push(`${row.title} ${changeText(effect, row.unit)}${total}`)
    }
  }
  const sentence = (what: string, parts: readonly string[]) =>
    parts.length === 0 ? [] : [`${what}: ${parts.join('; ')}.`]
  return [
    ...sentence('More', more),
    ...sentence('Less', less),
    ...sentence('The same', same),
    ...sentence('Not known', open),
  ].join(' ')
}

const measured = ({ comparisons }: Report, id: string): ReportComparison | undefined =>
  comparisons.find(
    ({ metric, verdict, baseline, treatment }) =>
      metric === id && verdict !== 'not-comparable' && baseline.n > 0 && treatment.n > 0,
  )

/** ", 1.4 GiB more in a run": the medians of whole runs, told where they move in the direction of the estimate. */
function totalText({ runs }: Report, row: ReportComparison | undefined, up: boolean): string {
  const perRun = (side: ReportComparison['baseline']) =>
    side.values.flatMap((value, index) => {
      const seconds = runs.find(({ id }) => id === side.runs[index])?.seconds ?? null
      return seconds === null ? [] : [value * seconds]
    })
  const [off, on] = [perRun(row?.baseline ?? NONE), perRun(row?.treatment ?? NONE)]
  if (off.length === 0 || on.length === 0) return ''
  const difference = median(on) - median(off)
  if (difference === 0 || difference > 0 !== up) return ''
  return `, ${bytesText(Math.abs(difference))} ${up ? 'more' : 'less'} in a run`
}

const NONE = { values: [], runs: [] } as unknown as ReportComparison['baseline']

function bytesText(bytes: number): string {
  const power = Math.min(3, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)))
  return `${formatNumber(bytes / 1024 ** power, 2)} ${['B', 'KiB', 'MiB', 'GiB'][power]}`
}
