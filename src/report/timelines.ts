import { median } from 'simple-statistics'
import { significant } from '../base/significant.js'
import { type Experiment, includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import type { Report } from '../model/report.js'
import type { Unit } from '../model/units.js'
import { binMeans, downsample, type Series, type SeriesByName } from '../reduce/time-series.js'
import type { StreamName } from '../streams/registry.js'

type Timeline = Report['timelines'][number]

interface Signal {
  metric: string | null
  title: string
  unit: Unit
  stream: StreamName & ('page-faults' | 'vmstat' | 'meminfo' | 'psi' | 'kswapd-cpu' | 'lru-gen')
  series: string
}

/** In the order in which they are drawn: what the program does, what reclaim does, where the memory is, what it costs. */
// biome-ignore format: one line each
const SIGNALS: readonly Signal[] = [
  { metric: 'page-fault-rate', title: 'Traced page-fault rate', unit: 'count/s', stream: 'page-faults', series: 'faults' },
  { metric: 'major-fault-rate', title: 'Major-fault rate', unit: 'count/s', stream: 'vmstat', series: 'pgmajfault' },
  { metric: 'swap-in-rate', title: 'Swap-in rate', unit: 'pages/s', stream: 'vmstat', series: 'pswpin' },
  { metric: 'swap-out-rate', title: 'Swap-out rate', unit: 'pages/s', stream: 'vmstat', series: 'pswpout' },
  { metric: null, title: 'Memory available', unit: 'bytes', stream: 'meminfo', series: 'available' },
  { metric: null, title: 'Swap used', unit: 'bytes', stream: 'meminfo', series: 'swap-used' },
  { metric: 'memory-pressure-some', title: 'Memory pressure (PSI some)', unit: 'share', stream: 'psi', series: 'memory.some' },
  { metric: 'memory-pressure-full', title: 'Memory pressure (PSI full)', unit: 'share', stream: 'psi', series: 'memory.full' },
  { metric: 'kswapd-cpu-share', title: 'kswapd CPU usage', unit: 'share', stream: 'kswapd-cpu', series: 'cpu' },
  { metric: 'generation-rate', title: 'Generation-creation rate', unit: 'count/s', stream: 'lru-gen', series: 'created' },
  ...['youngest generation', 'second', 'third', 'fourth and older'].map((which, age) => ({
    metric: null, title: `Pages in the ${which}`, unit: 'pages' as const, stream: 'lru-gen' as const, series: `pages-${age}`,
  })),
]

/** Every signal over the measured window of the included runs, by condition; empty where the window is unknown. */
export function timelines(experiment: Experiment): Timeline[] {
  if (experiment.kind === 'bare') return []
  const [baseline, treatment] = experiment.conditions.map(({ id }) => includedRuns(experiment, id)) as [
    RunData[],
    RunData[],
  ]
  return SIGNALS.map((signal) => timeline(signal, baseline, treatment))
}

function timeline(signal: Signal, baseline: readonly RunData[], treatment: readonly RunData[]): Timeline {
  const { metric, title, unit, stream, series: name } = signal
  const sides = [baseline, treatment].map((runs) => runs.map((run) => ({ run, found: find(signal, run) })))
  const series = sides.flat().flatMap(({ found }) => (typeof found === 'string' ? [] : [found]))
  const binSeconds = Math.max(1, ...series.map((one) => one.binSeconds))
  const [off, on] = sides.map((runs) => summarise(signal, runs, binSeconds)) as [
    Timeline['baseline'],
    Timeline['baseline'],
  ]
  const seen = [off, on].map(({ median }) => median.findLastIndex((value) => value !== null) + 1)
  const length = Math.max(...seen)
  const cut = (side: Timeline['baseline']) => {
    for (const key of ['n', 'median', 'lower', 'upper'] as const)
      side[key].length = Math.min(side[key].length, length)
    return side
  }
  return {
    id: `${stream}.${name}`,
    metric,
    title,
    unit,
    stream,
    binSeconds,
    t: Array.from({ length }, (_, bin) => bin * binSeconds),
    baseline: cut(off),
    treatment: cut(on),
    absent: absence(off, on, length),
  }
}

/** Not recorded and recorded without anything happening are told apart. */
function absence(off: Timeline['baseline'], on: Timeline['baseline'], length: number): string | null {
  if (off.runs + on.runs === 0) return [...off.missing, ...on.missing][0]?.reason ?? 'no run counts'
  if (length === 0) return 'no part of the measured window was seen in half of the runs'
  if ([...off.upper, ...on.upper].every((value) => value === null || value === 0))
    return 'did not occur: 0 in every run'
  return null
}

function find({ stream, series }: Signal, run: RunData): Series | string {
  const reduction = run.streams[stream]
  if (reduction === undefined) return 'not recorded'
  if (!reduction.present) return reduction.reason
  const all: SeriesByName | undefined = reduction.value.series
  const found = all !== undefined && Object.hasOwn(all, series) ? all[series] : undefined
  return found ?? 'recorded without times within the measured window'
}

function summarise(
  signal: Signal,
  runs: readonly { run: RunData; found: Series | string }[],
  binSeconds: number,
): Timeline['baseline'] {
  const means: (number | null)[][] = []
  const missing: { run: string; reason: string }[] = []
  let lossy = 0
  for (const { run, found } of runs) {
    if (typeof found === 'string') {
      missing.push({ run: run.id, reason: found })
      continue
    }
    means.push(binMeans(downsample(found, binSeconds)))
    if (signal.stream === 'page-faults' && (valueOf(run, 'page-faults')?.lost ?? 0) > 0) lossy++
  }
  const bins = Math.max(0, ...means.map((values) => values.length))
  const columns = Array.from({ length: bins }, (_, bin) =>
    means.flatMap((values) => {
      const value = values[bin]
      return value === null || value === undefined ? [] : [value]
    }),
  )
  const each = (of: (values: number[]) => number) =>
    columns.map((values) =>
      values.length === 0 || 2 * values.length < means.length ? null : significant(of(values)),
    )
  return {
    runs: means.length,
    missing,
    lossy,
    n: columns.map((values) => values.length),
    median: each(median),
    lower: each((values) => Math.min(...values)),
    upper: each((values) => Math.max(...values)),
  }
}
