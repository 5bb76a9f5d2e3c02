import { numberOf, type Printed, type ProgramOutput } from './figure.js'
import type { Reader } from './reader.js'

interface Rate {
  line: RegExp
  name: string
  unit: string
}

// sb_report.c, and the tests cpu, memory, fileio and the oltp_* scripts
const RATES: readonly Rate[] = [
  { line: /^\s+events per second:\s+(\S{1,40})$/, name: 'events-per-second', unit: 'events/s' },
  {
    line: /^\s+transactions:\s+\d{1,18}\s+\((\S{1,40}) per sec\.\)$/,
    name: 'transactions-per-second',
    unit: 'transactions/s',
  },
  {
    line: /^Total operations: \d{1,18} \(\s*(\S{1,40}) per second\)$/,
    name: 'operations-per-second',
    unit: 'operations/s',
  },
  { line: /^\s+reads\/s:\s+(\S{1,40})$/, name: 'reads-per-second', unit: 'reads/s' },
  { line: /^\s+writes\/s:\s+(\S{1,40})$/, name: 'writes-per-second', unit: 'writes/s' },
]
const LATENCY = /^\s+(avg|\d{1,2}th percentile):\s+(\S{1,40})$/
const TIME = /^\s+total time:\s+([\d.]{1,30})s$/
const EVENTS = /^\s+total number of events:\s+(\d{1,18})$/

/** https://github.com/akopytov/sysbench: its only output format. */
export const sysbench: Reader = {
  id: 'sysbench',
  title: 'sysbench',
  what:
    'What the test has of `sysbench.events-per-second`, `transactions-per-second`, `operations-per-second`, `reads-per-second` and `writes-per-second` (reads and writes of 0 are excluded), ' +
    '`latency-avg` and `latency-p95` (or the percentile asked for) in milliseconds, `total-time` and `events`.',
  source: 'captured from sysbench 1.0.20: memory, cpu, fileio, threads',
  sign: /^sysbench \d/m,
  read({ lines }) {
    const output: ProgramOutput = { program: 'sysbench', version: null, printed: [], problems: [] }
    let latency = false
    for (const line of lines) {
      output.version ??= /^sysbench (\d[\w.-]{0,40}) /.exec(line)?.[1] ?? null
      if (output.version === null || line.length > 200) continue
      for (const { line: pattern, name, unit } of RATES) {
        const value = numberOf(pattern.exec(line)?.[1] ?? '')
        if (pattern.test(line) && !(value === 0 && /^(?:reads|writes)/.test(name)))
          output.printed.push({ name: ['sysbench', name], value, unit, better: 'higher', role: 'headline' })
      }
      if (/^\S/.test(line)) latency = /^Latency \(ms\):$/.test(line)
      const found = latency ? LATENCY.exec(line) : null
      if (found !== null) output.printed.push(latencyOf(found[1] as string, numberOf(found[2] as string)))
      const time = TIME.exec(line)?.[1]
      if (time !== undefined)
        output.printed.push({
          name: ['sysbench', 'total-time'],
          value: numberOf(time),
          unit: 's',
          better: 'neither',
          role: 'descriptive',
        })
      const events = EVENTS.exec(line)?.[1]
      if (events !== undefined)
        output.printed.push({
          name: ['sysbench', 'events'],
          value: Number(events),
          unit: 'events',
          better: 'neither',
          role: 'descriptive',
        })
    }
    return output.printed.length === 0 ? null : output
  },
}

function latencyOf(word: string, value: number): Printed {
  const percentile = /^\d+/.exec(word)?.[0]
  return {
    name: ['sysbench', percentile === undefined ? 'latency-avg' : `latency-p${percentile}`],
    value,
    unit: 'ms',
    better: 'lower',
    role: percentile === undefined ? 'descriptive' : 'secondary',
  }
}
