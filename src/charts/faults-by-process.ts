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

/** Programs that the collectors start in a measured window: what they cost is the recorder's, not the workload's. */
const RECORDER = new Set(
  'run-experiment mglru-collect bpftrace perf grep tail setsid mkfifo rm gzip zstd tee getconf sleep cat awk mawk gawk date kill mv sync timeout'.split(
    ' ',
  ),
)

type Row = Report['processes']['rows'][number]

/** The rows with those of the recorder as one, where the collectors recorded the experiment. */
function withRecorder({ experiment, workload, processes: { rows } }: Report): Row[] {
  const program = workload?.argv[0] ?? ''
  const own = ({ process }: Row) =>
    experiment.kind === 'directory' && RECORDER.has(process) && process !== program
  const recorder = rows.filter(own)
  if (recorder.length === 0) return rows
  const sum = (side: 'baseline' | 'treatment') =>
    (recorder[0] as Row)[side].map((_, run) =>
      recorder.reduce((total, row) => total + (row[side][run] ?? 0), 0),
    )
  return [
    ...rows.filter((row) => !own(row)),
    { process: 'recorder', baseline: sum('baseline'), treatment: sum('treatment') },
  ]
}

function figure(report: Report): Figure {
  const { keyedBy } = report.processes
  const labels = [report.conditions[0].label, report.conditions[1].label] as const
  const all = withRecorder(report)
  const rows = all.map(({ process, baseline, treatment }) => ({
    name: printable(process, 40),
    baseline,
    treatment,
  }))
  const sumOf = (some: typeof rows) =>
    some.flatMap(({ baseline, treatment }) => [...baseline, ...treatment]).reduce((sum, one) => sum + one, 0)
  const total = sumOf(rows)
  const share = total === 0 ? '0' : ((sumOf(rows.slice(0, 1)) / total) * 100).toFixed(0)
  const who = keyedBy === 'rank' ? 'One process takes' : `${rows[0]?.name} takes`
  const recorder =
    all.length === report.processes.rows.length && all.at(-1)?.process !== 'recorder'
      ? ''
      : ' Recorder: the tracer and the programs that the collectors start.'
  return {
    id: 'faults-by-process',
    folded: true,
    title: `${who} ${share}% of the page faults`,
    subtitle: `Page faults by process and run, ${labels[0]} above ${labels[1]} in each row; bar: median`,
    howToRead:
      keyedBy === 'rank'
        ? 'The traces have process numbers only, which differ from run to run; so the largest process of a run is compared with the largest of the others, and so on. A run without a fault of a process has no dot.'
        : `Each dot is one run. A run without a fault of a process has no dot. The scale is logarithmic: equal distances are equal factors.${recorder}`,
    ...faultRows(
      keyedBy === 'rank' ? 'process, by rank in its run' : 'process',
      'Process',
      rows,
      labels,
      tracedRuns(report),
    ),
  }
}
