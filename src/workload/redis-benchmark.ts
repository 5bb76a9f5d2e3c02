import { numberOf, type Printed } from './figure.js'
import type { Reader } from './reader.js'

const COLUMNS: Readonly<Record<string, Pick<Printed, 'unit' | 'better' | 'role'> & { key: string }>> = {
  rps: { key: 'rps', unit: 'requests/s', better: 'higher', role: 'headline' },
  avg_latency_ms: { key: 'avg', unit: 'ms', better: 'lower', role: 'descriptive' },
  p50_latency_ms: { key: 'p50', unit: 'ms', better: 'lower', role: 'secondary' },
  p95_latency_ms: { key: 'p95', unit: 'ms', better: 'lower', role: 'secondary' },
  p99_latency_ms: { key: 'p99', unit: 'ms', better: 'lower', role: 'secondary' },
}
const OLD = ['test', 'rps']

/** src/redis-benchmark.c, showLatencyReport(): before 6.2 lines of test and requests per second, without a header. */
export const redisBenchmark: Reader = {
  id: 'redis-benchmark',
  title: 'redis-benchmark --csv',
  what: 'Of each test: `redis-benchmark.set.rps`, and the latency `avg`, `p50`, `p95`, `p99` in milliseconds; the numbers are those of the CSV.',
  source: 'captured from redis-benchmark 7.0.15; the older form from its source',
  sign: /^"test","rps"|^"[A-Z][\w ().,-]{0,80}","\d+\.\d\d"$/m,
  read({ lines }) {
    const printed: Printed[] = []
    let columns: readonly string[] = OLD
    for (const line of lines) {
      if (!line.startsWith('"') || !line.endsWith('"') || line.length > 2000) continue
      const cells = line.slice(1, -1).split('","')
      if (cells[0] === 'test' && cells[1] === 'rps') {
        columns = cells
        continue
      }
      if (cells.length !== columns.length || !/^[A-Z]/.test(cells[0] ?? '')) continue
      if (columns === OLD && !/^\d+\.\d\d$/.test(cells[1] ?? '')) continue
      const test = (cells[0] as string).replace(/ \(.*$/, '')
      for (const [index, column] of columns.entries()) {
        const known = COLUMNS[column]
        if (index === 0 || known === undefined) continue
        const { key, ...about } = known
        printed.push({
          name: ['redis-benchmark', test.toLowerCase(), key],
          value: numberOf(cells[index] ?? ''),
          ...about,
        })
      }
    }
    return printed.length === 0 ? null : { program: 'redis-benchmark', version: null, printed, problems: [] }
  },
}
