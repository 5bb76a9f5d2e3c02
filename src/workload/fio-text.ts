import type { Printed, ProgramOutput } from './figure.js'
import { numberOf } from './figure.js'
import { FIO_BINS } from './fio.js'
import type { Reader } from './reader.js'

const JOB = /^([^\s:][^:]{0,199}): \(groupid=\d+, jobs=\d+\): err=\s*(\d+)/
const DIRECTION = /^\s+(read|write|trim): IOPS=(\d+(?:\.\d+)?)([kMG]?), BW=(\d+(?:\.\d+)?)([KMG]i)?B\/s/
const LATENCY = /^\s+clat \(([num])sec\): min=.{1,60}avg=\s*(\d+(?:\.\d+)?)([kM]?), stdev=/
const PERCENTILES = /^\s+clat percentiles \(([num])sec\):/
const TENS: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, G: 1e9 }
const TWOS: Readonly<Record<string, number>> = { '': 1, Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3 }
const TO_NS: Readonly<Record<string, number>> = { n: 1, u: 1e3, m: 1e6 }
const WANTED: Readonly<Record<string, string>> = {
  '50.00': 'p50',
  '95.00': 'p95',
  '99.00': 'p99',
  '99.90': 'p99.9',
}

/** fio's stat.c, show_ddir_status(): IOPS and bandwidth have four digits at most. */
export const fioText: Reader = {
  id: 'fio-text',
  title: 'fio, its usual text',
  what: 'The figures of fio, under the same names, as far as the text has them: fio rounds IOPS and bandwidth to about three digits, so prefer --output-format=json.',
  bins: FIO_BINS,
  source: 'captured from fio 3.33',
  sign: /^\S.*: \(groupid=\d+, jobs=\d+\): err=/m,
  read({ lines, documents }) {
    // with both formats in one output the JSON has every digit
    if (documents.some(({ value }) => Object.hasOwn(Object(value), 'fio version'))) return null
    const output: ProgramOutput = { program: 'fio', version: null, printed: [], problems: [] }
    let job: { name: string; error: number } | null = null
    let direction = ''
    let scale: number | null = null
    for (const line of lines) {
      output.version ??= /^fio-(\d[\w.-]{0,40})$/.exec(line)?.[1] ?? null
      const header = JOB.exec(line)
      if (header !== null) {
        job = { name: header[1] as string, error: Number(header[2]) }
        direction = ''
        scale = null
        if (job.error !== 0) output.printed.push(figure(job, 'read', 'iops', Number.NaN, 'IO/s', 'headline'))
        continue
      }
      if (job === null) continue
      const rates = DIRECTION.exec(line)
      if (rates !== null) {
        const [, name = '', iops = '', tens = '', bw = '', twos = ''] = rates
        direction = name
        scale = null
        if (job.error !== 0) continue
        output.printed.push(
          figure(job, direction, 'iops', numberOf(iops) * (TENS[tens] ?? Number.NaN), 'IO/s', 'headline'),
          figure(job, direction, 'bw_bytes', numberOf(bw) * (TWOS[twos] ?? Number.NaN), 'B/s', 'descriptive'),
        )
      }
      if (direction === '' || job.error !== 0) continue
      const latency = LATENCY.exec(line)
      if (latency !== null) {
        const [, unit = '', mean = '', tens = ''] = latency
        const value = numberOf(mean) * (TENS[tens] ?? Number.NaN) * (TO_NS[unit] ?? Number.NaN)
        output.printed.push(figure(job, direction, 'clat_mean', value, 'ns', 'descriptive'))
      }
      const block = PERCENTILES.exec(line)
      if (block !== null) scale = TO_NS[block[1] as string] ?? null
      else if (scale !== null && /^\s+\|/.test(line)) {
        for (const [, level = '', value = ''] of line.matchAll(/(\d{1,3}\.\d\d)th=\[\s*(\d{1,18})\]/g)) {
          const label = WANTED[level]
          if (label !== undefined)
            output.printed.push(
              figure(job, direction, `clat_${label}`, Number(value) * scale, 'ns', 'secondary'),
            )
        }
      } else scale = null
    }
    return output.printed.length === 0 ? null : output
  },
}

function figure(
  { name, error }: { name: string; error: number },
  direction: string,
  key: string,
  value: number,
  unit: string,
  role: Printed['role'],
): Printed {
  return {
    name: ['fio', name, direction, key],
    value,
    unit,
    better: unit === 'ns' ? 'lower' : 'higher',
    role,
    ...(error === 0 ? {} : { refused: `the job ended with error ${error}` }),
  }
}
