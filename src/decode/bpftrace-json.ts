import { member } from '../base/member.js'
import type { Bucket, Statistics } from '../model/histogram.js'
import { type EscapeFixer, fixEscapes } from './bpftrace-escapes.js'
import { kindOfValue, longNumbersAsText, pointsIn, seriesOf, wholeOf } from './bpftrace-values.js'
import { type Loss, lossOfHelper } from './losses.js'

/** One record of `bpftrace -f json`, 0.16 to 0.27, as far as counting events needs it. */
export type BpftraceRecord =
  | { type: 'printf'; text: string }
  /** `exact`: entries that a double cannot hold, as text. */
  | {
      type: 'map'
      name: string
      entries: [key: string, value: number][]
      exact?: [key: string, value: string][]
    }
  /** It was read, and says nothing that a metric could use. */
  | { type: 'unused'; name: string; what: string; first: unknown }
  /** `restored`: bounds that an overflow had spoilt were worked out again. */
  | { type: 'hist'; name: string; buckets: Bucket[]; restored?: true }
  | { type: 'hists'; name: string; histograms: [key: string, buckets: Bucket[]][]; restored?: true }
  /** stats() has all three; avg() the average alone, which is cut to a whole number. */
  | { type: 'stats'; name: string; entries: [key: string, Statistics][] }
  | { type: 'attached'; probes: number }
  | { type: 'lost'; events: number }
  /** The line that ends a stream of our collectors. */
  | { type: 'end'; records: number; lost: number | null }
  /** An error that a helper or the program met while it ran; `loss`: what it says was not recorded. */
  | { type: 'error'; text: string; loss: Loss | null }

/** Records that carry no event, and what they are. */
const WITHOUT_EVENTS: Readonly<Record<string, string>> = {
  time: 'the time of day',
  cat: 'the text of a file',
  syscall: 'output of a command',
  join: 'a joined text',
  value: 'a printed value',
  errorf: 'an error of the program',
  warnf: 'a warning of the program',
  print_error: 'an error of printing',
  benchmark_result: 'a benchmark',
  benchmark_results: 'benchmarks',
  stream: 'the head of a stream',
  line: 'a line of another program',
}

/** A count as bpftrace writes it: a number, or since 0.24 a string when a double cannot hold it. Null if it is neither. */
function count(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null
}

export interface Decoded {
  /** Null for a line that is not a record of bpftrace's or not valid JSON, or that must not be used. */
  record: BpftraceRecord | null
  /** A count that was written in hexadecimal is decimal now. */
  repaired: boolean
  /** Why a record of counts must not be used. */
  doubt: string | null
  /** That record was one of lost events: how many is not known. */
  lossRefused: boolean
}

export interface BpftraceDecoder {
  /** To be called for each line of a file in turn: how counts are written shows in the lines before them. */
  decode(line: string): Decoded
  seen: EscapeFixer['seen']
}

