import { lowerFirst } from '../base/lower-first.js'
import type { ChartDef, Figure, Grid } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { confidenceText, estimateText, intervalText } from '../report/effect-text.js'
import { boundsText, type Distribution, levelText, resolutionText } from './latency-tails.js'
import { RATIO_LABEL, ratioTicks } from './theme.js'

type Quantile = Distribution['quantiles'][number]
type Shifted = Quantile & { shift: NonNullable<Quantile['shift']> }

const shiftsOf = ({ quantiles }: Distribution) =>
  quantiles.filter((one): one is Shifted => one.shift !== null)

/** By how much each quantile differs, from the median to the tail: where in the distribution a change is. */
export const quantileShift: ChartDef = {
  id: 'quantile-shift',
  figures: (report) =>
    report.distributions.filter((one) => shiftsOf(one).length > 0).map((one) => figure(report, one)),
  absent(report) {
    const left = report.distributions.filter((one) => one.absent === null && one.shiftAbsent !== null)
    return left.length === 0
      ? null
      : `Shift of the quantiles: ${left.map(({ title, shiftAbsent }) => `${lowerFirst(title)} (${shiftAbsent})`).join('; ')}.`
  },
}

const asEffect = ({ ratio, lower, upper, confidence }: Shifted['shift']) =>
  ({ scale: 'ratio', estimate: ratio, lower, upper, confidence }) as const

/** The interval as it would be if every bucket had held its values at the worst end for the comparison. */
function widened({ shift }: Shifted, { resolution }: Distribution) {
  return { lower: shift.lower / resolution, upper: shift.upper * resolution }
}

const GRID = (treatment: string): Grid => ({
  id: 'shift',
  title: `Change of latency by quantile with ${treatment}`,
  subtitle: 'p99: one event in a hundred took longer; log-ratio scale',
  howToRead:
    'Dot: estimated change of that quantile. Thick line: its CI at the level in the table, from the exact rank test on one value a run. Thin line: what the width of a bucket may hide. The CIs are not adjusted for the number of quantiles: they show where in the distribution to look, and no verdict rests on them.',
})

function figure(report: Report, one: Distribution): Figure {
  const treatment = report.conditions[1].label
  const rows = shiftsOf(one)
  const values = rows.map((row) => {
    const { ratio, lower, upper } = row.shift
    const wide = widened(row, one)
    return { level: levelText(row.level), ratio, lower, upper, least: wide.lower, most: wide.upper }
  })
  const reach = Math.max(1.25, ...values.flatMap(({ least, most }) => [most, 1 / least]))
  const domain = [1 / (reach * 1.05), reach * 1.05] as [number, number]
  const scale = { type: 'log', domain, nice: false } as const
  const x = {
    field: 'level',
    type: 'nominal',
    sort: values.map(({ level }) => level),
    axis: {
      title: 'quantile of a run',
      labelAngle: 0,
      ticks: false,
      labelPadding: 8,
    },
  } as const
  const y = (field: string) =>
    ({
      field,
      type: 'quantitative',
      scale,
      axis: { title: null, values: ratioTicks(...domain, 6), labelExpr: RATIO_LABEL, minExtent: 62 },
    }) as const
  const text = ({ shift }: Shifted) =>
    `${estimateText(asEffect(shift), 'seconds')}, ${intervalText(asEffect(shift), 'seconds')}`
  const left = one.quantiles.length - rows.length
  return {
    id: `shift-${one.id}`,
    grid: GRID(treatment),
    folded: true,
    title: one.title,
    subtitle: `up to ${Math.max(...rows.map(({ shift }) => shift.n))} blocks or runs; buckets up to ${resolutionText(one)} wide${left === 0 ? '' : `; ${left} further quantiles have too few events or runs`}`,
    alt: `${one.title}. ${rows.map((row) => `${levelText(row.level)}: ${text(row)}`).join('; ')}.`,
    howToRead: GRID(treatment).howToRead,
    spec: {
      width: 236,
      height: 150,
      data: { values },
      layer: [
        { mark: { type: 'rule', opacity: 0.5 }, encoding: { y: { datum: 1, type: 'quantitative', scale } } },
        { mark: { type: 'rule', size: 1 }, encoding: { x, y: y('least'), y2: { field: 'most' } } },
        { mark: { type: 'rule', size: 4 }, encoding: { x, y: y('lower'), y2: { field: 'upper' } } },
        {
          mark: { type: 'point', filled: true, size: 80, color: 'currentColor', opacity: 1 },
          encoding: { x, y: y('ratio') },
        },
      ],
    },
    table: {
      columns: ['Quantile', report.conditions[0].label, treatment, 'Change', 'CI', 'Level', 'n'],
      rows: rows.map(({ level, baseline, treatment: on, shift }) => [
        levelText(level),
        boundsText(baseline),
        boundsText(on),
        estimateText(asEffect(shift), 'seconds'),
        intervalText(asEffect(shift), 'seconds'),
        confidenceText(asEffect(shift)),
        String(shift.n),
      ]),
    },
  }
}
