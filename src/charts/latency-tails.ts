import { lowerFirst } from '../base/lower-first.js'
import { formatNumber } from '../base/number-format.js'
import type { ChartDef, Figure, Grid } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { formatDuration } from '../report/format-duration.js'
import { conditionLines } from './theme.js'
import { decadeTicks, TIME_LABEL } from './time-scale.js'

export type Distribution = Report['distributions'][number]

/** How long single events took: for each length, the share of a run's events that took at least as long. */
export const latencyTails: ChartDef = {
  id: 'latency-tails',
  figures: (report) =>
    report.distributions.filter(({ absent }) => absent === null).map((one) => figure(report, one)),
  absent(report) {
    if (report.distributions.length === 0)
      return 'Latency of single events: standalone traces hold no latencies.'
    const left = report.distributions.filter(({ absent }) => absent !== null)
    return left.length === 0
      ? null
      : `Latency of single events: ${left.map(({ title, absent }) => `${lowerFirst(title)} (${absent})`).join('; ')}.`
  },
}

/** "50 % of the stalls", "0.1 %": the share that lies beyond a quantile. */
export const levelText = (level: number) => `p${formatNumber(level * 100).replace(/\.0+$/, '')}`

export function boundsText(side: Distribution['quantiles'][number]['baseline']): string {
  if (side.lower === null || side.upper === null) return 'too few events'
  return `${formatDuration(side.lower)} to ${formatDuration(side.upper)} (${side.n} ${side.n === 1 ? 'run' : 'runs'})`
}

const GRID = ([off, on]: readonly [string, string]): Grid => ({
  id: 'tails',
  title: 'Share of events that took at least as long',
  subtitle: 'Line: median run; band: minimum to maximum; both axes logarithmic',
  howToRead: `${off}: solid line with circles; ${on}: dashed line with triangles. A curve further right and higher has more long events; where it crosses 1%, one event in a hundred takes longer. The shares are exact at the bounds of the recorder’s buckets; between them the line only joins. Each run counts the same, however many events it has.`,
})

/** The verdict on the tail, where there is one; the curves are not tested. */
function verdictOf(report: Report, { metric }: Distribution): string {
  const comparison = report.comparisons.find((one) => one.metric === metric)
  if (comparison === undefined || comparison.family === 'descriptive') return 'not tested'
  return `tail ${comparison.verdict.replaceAll('-', ' ')}`
}

function figure(report: Report, one: Distribution): Figure {
  const labels = [report.conditions[0].label, report.conditions[1].label] as const
  const sides = [one.baseline, one.treatment]
  const least = Math.min(...sides.flatMap(({ median }) => median.filter((share) => share > 0)))
  const floor = 10 ** Math.floor(Math.log10(least))
  const drawn = one.edges.flatMap((_, index) =>
    sides.some(({ upper }) => (upper[index] ?? 0) > 0) ? [index] : [],
  )
  // from the last edge that all events reach on
  const first = drawn.findLastIndex((index) =>
    sides.every(({ median }) => median.length === 0 || median[index] === 1),
  )
  const kept = drawn.slice(Math.max(0, first))
  const every = Math.ceil(kept.length / 15)
  const values = sides.flatMap(({ median, lower, upper }, side) =>
    kept.flatMap((index, place) => {
      const share = median[index]
      const most = upper[index] ?? 0
      if (share === undefined || most <= 0) return []
      return [
        {
          condition: labels[side],
          seconds: one.edges[index],
          share: share > 0 ? share : null,
          lower: Math.max(lower[index] ?? 0, floor),
          upper: Math.max(most, floor),
          marked: share > 0 && place % every === 0,
        },
      ]
    }),
  )
  const ends = kept.map((index) => one.edges[index] as number)
  const domain: [number, number] = [Math.min(...ends), Math.max(...ends) * 1.1]
  const { color: hue, shape: form, strokeDash: dash } = conditionLines(labels)
  const color = { ...hue, legend: null }
  const shape = { ...form, legend: null }
  const strokeDash = { ...dash, legend: null }
  const x = {
    field: 'seconds',
    type: 'quantitative',
    scale: { type: 'log', domain, nice: false },
    axis: {
      title: 'latency (log scale)',
      values: decadeTicks(...domain),
      labelExpr: TIME_LABEL,
      labelOverlap: true,
    },
  } as const
  const y = {
    type: 'quantitative',
    scale: { type: 'log', domain: [floor, 1], nice: false },
    axis: {
      title: null,
      values: decadeTicks(floor, 1).filter((tick) => /^[1.0e-]+$/.test(String(tick))),
      labelExpr: "format(datum.value, '.3~%')",
      minExtent: 44,
    },
  } as const
  const missing = one.baseline.missing.length + one.treatment.missing.length
  return {
    id: `tails-${one.id}`,
    grid: GRID(labels),
    title: one.title,
    subtitle: `${one.baseline.runs} + ${one.treatment.runs} runs${missing === 0 ? '' : `, ${missing} without any`}; ${verdictOf(report, one)}; over ${one.covers}; buckets up to ${resolutionText(one)} wide`,
    alt: `${one.title} by length. ${one.quantiles.map(({ level, baseline, treatment }) => `${levelText(level)}: ${labels[0]} ${boundsText(baseline)}, ${labels[1]} ${boundsText(treatment)}`).join('; ')}.`,
    howToRead: GRID(labels).howToRead,
    spec: {
      width: 236,
      height: 150,
      data: { values },
      layer: [
        {
          mark: { type: 'area', opacity: 0.16 },
          encoding: { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' }, color },
        },
        {
          transform: [{ filter: 'datum.share !== null' }],
          mark: { type: 'line', strokeWidth: 2 },
          encoding: { x, y: { ...y, field: 'share' }, color, strokeDash },
        },
        {
          transform: [{ filter: 'datum.marked' }],
          mark: { type: 'point', filled: true, size: 30, opacity: 1 },
          encoding: { x, y: { ...y, field: 'share' }, color, shape },
        },
      ],
    },
    table: {
      columns: ['Quantile', `${labels[0]}: between`, `${labels[1]}: between`],
      rows: one.quantiles.map(({ level, baseline, treatment }) => [
        levelText(level),
        boundsText(baseline),
        boundsText(treatment),
      ]),
    },
  }
}

/** How far apart the bounds of a bucket are: "13 %", "a factor of 2". */
export function resolutionText({ resolution }: Distribution): string {
  return resolution < 2 ? `${formatNumber((resolution - 1) * 100, 2)}%` : `a factor of ${resolution}`
}
