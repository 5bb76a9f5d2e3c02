/** One record of `bpftrace -f json`, 0.16 to 0.27, as far as counting events needs it. */
export type BpftraceRecord =
  | { type: 'printf'; text: string }
  | { type: 'map'; name: string; entries: [key: string, value: number][] }
  | { type: 'hist'; name: string; buckets: Bucket[] }
  | { type: 'attached'; probes: number }
  | { type: 'lost'; events: number }
  /** The line that ends a stream of our collectors. */
  | { type: 'end'; records: number; lost: number | null }
  /** An error that a helper or the program met while it ran. */
  | { type: 'error'; text: string }
  /** A record of a known type that carries no event. */
  | { type: 'other' }

/** A bucket of a histogram, bounds inclusive; null for one that is open at that end. */
export interface Bucket {
  min: number | null
  max: number | null
  count: number
}

const WITHOUT_EVENTS = new Set([
  'time',
  'cat',
  'syscall',
  'join',
  'value',
  'stats',
  'tseries',
  'errorf',
  'warnf',
  'stream',
  'line',
])

/** A count as bpftrace writes it: a number, or since 0.24 a string when a double cannot hold it. Null if it is neither. */
function count(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null
}

function member(value: unknown, key: string): unknown {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}

/** Decodes one line; null when it is not a record of bpftrace's or not valid JSON. */
export function decodeBpftraceJson(line: string): BpftraceRecord | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  const type = member(value, 'type')
  const data = member(value, 'data')
  if (type === 'printf') return typeof data === 'string' ? { type, text: data } : null
  if (type === 'map') return decodeMap(data)
  if (type === 'hist') return decodeHist(data)
  if (type === 'attached_probes') {
    const probes = count(member(data, 'probes') ?? member(value, 'count'))
    return probes === null ? null : { type: 'attached', probes }
  }
  if (type === 'lost_events') {
    // 0.24 writes the number both beside and inside data, its first release candidate only beside
    const events = count(member(data, 'events') ?? member(value, 'count'))
    return events === null ? null : { type: 'lost', events }
  }
  if (type === 'end') {
    const records = count(member(value, 'records'))
    return records === null ? null : { type, records, lost: count(member(value, 'lost')) }
  }
  if (type === 'helper_error' || type === 'runtime_error') {
    const text = member(value, 'msg')
    const helper = member(value, 'helper')
    return { type: 'error', text: [helper, text].filter((part) => typeof part === 'string').join(': ') }
  }
  return typeof type === 'string' && WITHOUT_EVENTS.has(type) ? { type: 'other' } : null
}

function decodeMap(data: unknown): BpftraceRecord | null {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return null
  const [name, ...others] = Object.keys(data)
  if (name === undefined || others.length > 0) return null
  const value = (data as Record<string, unknown>)[name]
  const scalar = count(value)
  if (scalar !== null) return { type: 'map', name, entries: [['', scalar]] }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const entries: [string, number][] = []
  for (const [key, item] of Object.entries(value)) {
    const number = count(item)
    if (number === null) return { type: 'other' }
    entries.push([key, number])
  }
  return { type: 'map', name, entries }
}

/** Histograms with keys carry no event that is counted here; one with impossible bounds (before 0.20, from 2^31 on) is refused. */
function decodeHist(data: unknown): BpftraceRecord | null {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return null
  const [name, ...others] = Object.keys(data)
  if (name === undefined || others.length > 0) return null
  const value = (data as Record<string, unknown>)[name]
  if (!Array.isArray(value)) return value !== null && typeof value === 'object' ? { type: 'other' } : null
  const buckets: Bucket[] = []
  let above = Number.NEGATIVE_INFINITY
  for (const item of value) {
    const events = count(member(item, 'count'))
    const [min, max] = [bound(member(item, 'min')), bound(member(item, 'max'))]
    if (events === null || min === undefined || max === undefined) return null
    if ((min ?? above) < above || (max ?? Infinity) < (min ?? Number.NEGATIVE_INFINITY)) return null
    above = max ?? Infinity
    buckets.push({ min, max, count: events })
  }
  return { type: 'hist', name, buckets }
}

/** Null where the bucket has no such bound, undefined where it is not a number. */
function bound(value: unknown): number | null | undefined {
  if (value === undefined) return null
  const number = typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** Events that a line of bpftrace's text output or of its stderr says are lost; null when it says nothing of the kind. */
export function lostInText(line: string): { events: number; total: boolean } | null {
  const increment = /^(?:WARNING: )?Lost (\d{1,15}) events\b/.exec(line)
  if (increment?.[1] !== undefined) return { events: Number(increment[1]), total: false }
  const total = /^WARNING: Total lost event count: (\d{1,15})\b/.exec(line)
  return total?.[1] === undefined ? null : { events: Number(total[1]), total: true }
}
