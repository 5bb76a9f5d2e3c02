import type { Printed, ProgramOutput } from './figure.js'
import { isRecord, member, numberAt } from './json-documents.js'
import type { Reader } from './reader.js'

/** stat.h of fio: a power of two has 64 bins, and a percentile is the middle of its bin. */
export const FIO_BINS = { of: /^fio\..*\.clat_p[\d.]+$/, relative: 1 / 64 }
const DIRECTIONS = ['read', 'write', 'trim'] as const
const PERCENTILES = [
  ['50.000000', 'clat_p50', 'secondary'],
  ['95.000000', 'clat_p95', 'secondary'],
  ['99.000000', 'clat_p99', 'secondary'],
  ['99.900000', 'clat_p99.9', 'secondary'],
] as const

/** https://fio.readthedocs.io/en/latest/fio_doc.html#json-output */
export const fio: Reader = {
  id: 'fio',
  title: 'fio --output-format=json',
  what:
    'Of each job and direction with any I/O: `fio.JOB.read.iops`, `bw_bytes` per second, and the completion latency `clat_mean`, ' +
    '`clat_p50`, `clat_p95`, `clat_p99`, `clat_p99.9` in nanoseconds; the numbers are those of the JSON. Jobs of one name need --group_reporting.',
  bins: FIO_BINS,
  source: 'captured from fio 3.33, json and json+',
  sign: /^[ \t]*(?:\{[ \t]*)?"fio version"\s*:/m,
  document: true,
  read({ documents }) {
    const found = documents.filter(({ value }) => typeof member(value, 'fio version') === 'string')
    if (found.length === 0) return null
    const output: ProgramOutput = { program: 'fio', version: null, printed: [], problems: [] }
    for (const { value, line } of found) {
      output.version ??= String(member(value, 'fio version')).replace(/^fio-/, '')
      const jobs = member(value, 'jobs')
      if (!Array.isArray(jobs)) output.problems.push(`the fio JSON at line ${line} has no jobs`)
      else for (const job of jobs) output.printed.push(...ofJob(job))
    }
    return output
  },
}

function ofJob(job: unknown): Printed[] {
  const name = member(job, 'jobname')
  const error = numberAt(job, 'error') ?? 0
  const refused = error === 0 ? {} : { refused: `the job ended with error ${error}` }
  const own = ['fio', typeof name === 'string' ? name : 'job']
  return DIRECTIONS.flatMap((direction): Printed[] => {
    const side = member(job, direction)
    // a direction that the job does not have is all zeros; a job that failed before its first I/O as well
    if (!isRecord(side) || ((numberAt(side, 'total_ios') ?? 0) === 0 && error === 0)) return []
    if (error !== 0 && (numberAt(side, 'total_ios') ?? 0) === 0 && direction !== 'read') return []
    const latency = member(side, 'clat_ns')
    const percentiles = member(latency, 'percentile')
    const figure = (
      key: string,
      value: number | null,
      unit: string,
      better: Printed['better'],
      role: Printed['role'],
    ): Printed[] =>
      value === null ? [] : [{ name: [...own, direction, key], value, unit, better, role, ...refused }]
    return [
      ...figure('iops', numberAt(side, 'iops'), 'IO/s', 'higher', 'headline'),
      ...figure('bw_bytes', numberAt(side, 'bw_bytes'), 'B/s', 'higher', 'descriptive'),
      ...figure('clat_mean', numberAt(latency, 'mean'), 'ns', 'lower', 'descriptive'),
      ...PERCENTILES.flatMap(([key, label, role]) =>
        figure(label, numberAt(percentiles, key), 'ns', 'lower', role),
      ),
    ]
  })
}
