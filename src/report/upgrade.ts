import { metricOf } from '../model/renamed-metrics.js'

type Json = Record<string, unknown>

/** Timelines had the id of a metric, or one that looked like it. */
const TIMELINES: Readonly<Record<string, { id: string; metric: string | null }>> = {
  'page-fault-rate': { id: 'page-faults.faults', metric: 'page-fault-rate' },
  'major-fault-rate': { id: 'vmstat.pgmajfault', metric: 'major-fault-rate' },
  'swap-in-rate': { id: 'vmstat.pswpin', metric: 'swap-in-rate' },
  'swap-out-rate': { id: 'vmstat.pswpout', metric: 'swap-out-rate' },
  'memory-available': { id: 'meminfo.available', metric: null },
  'swap-used': { id: 'meminfo.swap-used', metric: null },
  'memory-pressure-some': { id: 'psi.memory.some', metric: 'memory-pressure-some' },
  'memory-pressure-full': { id: 'psi.memory.full', metric: 'memory-pressure-full' },
  'kswapd-cpu-share': { id: 'kswapd-cpu.cpu', metric: 'kswapd-cpu-share' },
  'generation-rate': { id: 'lru-gen.created', metric: 'generation-rate' },
  'generation-pages-0': { id: 'lru-gen.pages-0', metric: null },
  'generation-pages-1': { id: 'lru-gen.pages-1', metric: null },
  'generation-pages-2': { id: 'lru-gen.pages-2', metric: null },
  'generation-pages-3': { id: 'lru-gen.pages-3', metric: null },
}

/**
 * A report of schema version 1 in the shape of 2; any other value as it is. What does not fit passes: the schema refuses it.
 */
export function upgradeReport(value: unknown): unknown {
  if (!isObject(value) || value['schemaVersion'] !== 1) return value
  const { leftOut, ...rest } = value
  return {
    ...rest,
    schemaVersion: 2,
    ...(leftOut !== undefined && { redactions: leftOut }),
    ...each(value, 'comparisons', (one) => ({
      ...one,
      metric: metricOf(one['metric']),
      ...each(one, 'warnings', (warning) =>
        warning['id'] === 'hangs' ? { ...warning, id: 'leave-one-out' } : warning,
      ),
    })),
    ...each(value, 'timelines', (one) => ({
      ...one,
      ...(TIMELINES[String(one['metric'])] ?? { id: one['metric'], metric: null }),
    })),
    ...each(value, 'distributions', (one) => each(one, 'quantiles', quantileWithBounds, one)),
    ...each(value, 'checks', (one) => ({
      ...one,
      metrics: Array.isArray(one['metrics']) ? one['metrics'].map(metricOf) : one['metrics'],
    })),
    ...each(value, 'glossary', (one) => ({ ...one, id: metricOf(one['id']) })),
  }
}

function quantileWithBounds(quantile: Json): Json {
  const side = (name: string) => {
    const { least, most, ...rest } = isObject(quantile[name]) ? quantile[name] : {}
    return { ...rest, lower: least, upper: most }
  }
  return { ...quantile, baseline: side('baseline'), treatment: side('treatment') }
}

/** A member that is a list, with each object in it changed; nothing where it is none. */
function each(from: Json, member: string, change: (one: Json) => Json, all: Json = {}): Json {
  const list = from[member]
  if (!Array.isArray(list)) return all
  return { ...all, [member]: list.map((one) => (isObject(one) ? change(one) : one)) }
}

const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
