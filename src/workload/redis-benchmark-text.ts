import { numberOf, type Printed } from './figure.js'
import type { Reader } from './reader.js'

const TEST = /^====== (.{1,200}) ======$/
const RATE = /^\s+throughput summary: (\S{1,40}) requests per second$/
const QUIET = /^(\S.{0,199}): (\S{1,40}) requests per second(?:, p50=(\S{1,40}) msec)?$/
/** Before 6.2: the rate stands alone behind the distribution of latencies. */
const OLD_RATE = /^(\d{1,12}\.\d\d) requests per second$/
const LATENCIES: Readonly<Record<string, [key: string, role: Printed['role']]>> = {
  avg: ['avg', 'descriptive'],
  p50: ['p50', 'secondary'],
  p95: ['p95', 'secondary'],
  p99: ['p99', 'secondary'],
}

/** src/redis-benchmark.c, showLatencyReport(). */
export const redisBenchmarkText: Reader = {
  id: 'redis-benchmark-text',
  title: 'redis-benchmark, its usual text and -q',
  what: 'The figures of redis-benchmark --csv, under the same names; of -q the requests per second and `p50` alone.',
  source: 'captured from redis-benchmark 7.0.15; the older form from its source',
  sign: /requests per second/,
  read({ lines }) {
    const printed: Printed[] = []
    let test: string | null = null
    let columns: string[] | null = null
    const latency = (of: string, key: string, value: string, role: Printed['role']) =>
      printed.push({
        name: ['redis-benchmark', of.toLowerCase(), key],
        value: numberOf(value),
        unit: 'ms',
        better: 'lower',
        role,
      })
    const rate = (of: string, value: string) =>
      printed.push({
        name: ['redis-benchmark', of.toLowerCase(), 'rps'],
        value: numberOf(value),
        unit: 'requests/s',
        better: 'higher',
        role: 'headline',
      })
    for (const line of lines) {
      const header = TEST.exec(line)
      if (header !== null) {
        test = (header[1] as string).replace(/ \(.*$/, '')
        continue
      }
      const quiet = QUIET.exec(line)
      if (quiet !== null && !line.startsWith(' ')) {
        const of = (quiet[1] as string).replace(/ \(.*$/, '')
        rate(of, quiet[2] as string)
        if (quiet[3] !== undefined) latency(of, 'p50', quiet[3], 'secondary')
        continue
      }
      if (test === null) continue
      const found = RATE.exec(line)?.[1] ?? OLD_RATE.exec(line)?.[1]
      if (found !== undefined) rate(test, found)
      const words = line.trim().split(/ +/, 12)
      if (words[0] === 'avg' && words.includes('p99')) columns = words
      else if (columns !== null) {
        for (const [index, column] of columns.entries()) {
          const [key, role] = LATENCIES[column] ?? []
          if (key !== undefined && role !== undefined) latency(test, key, words[index] ?? '', role)
        }
        columns = null
      }
    }
    return printed.length === 0 ? null : { program: 'redis-benchmark', version: null, printed, problems: [] }
  },
}
