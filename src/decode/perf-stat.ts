import { nameOf, type PerfStatCounter, valueOf } from './perf-stat-counter.js'
import { fromCommon, fromSeparated } from './perf-stat-separated.js'
import { fromTable } from './perf-stat-table.js'

export type PerfStatLine =
  | PerfStatCounter
  /** An output begins here; `repeats` of the command, -r, of which the counts are the mean. */
  | { begins: 'title' | 'date'; repeats: number | null }
  /** It ran for so long. */
  | { seconds: number }
  /** A monitor's time mark, as mmtests writes them before each output. */
  | { mark: true }
  | 'other'

/**
 * A line of `perf stat -j`, of `-x`, of its table, or of simpleperf's. 'other' for comments, blank lines, lines of metrics only and the
 * first and last line of our own stream; null for what is not known.
 */
export function decodePerfStat(line: string): PerfStatLine | null {
  const text = line.trim()
  if (text === '') return 'other'
  if (text.startsWith('{')) return fromJson(text)
  // a separated line comes a thousand times as often as the lines around them
  return fromCommon(text) ?? around(text) ?? fromSeparated(text) ?? fromTable(text)
}

function around(text: string): PerfStatLine | null {
  if (text.startsWith('# started on ')) return { begins: 'date', repeats: null }
  if (text.startsWith('#')) return 'other'
  const title = /^Performance counter (?:stats for .*?(?: \((\d{1,9}) runs\))?:|statistics[:,]?)$/.exec(text)
  if (title !== null) return { begins: 'title', repeats: title[1] === undefined ? null : Number(title[1]) }
  const length =
    /^(\d{1,12}[.,]\d{1,9}) (?:\+- +\d{1,12}[.,]\d{1,9} )?seconds time elapsed\b|^Total test time[:,] ?(\d{1,12}\.\d{1,9}) ?,?seconds/.exec(
      text,
    )
  if (length !== null) return { seconds: Number((length[1] ?? length[2] ?? '').replace(',', '.')) }
  if (/^\d{1,12}[.,]\d{1,9} (?:\+- +\d{1,12}[.,]\d{1,9} )?seconds (?:user|sys)\b/.test(text)) return 'other'
  return /^time: *\d{1,12}(?:\.\d{1,9})?$/.test(text) ? { mark: true } : null
}

/** The value of a field; in some locales perf writes numbers with a decimal comma, which is no JSON. */
function fieldsOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : null
  } catch {
    if (!text.endsWith('}')) return null
  }
  const fields: Record<string, unknown> = {}
  for (const [, name = '', quoted, number] of text.matchAll(
    /"([\w-]{1,40})" ?: ?(?:"([^"]{0,400})"|(\d{1,20}(?:,\d{1,20})?)(?=[,}]))/g,
  ))
    fields[name] = quoted ?? Number((number ?? '').replace(',', '.'))
  return 'counter-value' in fields ? fields : null
}

/** Members that name for what part of the machine a line counts. */
const GROUPS = ['cpu', 'core', 'die', 'cluster', 'cache', 'socket', 'node', 'thread']

/** Any of GROUPS as a member: most lines have none, and a loop over the names costs more than all else but the parser of JSON. */
const HAS_GROUP = new RegExp(`"(?:${GROUPS.join('|')})"`)

const groupOf = (record: Record<string, unknown>): string | null =>
  GROUPS.filter((name) => name in record)
    .map((name) => `${name} ${record[name]}`)
    .join(', ') || null

function fromJson(text: string): PerfStatLine | null {
  const record = fieldsOf(text)
  if (record === null) return null
  if (record['type'] === 'stream' || record['type'] === 'end') return 'other'
  const event = record['event']
  const value = record['counter-value']
  if (typeof event !== 'string' || event === '') return 'metric-value' in record ? 'other' : null
  if (typeof value !== 'string') return null
  const group = HAS_GROUP.test(text) ? groupOf(record) : null
  const { interval, cgroup } = record
  const counted = valueOf(value)
  return counted === null
    ? null
    : {
        event: nameOf(event),
        value: counted,
        interval: typeof interval === 'number' ? interval : null,
        group,
        cgroup: typeof cgroup === 'string' ? cgroup : null,
        summary: false,
        mean: 'variance' in record,
      }
}
