import { lowerFirst } from '../base/lower-first.js'
import { formatCount, formatNumber } from '../base/number-format.js'
import type { ChartDef, Figure } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { findingOf } from '../report/findings.js'
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
      return 'How long single events took: bare traces hold no latencies.'
    const left = report.distributions.filter(({ absent }) => absent !== null)
    return left.length === 0
      ? null
      : `How long single events took: ${left.map(({ title, absent }) => `${lowerFirst(title)} (${absent})`).join('; ')}.`
  },
}

/** The verdict on the tail, where there is one; the curves are not tested. */
function finding(report: Report, { metric, title }: Distribution): string {
  const comparison = report.comparisons.find((one) => one.metric === metric)
  if (comparison === undefined || comparison.family === 'descriptive')
    return `${title}: described only, no metric tests their tail`
  return findingOf(comparison, report.conditions, report.experiment.kind)
}

/** "50 % of the stalls", "0.1 %": the share that lies beyond a quantile. */
export const levelText = (level: number) => `p${formatNumber(level * 100).replace(/\.0+$/, '')}`

export function boundsText(side: Distribution['quantiles'][number]['baseline']): string {
  if (side.lower === null || side.upper === null) return 'too few events'
  return `${formatDuration(side.lower)} to ${formatDuration(side.upper)} (${side.n} runs)`
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
  const { color, shape, strokeDash } = conditionLines(labels)
  const x = {
    field: 'seconds',
    type: 'quantitative',
    scale: { type: 'log', domain, nice: false },
    axis: { title: 'length (log scale)', values: decadeTicks(...domain), labelExpr: TIME_LABEL },
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
    title: finding(report, one),
    subtitle: `Share of a run’s ${lowerFirst(one.title)} that took at least as long: median of ${one.baseline.runs} + ${one.treatment.runs} runs, the band from the least to the greatest; over ${one.covers}${missing === 0 ? '' : `; ${missing} runs have none`}`,
    alt: `${one.title} by length. ${one.quantiles.map(({ level, baseline, treatment }) => `${levelText(level)}: ${labels[0]} ${boundsText(baseline)}, ${labels[1]} ${boundsText(treatment)}`).join('; ')}.`,
    howToRead: `A curve further right and higher has more of the long ones. Both scales are logarithmic: where a curve crosses 1 %, one in a hundred takes longer. The shares are exact at the bounds of the recorder’s buckets, which lie up to ${resolutionText(one)} apart; between them the line only joins. Each run counts the same, however many events it has (${formatCount(one.baseline.events)} and ${formatCount(one.treatment.events)} together).`,
    spec: {
      title: {
        text: 'share of the events that took at least as long',
        anchor: 'start',
        frame: 'group',
        offset: 6,
      },
      width: 560,
      height: 260,
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
  return resolution < 2 ? `${formatNumber((resolution - 1) * 100, 2)} %` : `a factor of ${resolution}`
}
