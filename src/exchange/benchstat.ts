import type { Report, ReportComparison } from '../model/report.js'
import { benchmarkName } from './benchmark-name.js'

/** benchstat rewrites units with a part "ns" or "MB", and their values; one letter more keeps both as they are. */
const unitOf = (metric: string) =>
  metric
    .replace(/[^\x21-\x7e]+/g, '_')
    .slice(0, 120)
    .replace(/(?<=^|[-/*])(?=(?:ns|MB)(?:$|[-/*]))/g, 'x')

/** The values of a condition in Go's benchmark format (https://pkg.go.dev/golang.org/x/perf/benchfmt), one line for each run. */
function linesOf(
  report: Report,
  comparisons: readonly ReportComparison[],
  side: 'baseline' | 'treatment',
): string[] {
  const byRun = new Map<string, string[]>()
  for (const comparison of comparisons)
    for (const [index, value] of comparison[side].values.entries()) {
      const run = comparison[side].runs[index] ?? ''
      byRun.set(run, [...(byRun.get(run) ?? []), `${value} ${unitOf(comparison.metric)}`])
    }
  const name = `Benchmark${benchmarkName(report)}`
  return report.runs.flatMap(({ id }) => {
    const values = byRun.get(id)
    return values === undefined ? [] : [`${name} 1 ${values.join(' ')}`]
  })
}

/**
 * A file for each condition, for `benchstat BASELINE TREATMENT`. Keys before the lines are the same in both: by keys that differ benchstat
 * would make a table each. A metric is a unit. Blocks are not in the format: benchstat compares the runs as if they were independent.
 */
export function benchstatFiles(report: Report): [name: string, content: string][] {
  const comparisons = report.comparisons.filter(({ baseline, treatment }) => baseline.n + treatment.n > 0)
  const word = (text: string) => text.replace(/[^\x21-\x7e]+/g, ' ').slice(0, 200)
  const head = [
    `experiment: ${word(report.experiment.id)}`,
    ...(report.host === null
      ? []
      : [`kernel: ${word(report.host.kernel)}`, `architecture: ${word(report.host.architecture)}`]),
    ...comparisons.map(
      ({ metric, better }) =>
        `Unit ${unitOf(metric)} ${better === 'neither' ? '' : `better=${better} `}assume=nothing`,
    ),
  ]
  return (['baseline', 'treatment'] as const).map((side) => [
    `benchstat-${side}.txt`,
    [...head, ...linesOf(report, comparisons, side), ''].join('\n'),
  ])
}
