import { formatNumber, formatP } from '../base/number-format.js'
import { COLLAPSED_RUNS } from '../metrics/work.js'
import type { Report, ReportComparison } from '../model/report.js'
import { unitWords } from '../model/units.js'
import { countText } from '../report/counts-text.js'
import { confidenceText, estimateText, intervalText } from '../report/effect-text.js'
import { sizeText } from '../report/screen-facts.js'
import { outlook } from '../report/sentence-parts.js'
import { FAMILIES } from './verdict-words.js'

export const NONE = '—'

/** The texts of one row of the table of metrics, the same in every form of the report. */
export function comparisonCells(comparison: ReportComparison) {
  const { baseline, treatment, effect, metric, scope, test, unit } = comparison
  const collapsed = metric === COLLAPSED_RUNS
  const center = ({ median, values, n }: ReportComparison['baseline']) =>
    median === null
      ? NONE
      : collapsed
        ? `${values.filter((value) => value > 0).length} of ${n}`
        : formatNumber(median)
  return {
    unit: `${unitWords(unit).short}${scope === 'workload' ? ' (workload)' : ''}`,
    baseline: center(baseline),
    treatment: center(treatment),
    estimate: effect === null || collapsed ? NONE : estimateText(effect, unit),
    interval: effect === null || collapsed || effect.lower === null ? NONE : intervalText(effect, unit),
    confidence: effect === null || effect.lower === null ? NONE : confidenceText(effect),
    n: countText(comparison),
    p: test.pAdjusted !== null ? formatP(test.pAdjusted) : test.p !== null ? formatP(test.p) : NONE,
  }
}

/** Everything that qualifies a row, numbered for footnotes in the order of the table. */
export function footnotes({ comparisons, experiment }: Report): {
  marks: Map<string, number[]>
  notes: string[]
} {
  const notes: string[] = []
  const marks = new Map<string, number[]>()
  const shown = FAMILIES.flatMap((family) => comparisons.filter((one) => one.family === family))
  for (const comparison of shown) {
    const { metric, reason, warnings, baseline, treatment } = comparison
    // what makes the row not comparable is not told again of each run
    const missing = [...baseline.missing, ...treatment.missing].filter((one) => one.reason !== reason)
    const texts = [
      ...(reason === null ? [] : [reason]),
      ...[outlook(comparison, experiment.kind)]
        .filter((text) => text !== '')
        .map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`),
      ...warnings.map((warning) => warning.text),
      ...[...new Set(missing.map((item) => item.reason))].map((why) => {
        const runs = missing.filter((item) => item.reason === why).map((item) => item.run)
        return `No value in ${runs.length > 6 ? `${runs.length} runs` : runs.join(', ')}: ${why}.`
      }),
    ]
    const own = texts.map((text) => {
      const known = notes.indexOf(text)
      return known === -1 ? notes.push(text) : known + 1
    })
    marks.set(metric, [...new Set(own)])
  }
  return { marks, notes }
}

/** The trace file of each run of bare files, by run. */
export function traceNames(report: Report): Map<string, string> {
  const traces =
    report.experiment.kind === 'bare' ? report.inputs.filter((input) => input.role === 'trace') : []
  return new Map(traces.map((input) => [input.run, input.name]))
}

/** What is known of the test box, in one line each. */
export function provenance(report: Report): [string, string][] {
  const { host, workload, tool, experiment } = report
  return [
    [
      'Experiment',
      `${experiment.id} (${experiment.kind === 'bare' ? 'bare files, no manifest' : 'recorded by the collectors'})`,
    ],
    ...(experiment.manifestSha256 === null
      ? []
      : [['Plan, written before the first run', `sha256 ${experiment.manifestSha256}`] as [string, string]]),
    [
      'Kernel',
      host === null
        ? 'not recorded'
        : `${host.kernel} (${host.architecture}${host.distribution === null ? '' : `, ${host.distribution}`})`,
    ],
    ['Machine', host === null ? 'not recorded' : machine(host)],
    [
      'Workload',
      workload === null
        ? 'not recorded'
        : `${workload.profile === null ? '' : `${workload.profile}: `}${workload.argv.join(' ')}${workload.withheld > 0 ? ` (${workload.withheld} arguments withheld)` : ''}`,
    ],
    ['Made by', `${tool.name} ${tool.version}, report format ${report.schemaVersion}`],
  ]
}

function machine(host: NonNullable<Report['host']>): string {
  const swap =
    host.swap.length === 0
      ? 'no swap'
      : host.swap.map(({ kind, bytes }) => `${kind} swap ${sizeText(bytes)}`).join(', ')
  const kind = host.emulated
    ? ', emulated test box'
    : host.virtualization !== null && host.virtualization !== 'none'
      ? `, virtual (${host.virtualization})`
      : ''
  return `${host.cpus} CPUs, ${sizeText(host.memoryBytes)} memory, ${swap}${kind}`
}
