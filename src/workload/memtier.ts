import type { Printed } from './figure.js'
import { isRecord, member, numberAt } from './json-documents.js'
import type { Reader } from './reader.js'

const KINDS = ['Sets', 'Gets', 'Waits', 'Totals'] as const
const PERCENTILES = ['p50.00', 'p95.00', 'p99.00', 'p99.90'] as const

/** memtier_benchmark.cpp and run_stats.cpp, run_stats::print_json(). */
export const memtier: Reader = {
  id: 'memtier',
  title: 'memtier_benchmark --json-out-file',
  what:
    'Of sets, gets and totals: `memtier.totals.ops` per second, `latency-avg`, `latency-p50`, `latency-p95`, `latency-p99` and `latency-p99.9` in milliseconds. Kinds that never ran are excluded; ' +
    'of several --run-count runs the aggregate is taken.',
  source: 'written from its source, version 2.1: Debian does not package it',
  sign: /^[ \t]*(?:\{[ \t]*)?"(?:ALL STATS|AGGREGATED AVERAGE RESULTS.*)"\s*:/m,
  document: true,
  read({ documents }) {
    const printed = documents.flatMap(({ value }) => ofDocument(value))
    return printed.length === 0
      ? null
      : { program: 'memtier_benchmark', version: null, printed, problems: [] }
  },
}

function ofDocument(document: unknown): Printed[] {
  if (!isRecord(document)) return []
  const aggregate = Object.keys(document).find((key) => key.startsWith('AGGREGATED AVERAGE RESULTS'))
  const stats = member(document, aggregate ?? 'ALL STATS')
  return KINDS.flatMap((kind) => ofKind(kind, member(stats, kind)))
}

function ofKind(kind: string, stats: unknown): Printed[] {
  const rate = numberAt(stats, 'Ops/sec')
  if (rate === null || (rate === 0 && kind !== 'Totals')) return []
  const own = ['memtier', kind.toLowerCase()]
  const latency = (key: string, value: number | null, role: Printed['role']): Printed[] =>
    value === null ? [] : [{ name: [...own, key], value, unit: 'ms', better: 'lower', role }]
  const percentiles = member(stats, 'Percentile Latencies')
  return [
    {
      name: [...own, 'ops'],
      value: rate,
      unit: 'ops/s',
      better: 'higher',
      role: kind === 'Totals' ? 'headline' : 'secondary',
    },
    ...latency(
      'latency-avg',
      numberAt(stats, 'Average Latency') ?? numberAt(stats, 'Latency'),
      'descriptive',
    ),
    ...PERCENTILES.flatMap((key) =>
      latency(
        `latency-${key.replace(/\.?0+$/, '')}`,
        numberAt(percentiles, key),
        kind === 'Totals' ? 'secondary' : 'descriptive',
      ),
    ),
  ]
}
