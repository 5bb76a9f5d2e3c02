import type { PerfStatLine } from './perf-stat.js'
import type { PerfStatCounter } from './perf-stat-counter.js'

interface Count {
  cgroup: string | null
  event: string
  sum: number
  counted: number
  not: string | null
  missed: number
  /** The first place where it comes a second time with another number: then none of them is known to be the right one. */
  again: { line: number; first: number | string; next: number | string } | null
}

/** Processor, socket or thread, or all of them together, for which an event is counted. */
interface Place {
  count: Count
  /** The interval in which it was counted last, and what. */
  interval: number
  value: number | string
}

/** One output of perf stat; a file may hold several. */
export interface Output {
  line: number
  /** Behind a monitor's time mark: a part of one run. */
  marked: boolean
  counts: Map<string, Count>
  /** Runs of the command of which the counts are the mean; null for one. */
  repeats: number | null
  /** The counts are means of runs of which the number is not told. */
  mean: boolean
  /** Time elapsed, or that of the last interval. */
  seconds: number | null
}

export interface Outputs {
  take(decoded: PerfStatLine, line: number): void
  list: Output[]
  /** Outputs that began. */
  begun(): number
}

const MAX_OUTPUTS = 10_000
const MAX_COUNTERS = 10_000
const MAX_PLACES = 100_000

/**
 * Tells apart the outputs in one file. One begins with its title or date, without these where a counter comes again without an
 * interval, or where the time of an interval goes back.
 */
export function perfStatOutputs(): Outputs {
  const list: Output[] = []
  let current: Output | null = null
  let begun = 0
  let marked = false
  let repeats: number | null = null
  let interval: number | null = null
  let places = new Map<string, Place>()
  /** Which interval this is, of the whole file. */
  let turn = 0
  /** What follows is the sum of the intervals before it. */
  let summary = false
  let titled = false
  const begin = (line: number): Output => {
    const output: Output = { line, marked, counts: new Map(), repeats, mean: false, seconds: null }
    if (list.length < MAX_OUTPUTS) list.push(output)
    current = output
    marked = false
    repeats = null
    interval = null
    summary = false
    places = new Map()
    return output
  }
  /** The same event twice was asked for twice, and counts the same. */
  const twice = ({ count, value }: Place, next: number | string, line: number) => {
    if (value !== next) count.again ??= { line, first: value, next }
  }
  const countOf = (output: Output, key: string, { cgroup, event }: PerfStatCounter): Count => {
    const known = output.counts.get(key)
    if (known !== undefined) return known
    const count = { cgroup, event, sum: 0, counted: 0, not: null, missed: 0, again: null }
    if (output.counts.size < MAX_COUNTERS) output.counts.set(key, count)
    return count
  }
  const takeCounter = (one: PerfStatCounter, line: number) => {
    if (one.summary) return
    const key = one.cgroup ? `${one.cgroup}\n${one.event}` : one.event
    const name = one.group ? `${key}\n\n${one.group}` : key
    let output = current ?? begin(line)
    let place = places.get(name)
    if (one.interval === null) {
      if (summary) return
      if (place?.interval === turn) {
        if (titled) return twice(place, one.value, line)
        output = begin(line)
        place = undefined
      }
    } else {
      if (interval !== null && one.interval < interval) {
        output = begin(line)
        place = undefined
      }
      if (one.interval !== interval) {
        turn++
        // none of them is of this interval
        if (places.size > MAX_PLACES) {
          places = new Map()
          place = undefined
        }
      } else if (place?.interval === turn) return twice(place, one.value, line)
      interval = one.interval
      output.seconds = one.interval
    }
    if (place === undefined) {
      place = { count: countOf(output, key, one), interval: turn, value: one.value }
      places.set(name, place)
    } else {
      place.interval = turn
      place.value = one.value
    }
    output.mean ||= one.mean
    const { count } = place
    if (typeof one.value === 'string') {
      count.not = one.value
      count.missed++
    } else {
      count.sum += one.value
      count.counted++
    }
  }
  return {
    list,
    begun: () => begun,
    take(decoded, line) {
      if (decoded === 'other') return
      if ('mark' in decoded) {
        current = null
        marked = true
        titled = false
      } else if ('begins' in decoded) {
        begun++
        if (decoded.begins === 'title' && interval !== null && current !== null) summary = true
        else if (current === null || current.counts.size > 0) {
          current = null
          places = new Map()
          interval = null
          summary = false
        }
        titled = true
        repeats = decoded.repeats
      } else if ('seconds' in decoded) {
        if (current !== null) (current as Output).seconds = decoded.seconds
      } else takeCounter(decoded, line)
    },
  }
}

/** Names under which perf knows one software event (tools/perf/util/parse-events.c, event_symbols_sw). */
const ALIASES: Readonly<Record<string, string>> = {
  faults: 'page-faults',
  cs: 'context-switches',
  migrations: 'cpu-migrations',
}

/** The name of an event without an alias; what stands behind its colon, as in page-faults:u, stays. */
export function canonical(event: string): string {
  const at = event.indexOf(':')
  const base = at === -1 ? event : event.slice(0, at)
  return Object.hasOwn(ALIASES, base) ? `${ALIASES[base]}${at === -1 ? '' : event.slice(at)}` : event
}
