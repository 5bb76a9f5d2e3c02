import { formatNumber } from '../base/number-format.js'
import type { ChartDef, Figure } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { formatDuration } from '../report/format-duration.js'
import type { Distribution } from './latency-tails.js'
import { decadeTicks, TIME_LABEL } from './time-scale.js'

type Heat = NonNullable<Distribution['heat']>
type Cell = Heat['baseline'][number]

/** When events were how long: time across, length upwards, more of them darker; one panel for each condition. */
export const latencyHeatmap: ChartDef = {
  id: 'latency-heatmap',
  figures: (report) =>
    report.distributions.flatMap((one) =>
      one.heat !== null && one.heat.baseline.length + one.heat.treatment.length > 0
        ? [figure(report, one, one.heat)]
        : [],
    ),
}

/** Limits of the shades: the largest count's power of two and the three below it. */
function limits(most: number): number[] {
  const top = 2 ** Math.floor(Math.log2(most))
  return [top / 8, top / 4, top / 2, top]
}

/** From the faintest to the fullest, with even steps between. */
const SHADES = [0.12, 1]

function stepOf(count: number, steps: readonly number[]): number {
  const step = steps.findIndex((limit) => count < limit)
  return step < 0 ? steps.length : step
}

function figure(report: Report, one: Distribution, heat: Heat): Figure {
  const panels = [
    { label: report.conditions[0].label, cells: heat.baseline, runs: one.baseline.runs },
    { label: report.conditions[1].label, cells: heat.treatment, runs: one.treatment.runs },
  ]
  const all = [...heat.baseline, ...heat.treatment]
  const most = Math.max(...all.map(([, , count]) => count))
  const steps = limits(most)
  const names = [
    `fewer than ${steps[0] ?? 1}`,
    ...steps.map((limit, index) =>
      steps[index + 1] === undefined ? `${limit} or more` : `${limit} to ${steps[index + 1]}`,
    ),
  ]
  const end = Math.max(...all.map(([t]) => t)) + heat.binSeconds
  const lengths: [number, number] = [
    Math.min(...all.map(([, from]) => from)),
    2 * Math.max(...all.map(([, from]) => from)),
  ]
  const panel = ({ label, cells }: (typeof panels)[number], index: number) => ({
    title: { text: `${label}: length of the events`, anchor: 'start', frame: 'group', offset: 6 },
    width: 270,
    height: 220,
    data: {
      values: [...cells]
        .sort((a, b) => stepOf(a[2], steps) - stepOf(b[2], steps))
        .map(([t, from, count]) => ({
          t,
          until: t + heat.binSeconds,
          from,
          to: 2 * from,
          step: names[stepOf(count, steps)],
        })),
    },
    mark: { type: 'rect', color: 'currentColor', opacity: 1 },
    encoding: {
      x: {
        field: 't',
        type: 'quantitative',
        scale: { domain: [0, end], nice: false },
        axis: { title: 'seconds since the start of the measured window', tickCount: 6, grid: false },
      },
      x2: { field: 'until' },
      y: {
        field: 'from',
        type: 'quantitative',
        scale: { type: 'log', domain: lengths, nice: false },
        axis: {
          title: null,
          values: decadeTicks(...lengths).filter((tick) => /^1|^0\.0*1|^1e/.test(String(tick))),
          labelExpr: TIME_LABEL,
          labels: index === 0,
          grid: false,
          minExtent: index === 0 ? 44 : 0,
        },
      },
      y2: { field: 'to' },
      opacity: {
        field: 'step',
        type: 'ordinal',
        sort: names,
        scale: { domain: names, range: SHADES },
        legend: {
          orient: 'top',
          title: `events per run in ${heat.binSeconds} s`,
          symbolType: 'square',
          symbolFillColor: 'currentColor',
          symbolStrokeWidth: 0,
          titleOrient: 'left',
        },
      },
    },
  })
  const sum = (cells: readonly Cell[]) => cells.reduce((total, [, , count]) => total + count, 0)
  const longest = (cells: readonly Cell[]) => Math.max(0, ...cells.map(([, from]) => from))
  const said = panels.map(({ label, cells }) =>
    cells.length === 0
      ? `${label}: none`
      : `${label}: ${formatNumber(sum(cells))} a run, the longest ${formatDuration(longest(cells))} to ${formatDuration(2 * longest(cells))}`,
  )
  return {
    id: `heat-${one.id}`,
    folded: true,
    time: 'measured-seconds',
    tooltip: {
      t: 'Began after, s',
      until: 'and before, s',
      from: 'Took at least, s',
      to: 'and less than, s',
      step: 'Events per run',
    },
    title: `${one.title} over time (not tested)`,
    subtitle: `Events per run by when they began and how long they took, ${panels.map(({ runs }) => runs).join(' + ')} runs; lengths in steps of a factor of two`,
    alt: `${one.title} by time and length. ${said.join('; ')}.`,
    howToRead:
      'Each cell counts events that began in that time and took that long; darker (on a dark page: brighter) is more, in steps of a factor of two. Empty is none in any run. Both panels have the same scales.',
    spec: {
      spacing: 40,
      bounds: 'flush',
      hconcat: panels.map(panel),
      resolve: { scale: { opacity: 'shared' } },
    },
    table: table(panels, heat.binSeconds),
  }
}

const MAX_ROWS = 12

/** By length over all the time, and by time over all lengths: every cell would be hundreds of rows. */
function table(
  panels: readonly { label: string; cells: readonly Cell[] }[],
  binSeconds: number,
): Figure['table'] {
  const all = panels.flatMap(({ cells }) => cells)
  const span = binSeconds * Math.ceil((Math.max(...all.map(([t]) => t)) + binSeconds) / binSeconds / MAX_ROWS)
  const sums = (keyOf: (cell: Cell) => number) =>
    [...new Set(all.map(keyOf))]
      .sort((a, b) => a - b)
      .map((key) => ({
        key,
        counts: panels.map(({ cells }) =>
          formatNumber(cells.reduce((sum, cell) => (keyOf(cell) === key ? sum + cell[2] : sum), 0)),
        ),
      }))
  return {
    columns: ['Events per run', ...panels.map(({ label }) => label)],
    rows: [
      ...sums(([, from]) => from).map(({ key, counts }) => [
        `${formatDuration(key)} to ${formatDuration(2 * key)}`,
        ...counts,
      ]),
      ...sums(([t]) => Math.floor(t / span) * span).map(({ key, counts }) => [
        `began at ${key} to ${key + span} s`,
        ...counts,
      ]),
    ],
  }
}
