import type { Report, ReportComparison } from '../model/report.js'
import { type RowTable, rowTable } from './table.js'

type Side = 'baseline' | 'treatment'
const SIDES: readonly Side[] = ['baseline', 'treatment']

/** The condition of a side, by its id. */
const conditionOf = (report: Report, side: Side) => report.conditions[side === 'baseline' ? 0 : 1].id

function runValues(report: Report) {
  const runs = new Map(report.runs.map((run) => [run.id, run]))
  return report.comparisons.flatMap((comparison) =>
    SIDES.flatMap((side) => {
      const { runs: ids, values, missing } = comparison[side]
      return [
        ...values.map((value, index) => ({ id: ids[index] ?? '', value })),
        ...missing.map(({ run }) => ({ id: run, value: null })),
      ].map(({ id, value }) => ({
        comparison,
        id,
        run: runs.get(id),
        condition: conditionOf(report, side),
        value,
      }))
    }),
  )
}

export const runsTable = rowTable(
  'runs',
  'one metric of one run that counts: the values behind every comparison, and all that `analyze` needs to compare them again',
  runValues,
  [
    ['run', 'text', 'id of the run', ({ id }) => id],
    ['condition', 'text', 'id of its condition', ({ condition }) => condition],
    ['block', 'integer', 'block of the plan; null without blocks', ({ run }) => run?.block ?? null],
    ['position', 'integer', 'position in its block', ({ run }) => run?.position ?? null],
    ['metric', 'text', 'id of the metric', ({ comparison }) => comparison.metric],
    ['unit', 'text', 'of the value', ({ comparison }) => comparison.unit],
    ['better', 'text', 'lower, higher or neither', ({ comparison }) => comparison.better],
    ['value', 'number', 'null: missing in this run', ({ value }) => value],
  ],
)

export const comparisonsTable = rowTable(
  'comparisons',
  'one metric: medians, effect, confidence interval, test and verdict',
  (report: Report): readonly ReportComparison[] => report.comparisons,
  [
    ['metric', 'text', 'id of the metric', ({ metric }) => metric],
    ['unit', 'text', 'of its values', ({ unit }) => unit],
    ['better', 'text', 'lower, higher or neither', ({ better }) => better],
    ['family', 'text', 'primary, secondary or descriptive', ({ family }) => family],
    ['verdict', 'text', 'as in report.json', ({ verdict }) => verdict],
    ['clarity', 'text', 'clear or size-uncertain; null without a change', ({ clarity }) => clarity],
    ['baseline_n', 'integer', 'runs of the baseline with a value', ({ baseline }) => baseline.n],
    ['baseline_median', 'number', 'median of its runs', ({ baseline }) => baseline.median],
    ['treatment_n', 'integer', 'runs of the treatment with a value', ({ treatment }) => treatment.n],
    ['treatment_median', 'number', 'median of its runs', ({ treatment }) => treatment.median],
    [
      'effect_scale',
      'text',
      'ratio: treatment over baseline; difference: treatment less baseline',
      ({ effect }) => effect?.scale ?? null,
    ],
    ['effect', 'number', 'estimate, on that scale', ({ effect }) => effect?.estimate ?? null],
    ['lower', 'number', 'lower bound of the confidence interval', ({ effect }) => effect?.lower ?? null],
    ['upper', 'number', 'upper bound', ({ effect }) => effect?.upper ?? null],
    ['confidence', 'number', 'level that the interval reaches', ({ effect }) => effect?.confidence ?? null],
    ['test', 'text', 'name of the test', ({ test }) => test.name],
    ['p', 'number', 'p of the test', ({ test }) => test.p],
    ['p_adjusted', 'number', 'adjusted within the family', ({ test }) => test.pAdjusted],
    [
      'more_blocks_needed',
      'integer',
      'blocks still to be run, where the report asks for them',
      ({ moreBlocksNeeded }) => moreBlocksNeeded,
    ],
    ['reason', 'text', 'why there is no verdict', ({ reason }) => reason],
  ],
)

const recordingsTable = rowTable(
  'recordings',
  'one run, whether it counts or not',
  (report: Report) => report.runs,
  [
    ['run', 'text', 'id of the run', ({ id }) => id],
    ['condition', 'text', 'id of its condition', ({ condition }) => condition],
    ['kind', 'text', 'measured, warmup or untraced', ({ kind }) => kind],
    ['block', 'integer', 'block of the plan', ({ block }) => block],
    ['position', 'integer', 'position in its block', ({ position }) => position],
    ['included', 'boolean', 'whether it counts', ({ included }) => included],
    ['reason', 'text', 'why it does not', ({ reason }) => reason],
    ['seconds', 'number', 'length of the measured window', ({ seconds }) => seconds],
    ['faults', 'number', 'page faults traced', ({ faults }) => faults],
  ],
)