/** The one way to read a file of bpftrace's JSON. */
export function bpftraceDecoder(): BpftraceDecoder {
  const { fix, seen } = fixEscapes()
  return {
    seen,
    decode(text) {
      const { line, repaired, doubt } = fix(text)
      const record = doubt === null ? decodeBpftraceJson(line) : null
      const counts = record === null ? /^\{"type": ?"(hist|lost_events)"/.exec(text)?.[1] : undefined
      const cannotBe = counts === undefined ? null : 'counts or bounds of buckets that cannot be'
      return { record, repaired, doubt: doubt ?? cannotBe, lossRefused: counts === 'lost_events' }
    },
  }
}

const BRACE = 0x7b

function decodeBpftraceJson(line: string): BpftraceRecord | null {
  let value: unknown
  // what is no object costs an error to be thrown, a hundred times the time of this
  if (line.charCodeAt(0) !== BRACE && !/^\s*\{/.test(line)) return null
  try {
    value = JSON.parse(longNumbersAsText(line))
  } catch {
    return null
  }
  const type = member(value, 'type')
  const data = member(value, 'data')
  if (type === 'printf') return typeof data === 'string' ? { type, text: data } : null
  if (type === 'map') return decodeMap(data)
  if (type === 'hist') return decodeHist(data)
  if (type === 'stats') return decodeStats(data)
  if (type === 'attached_probes') {
    const probes = count(member(data, 'probes') ?? member(value, 'count'))
    return probes === null ? null : { type: 'attached', probes }
  }
  if (type === 'lost_events') {
    // 0.24 writes the number both next to and inside data, its first release candidate only beside
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
    const said = [helper, text].filter((part) => typeof part === 'string').join(': ')
    const [name, message] = [typeof helper === 'string' ? helper : '', typeof text === 'string' ? text : '']
    return { type: 'error', text: said, loss: lossOfHelper(name, Number(member(value, 'retcode')), message) }
  }
  if (type === 'tseries') {
    const [name, series] = named(data) ?? []
    return name === undefined
      ? null
      : { type: 'unused', name, what: seriesOf(pointsIn(series)), first: series }
  }
  if (typeof type !== 'string' || !Object.hasOwn(WITHOUT_EVENTS, type)) return null
  const first = data ?? member(value, 'msg') ?? null
  return { type: 'unused', name: type, what: WITHOUT_EVENTS[type] ?? '', first }
}

/** The one member of a record's data, `{"@name": value}`; null when it is something else. */
function named(data: unknown): [name: string, value: unknown] | null {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return null
  const [first, ...others] = Object.entries(data)
  return first === undefined || others.length > 0 ? null : first
}

function decodeMap(data: unknown): BpftraceRecord | null {
  const found = named(data)
  if (found === null) return null
  const [name, value] = found
  const keyed = value !== null && typeof value === 'object' && !Array.isArray(value)
  const items: [string, unknown][] = keyed ? Object.entries(value) : [['', value]]
  const entries: [string, number][] = []
  const exact: [string, string][] = []
  for (const [key, item] of items) {
    if (typeof item === 'number' && Number.isFinite(item)) {
      entries.push([key, item])
      continue
    }
    const whole = wholeOf(item)
    // text, a tuple, a record: not a count
    if (whole === null)
      return {
        type: 'unused',
        name,
        what: kindOfValue(item),
        first: keyed ? { [key]: item } : item,
      }
    entries.push([key, whole.value])
    if (whole.exact !== null) exact.push([key, whole.exact])
  }
  return { type: 'map', name, entries, ...(exact.length > 0 && { exact }) }
}

/** A histogram, or one for each key; refused where its bounds cannot be and cannot be worked out. */
function decodeHist(data: unknown): BpftraceRecord | null {
  const found = named(data)
  if (found === null) return null
  const [name, value] = found
  if (Array.isArray(value)) {
    const made = bucketsOf(value)
    return made && { type: 'hist', name, buckets: made.buckets, ...(made.restored && { restored: true }) }
  }
  if (value === null || typeof value !== 'object') return null
  const histograms: [string, Bucket[]][] = []
  let restored = false
  for (const [key, item] of Object.entries(value)) {
    const made = Array.isArray(item) ? bucketsOf(item) : null
    if (made === null) return null
    histograms.push([key, made.buckets])
    restored ||= made.restored
  }
  return { type: 'hists', name, histograms, ...(restored && { restored: true }) }
}

function bucketsOf(items: readonly unknown[]): { buckets: Bucket[]; restored: boolean } | null {
  const buckets: Bucket[] = []
  for (const item of items) {
    const events = count(member(item, 'count'))
    const [min, max] = [bound(member(item, 'min')), bound(member(item, 'max'))]
    if (events === null || min === undefined || max === undefined) return null
    buckets.push({ min, max, count: events })
  }
  if (sound(buckets)) return { buckets, restored: false }
  const again = doubled(buckets)
  return again && { buckets: again, restored: true }
}

/**
 * Bounds as hist() and lhist() make them: each bucket begins where the one before ends, and either all are as wide as the
 * first, or each is a power of two wide and begins at a multiple of its width.
 */
function sound(buckets: readonly Bucket[]): boolean {
  const closed = buckets.filter((one): one is { min: number; max: number; count: number } => {
    return one.min !== null && one.max !== null
  })
  const width = ({ min, max }: { min: number; max: number }) => max - min + 1
  const follow = buckets.every(
    ({ min }, index) => index === 0 || (min !== null && min === (buckets[index - 1]?.max ?? Number.NaN) + 1),
  )
  const linear = closed.every((one) => width(one) > 0 && width(one) === width(closed[0] ?? one))
  const doubling = closed.every((one) => {
    const wide = width(one)
    return one.min >= 0 && Number.isInteger(Math.log2(wide)) && one.min % wide === 0
  })
  return follow && (linear || doubling)
}

const OVERFLOW = 2 ** 31

/**
 * Before 0.20 bounds from 2^31 on are nonsense. hist() leaves no bucket out between the first and the last, and each is
 * twice as wide as the one before: with a sound bucket to start from all others are known.
 */
function doubled(buckets: readonly Bucket[]): Bucket[] | null {
  const restored: Bucket[] = []
  for (const bucket of buckets) {
    const before = restored.at(-1)
    const right = bucket.min !== null && bucket.max === bucket.min * 2 - 1 && bucket.min > 0
    if (before === undefined) {
      if (!right || !Number.isInteger(Math.log2(bucket.min as number))) return null
      restored.push(bucket)
      continue
    }
    const min = (before.max ?? 0) + 1
    if (!(right && bucket.min === min) && min * 2 < OVERFLOW) return null
    restored.push({ min, max: min * 2 - 1, count: bucket.count })
  }
  return restored
}

function decodeStats(data: unknown): BpftraceRecord | null {
  const found = named(data)
  if (found === null) return null
  const [name, value] = found
  const whole = statistics(value)
  if (whole !== null) return { type: 'stats', name, entries: [['', whole]] }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const entries: [string, Statistics][] = []
  for (const [key, item] of Object.entries(value)) {
    const one = statistics(item)
    if (one === null) return null
    entries.push([key, one])
  }
  return { type: 'stats', name, entries }
}

function statistics(value: unknown): Statistics | null {
  const average = bound(value)
  if (typeof average === 'number') return { count: null, average, total: null }
  const [events, total] = [count(member(value, 'count')), bound(member(value, 'total'))]
  if (events === null || typeof total !== 'number') return null
  // bpftrace cuts its average to a whole number
  return { count: events, average: events === 0 ? 0 : total / events, total }
}

/** Null where the bucket has no such bound, undefined where it is not a number. */
function bound(value: unknown): number | null | undefined {
  if (value === undefined) return null
  const number = typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
