import { numberOf, type Printed } from './figure.js'
import type { Reader } from './reader.js'

const LINE = /^\[([A-Z][A-Z0-9_-]{0,60})\], ([A-Za-z0-9.]{1,60})(?:\(([A-Za-z/]{1,20})\))?, (\S{1,40})$/
const PERCENTILE = /^(\d{1,2}(?:\.\d{1,4})?)(?:st|nd|rd|th)?PercentileLatency$|^(\d{2,4})PercentileLatency$/

/** https://github.com/brianfrankcooper/YCSB/wiki/Running-a-Workload: TextMeasurementsExporter. */
export const ycsb: Reader = {
  id: 'ycsb',
  title: 'YCSB',
  what:
    '`ycsb.overall.throughput` in operations per second, `ycsb.overall.runtime` in milliseconds, and of each operation `ycsb.read.ops`, `avg`, `p95`, `p99` in microseconds. ' +
    'Cleanup and garbage collection are excluded; of operations that failed (`read-failed`) the number alone.',
  source: 'written from the text in its documentation',
  sign: /^\[OVERALL\], /m,
  read({ lines }) {
    const printed: Printed[] = []
    let overall = false
    for (const line of lines) {
      const match = LINE.exec(line)
      if (match === null) continue
      const [, group = '', key = '', unit = '', value = ''] = match
      if (group === 'OVERALL') overall = true
      printed.push(...figureOf(group, key, unit, numberOf(value)))
    }
    return overall ? { program: 'YCSB', version: null, printed, problems: [] } : null
  },
}

function figureOf(group: string, key: string, unit: string, value: number): Printed[] {
  const name = (last: string) => ['ycsb', group.toLowerCase(), last]
  if (group === 'OVERALL') {
    if (key === 'Throughput')
      return [{ name: name('throughput'), value, unit: 'ops/s', better: 'higher', role: 'headline' }]
    return key === 'RunTime'
      ? [{ name: name('runtime'), value, unit: 'ms', better: 'lower', role: 'descriptive' }]
      : []
  }
  if (/^(?:CLEANUP|TOTAL_GC|TOTAL_GCS|GC)/.test(group)) return []
  if (key === 'Operations')
    return [{ name: name('ops'), value, unit: 'operations', better: 'neither', role: 'descriptive' }]
  if (unit === '' || group.endsWith('-FAILED')) return []
  if (key === 'AverageLatency')
    return [{ name: name('avg'), value, unit, better: 'lower', role: 'descriptive' }]
  const level = PERCENTILE.exec(key)
  if (level === null) return []
  // some versions write 99.9 as 999PercentileLatency
  const text = level[1] ?? `${(level[2] as string).slice(0, 2)}.${(level[2] as string).slice(2)}`
  return [{ name: name(`p${text}`), value, unit, better: 'lower', role: 'secondary' }]
}
