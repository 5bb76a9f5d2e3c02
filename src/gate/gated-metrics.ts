import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { METRICS } from '../metrics/index.js'
import { COLLAPSED_RUNS } from '../metrics/work.js'
import type { Better, SmallestEffect } from '../model/comparison.js'
import { comparisonOf, type PublishedComparison, type Recording } from './recording.js'

/** A metric that both sides are compared on. */
export interface GatedMetric {
  metric: string
  title: string
  unit: string
  better: Better
  smallestEffect: SmallestEffect
  /** Kernel counters that it is made of. */
  counts: readonly string[]
  /** A session's value is the share of its runs, not a median. */
  isShareOfRuns: boolean
}

/** One run of a dozen more or less is noise, as a share of the runs of a session. */
const COLLAPSED_SHARE: SmallestEffect = { relative: 0, absolute: 0.05 }

/**
 * The primary metrics, which must be the same in every report, or those named.
 * @throws InputError where they differ, or a metric is missing or not the same metric
 */
export function gatedMetrics(
  recordings: readonly Recording[],
  named: readonly string[] | null,
): GatedMetric[] {
  const ids = named ?? primaryOf(recordings)
  return [...new Set(ids)].map((id) => gated(recordings, id))
}

function primaryOf(recordings: readonly Recording[]): string[] {
  const [first, ...rest] = recordings.map((recording) => ({
    ...recording,
    // a row of its own, which comes with the figure of the workload and not with the plan
    ids: recording.report.comparisons.flatMap(({ family, metric }): string[] =>
      family === 'primary' && metric !== COLLAPSED_RUNS ? [metric] : [],
    ),
  }))
  const ids = first?.ids ?? []
  const list = (all: readonly string[]) => printable([...all].sort().join(', ') || 'none', 300)
  const other = rest.find((one) => list(one.ids) !== list(ids))
  if (first !== undefined && other !== undefined)
    throw new InputError({
      path: other.path,
      expected: `the primary metrics of ${printable(first.path)} (${list(ids)})`,
      found: list(other.ids),
      remedy: 'name the metrics to compare with --metrics',
    })
  if (ids.length === 0) throw noPrimary(first?.path ?? 'diff')
  const collapse = recordings.every(({ report }) => comparisonOf(report, COLLAPSED_RUNS) !== undefined)
  return collapse ? [...ids, COLLAPSED_RUNS] : ids
}

export const noPrimary = (path: string) =>
  new InputError({
    path,
    expected: 'a report with a primary metric',
    found: 'none',
    remedy: 'name the metrics to compare with --metrics',
  })

function gated(recordings: readonly Recording[], id: string): GatedMetric {
  const rows = recordings.map((recording) => ({ ...recording, row: rowOf(recording, id) }))
  const [first] = rows
  if (first === undefined) throw new RangeError('no recordings')
  const definition = METRICS.find(({ id: known }) => known === id)
  const betterOf = (row: PublishedComparison) =>
    // between two equal conditions a report prefers no direction; between two recordings the metric's own holds
    row.better === 'neither' ? (definition?.better ?? row.better) : row.better
  const better = rows.map(({ row }) => betterOf(row)).find((one) => one !== 'neither') ?? 'neither'
  for (const { path, row } of rows) {
    const own = betterOf(row)
    const difference: [string, string] | null =
      row.unit !== first.row.unit
        ? [`unit "${printable(first.row.unit)}"`, `unit "${printable(row.unit)}"`]
        : own !== better && own !== 'neither'
          ? [`${better} is better`, `${own} is better`]
          : null
    if (difference === null) continue
    throw new InputError({
      path,
      expected: `${printable(id)} as in ${printable(first.path)} (${difference[0]})`,
      found: difference[1],
      remedy: 'leave it out with --metrics',
    })
  }
  const collapsed = id === COLLAPSED_RUNS
  const effects = rows.map(({ row }) => row.smallestEffect)
  return {
    metric: id,
    title: first.row.title,
    unit: collapsed ? 'share' : first.row.unit,
    better: collapsed ? 'lower' : better,
    smallestEffect: collapsed
      ? COLLAPSED_SHARE
      : {
          relative: Math.min(...effects.map(({ relative }) => relative)),
          absolute: Math.min(...effects.map(({ absolute }) => absolute)),
        },
    counts: definition?.counts ?? [],
    isShareOfRuns: collapsed,
  }
}

function rowOf({ path, report }: Recording, id: string): PublishedComparison {
  const row = comparisonOf(report, id)
  if (row !== undefined) return row
  const known = report.comparisons
    .filter(({ family }) => family !== 'descriptive')
    .map(({ metric }) => metric)
  throw new InputError({
    path,
    expected: `a report with the metric ${printable(id)}`,
    found: `other metrics (${printable(known.join(', ') || 'none', 300)})`,
    remedy: 'name metrics that every report has with --metrics',
  })
}
