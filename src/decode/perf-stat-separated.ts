import { nameOf, type PerfStatCounter, valueOf } from './perf-stat-counter.js'

/** Separators of -x, in the order in which they are tried. */
const SEPARATORS = [',', ';', '|', '\t', ':']

/**
 * A line of `perf stat -x`: [time] [summary] [processor or socket, its number of processors] value unit event [cgroup] [variance]
 * runtime percentage and more. Nothing is quoted: with a comma between the fields a decimal comma cuts a number in two.
 */
export function fromSeparated(text: string): PerfStatCounter | null {
  for (const separator of SEPARATORS) {
    const found = fieldsOf(
      text.split(separator).map((field) => field.trim()),
      separator === ',',
    )
    if (found !== null) return found
  }
  return fromSimpleperf(text)
}

/** The commonest line of `perf stat -x ,`: a time and a value that have a point or are whole, and no group, cgroup or variance. It tells what fieldsOf() makes of it. */
const COMMON =
  /^(?:(\d{1,9}\.\d{9}),|(?!\d{1,9}\.\d{9},))(\d{1,20}(?:\.\d+)?),[A-Za-z%/]{0,16},([A-Za-z][\w:-]{0,60}),\d+,\d{1,3}\.\d+(?:,|$)/

export function fromCommon(text: string): PerfStatCounter | null {
  const match = COMMON.exec(text)
  if (match === null) return null
  const interval = match[1] === undefined ? null : Number(match[1])
  const event = match[3] as string
  return { event, value: Number(match[2]), interval, group: null, cgroup: null, summary: false, mean: false }
}

function fieldsOf(fields: readonly string[], commas: boolean): PerfStatCounter | null {
  let at = 0
  const next = (pattern: RegExp): string | null => {
    const field = fields[at]
    return field !== undefined && pattern.test(field) ? (fields[at++] as string) : null
  }
  /** A number with decimals, whole or in two fields. */
  const decimal = (whole: RegExp, before: RegExp, after: RegExp): string | null => {
    const one = next(whole)
    const [first, second] = [fields[at] ?? '', fields[at + 1] ?? '']
    if (one !== null || !commas || !before.test(first) || !after.test(second)) return one
    at += 2
    return `${first}.${second}`
  }
  const interval = decimal(/^\d{1,9}[.,]\d{9}$/, /^\d{1,9}$/, /^\d{9}$/)
  const summary = next(/^summary$/) !== null
  const group = next(/^(?:CPU\d+|[SDNC]\d+(?:-[A-Z]+\d+)*|[^<].{0,19}-\d{1,10})$/)
  if (group !== null && /^[SDN]/.test(group)) next(/^\d+$/)
  const value =
    decimal(/^(?:\d{1,20}[.,]\d+|<not (?:counted|supported)>)$/, /^\d{1,20}$/, /^\d{1,9}$/) ??
    next(/^\d{1,20}$/)
  const unit = next(/^[A-Za-z%/]{0,16}$/)
  const event = next(/^[A-Za-z]/)
  if (value === null || unit === null || event === null) return null
  const cgroup = next(/^(?!\d+(?:[.,]\d+)?%?$)./)
  const variance = decimal(/^\d{1,9}[.,]\d+%$/, /^\d{1,9}$/, /^\d+%$/)
  const runtime = next(/^\d+$/)
  const share = decimal(/^\d{1,3}[.,]\d+$/, /^\d{1,3}$/, /^\d\d$/)
  const counted = valueOf(value)
  if (runtime === null || share === null || counted === null) return null
  return {
    event: nameOf(event),
    value: counted,
    interval: interval === null ? null : Number(interval.replace(',', '.')),
    group,
    cgroup,
    summary,
    mean: variance !== null,
  }
}

/** simpleperf stat --csv: count,event,comment. */
function fromSimpleperf(text: string): PerfStatCounter | null {
  const [, value, event] = /^(\d{1,20}),([a-z][a-z0-9-]{1,40}),.*,$/.exec(text) ?? []
  return event === undefined
    ? null
    : { event, value: Number(value), interval: null, group: null, cgroup: null, summary: false, mean: false }
}