const processesTable = rowTable(
  'processes',
  'page faults of one process (name, or rank within the run) in one run with a trace',
  (report: Report) => {
    const traced = (side: Side) =>
      report.runs.filter(
        ({ included, faults, condition }) =>
          included && faults !== null && condition === conditionOf(report, side),
      )
    return report.processes.rows.flatMap((row) =>
      SIDES.flatMap((side) => {
        const runs = traced(side)
        return row[side].map((faults, index) => ({
          process: row.process,
          // reports of standalone files may have runs whose trace the rows leave out
          run: runs.length === row[side].length ? (runs[index]?.id ?? null) : null,
          condition: conditionOf(report, side),
          faults,
        }))
      }),
    )
  },
  [
    ['process', 'text', 'name, or rank', ({ process }) => process],
    ['run', 'text', 'id of the run; null where the report does not tell it', ({ run }) => run],
    ['condition', 'text', 'id of its condition', ({ condition }) => condition],
    ['faults', 'number', 'page faults', ({ faults }) => faults],
  ],
)

const countersTable = rowTable(
  'counters',
  'one counter of /proc/vmstat that moved, over the runs of both conditions',
  (report: Report) => report.counters,
  [
    ['counter', 'text', 'its name', ({ counter }) => counter],
    ['baseline_n', 'integer', 'runs of the baseline', ({ baseline }) => baseline.n],
    ['baseline_median', 'number', 'median increase over a run', ({ baseline }) => baseline.median],
    ['treatment_n', 'integer', 'runs of the treatment', ({ treatment }) => treatment.n],
    ['treatment_median', 'number', 'median increase over a run', ({ treatment }) => treatment.median],
    [
      'not_comparable',
      'text',
      'why the conditions do not count the same; null where they do',
      ({ notComparable }) => notComparable ?? null,
    ],
  ],
)

const timelinesTable = rowTable(
  'timelines',
  'one bin of time of one series under one condition, over its runs',
  (report: Report) =>
    report.timelines.flatMap((series) =>
      SIDES.flatMap((side) =>
        series[side].median.map((median, bin) => ({
          series,
          condition: conditionOf(report, side),
          at: series.t[bin] ?? null,
          runs: series[side].n[bin] ?? null,
          median,
          lower: series[side].lower[bin] ?? null,
          upper: series[side].upper[bin] ?? null,
        })),
      ),
    ),
  [
    ['series', 'text', 'stream and series', ({ series }) => series.id],
    ['unit', 'text', 'of the values', ({ series }) => series.unit],
    ['condition', 'text', 'id of the condition', ({ condition }) => condition],
    ['at', 'number', 'start of the bin, seconds since the measured window began', ({ at }) => at],
    ['runs', 'integer', 'runs seen in the bin', ({ runs }) => runs],
    ['median', 'number', 'median of the runs; null below half of them', ({ median }) => median],
    ['lower', 'number', 'the least run', ({ lower }) => lower],
    ['upper', 'number', 'the greatest run', ({ upper }) => upper],
  ],
)

const quantilesTable = rowTable(
  'quantiles',
  'one quantile of how long single events took',
  (report: Report) =>
    report.distributions.flatMap((of) => of.quantiles.map((quantile) => ({ of, quantile }))),
  [
    ['distribution', 'text', 'what took so long', ({ of }) => of.id],
    ['level', 'number', 'of the quantile, such as 0.99', ({ quantile }) => quantile.level],
    ['baseline_n', 'integer', 'runs with an event beyond it', ({ quantile }) => quantile.baseline.n],
    [
      'baseline_lower',
      'number',
      'seconds: lower bound of its bucket',
      ({ quantile }) => quantile.baseline.lower,
    ],
    ['baseline_upper', 'number', 'upper bound', ({ quantile }) => quantile.baseline.upper],
    ['treatment_n', 'integer', 'runs with an event beyond it', ({ quantile }) => quantile.treatment.n],
    ['treatment_lower', 'number', 'seconds: lower bound', ({ quantile }) => quantile.treatment.lower],
    ['treatment_upper', 'number', 'upper bound', ({ quantile }) => quantile.treatment.upper],
    ['ratio', 'number', 'treatment over baseline', ({ quantile }) => quantile.shift?.ratio ?? null],
    ['lower', 'number', 'lower bound of its interval', ({ quantile }) => quantile.shift?.lower ?? null],
    ['upper', 'number', 'upper bound', ({ quantile }) => quantile.shift?.upper ?? null],
  ],
)

/** What a report.json alone has. */
export const REPORT_TABLES: readonly RowTable<Report>[] = [
  runsTable,
  comparisonsTable,
  recordingsTable,
  processesTable,
  countersTable,
  timelinesTable,
  quantilesTable,
]
