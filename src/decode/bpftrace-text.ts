import type { Bucket, Statistics } from '../model/histogram.js'
import { kindOfText, noteUnused, seriesOf, type Unused } from './bpftrace-values.js'

export interface TextMaps {
  probes: number | null
  maps: Map<string, Map<string, number>>
  prints: Map<string, number>
  histograms: Map<string, Bucket[]>
  statistics: Map<string, Map<string, Statistics>>
  /** Entries that a double cannot hold, as text, under "@name[key]". */
  exact: Map<string, string>
  unused: Map<string, Unused>
}

const AT = 0x40
/** Frames of a stack that is a key. */
const MAX_FRAMES = 1000
const UNITS: Record<string, number> = {
  '': 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
  P: 2 ** 50,
  E: 2 ** 60,
}

/** A bound of a bucket: 512, 4K, -1. */
function bound(text: string): number {
  const match = /^(-?\d+)([KMGTPE]?)$/.exec(text)
  return match === null ? Number.NaN : Number(match[1]) * (UNITS[match[2] ?? ''] ?? Number.NaN)
}

/** A point of a time series, `10:00:00.500 |   *   | 9`, and what stands around the points. */
const POINT = /^\S{1,40} +[|*. ].{0,80}[|*] (-?\d{1,20}|-)$/
const AROUND_POINTS = /^hh:mm:ss\S* +\|_+\||^ +v_+v$|^ *-?\d{1,20} +-?\d{1,20}$/
const STATISTICS = /^count (\d{1,20}), average -?\d+, total (-?\d{1,20})$/

/**
 * Takes the lines of bpftrace's text output in turn: maps `@name[key]: value`, histograms `[2, 4)  1 |@@@|` and time series
 * under the line that names them, statistics. A key may be a stack, on lines of its own. True for a line that it understood. A map
 * that is printed again replaces the one before: two prints of it have another line between them.
 */
export function decodeBpftraceText(
  into: TextMaps,
  limit: (name: string, key: string, entries: number) => void = () => {},
): (line: string) => boolean {
  /** What follows a line that names a map and has no value. */
  let under: { map: string; name: string; buckets: Bucket[]; points: number; other: boolean } | null = null
  let latest: string | null = null
  /** Lines of a key that is not whole yet. */
  let open: string[] = []
  const put = <T>(store: Map<string, Map<string, T>>, name: string, key: string, value: T) => {
    if (latest !== name) {
      store.set(name, new Map())
      into.prints.set(name, (into.prints.get(name) ?? 0) + 1)
    }
    latest = name
    const entries = store.get(name)
    entries?.set(key, value)
    limit(name, '', entries?.size ?? 0)
  }
  const takeUnder = (line: string): boolean => {
    if (under === null) return false
    const bucket = /^([[(])([^,\]]+)(?:, ([^)\]]+))?[)\]]\s+(\d{1,20}) \|@* *\|$/.exec(line)
    if (bucket !== null) {
      const [, , low = '', high, events] = bucket
      const min = low === '...' ? null : bound(low)
      const max = high === undefined ? min : high === '...' || high === '+inf' ? null : bound(high) - 1
      if (under.buckets.length === 0) into.histograms.set(under.name, under.buckets)
      under.buckets.push({ min, max, count: Number(events) })
      limit(under.map, under.name, under.buckets.length)
      return true
    }
    if (!AROUND_POINTS.test(line) && !POINT.test(line)) return false
    under.other = true
    if (POINT.test(line)) under.points++
    return true
  }
  const close = () => {
    if (under === null || under.buckets.length > 0) return
    const what = under.other ? seriesOf(under.points) : 'an empty text'
    noteUnused(into.unused, under.name, what, '')
  }
  const takeValue = (name: string, key: string | undefined, rest: string) => {
    const whole = /^-?\d{1,20}$/.test(rest)
    const value = whole ? Number(rest) : Number.NaN
    if (whole) put(into.maps, name, key ?? '', value)
    if (Number.isSafeInteger(value)) return
    const shown = key === undefined ? name : `${name}[${key}]`
    if (whole) {
      into.exact.set(shown, rest)
      limit(name, `exact ${key}`, 1)
      return
    }
    const statistics = STATISTICS.exec(rest)
    if (statistics === null) return noteUnused(into.unused, name, kindOfText(rest), `${shown}: ${rest}`)
    const [count, total] = [Number(statistics[1]), Number(statistics[2])]
    put(into.statistics, name, key ?? '', { count, total, average: count === 0 ? 0 : total / count })
  }
  const take = (line: string): boolean => {
    if (takeUnder(line)) return true
    close()
    under = null
    const head = /^(@\w*)(?:\[(.*)\])?:[ \t]*(.*)$/s.exec(line)
    if (head === null) {
      const attached = /^Attach(?:ing|ed) (\d{1,9}) probes?(?:\.\.\.)?$/.exec(line)
      if (attached !== null) into.probes = Number(attached[1])
      if (line.trim() !== '') latest = null
      return attached !== null
    }
    const [, name = '', key, rest = ''] = head
    if (rest === '')
      under = {
        map: name,
        name: key === undefined ? name : `${name}[${key}]`,
        buckets: [],
        points: 0,
        other: false,
      }
    else takeValue(name, key, rest)
    return true
  }
  return (line) => {
    if (open.length > 0) {
      // frames are indented; the last line ends the key, with more of it before the bracket or not
      open.push(line)
      if (/\]: *\S*/.test(line) && !/^ /.test(line)) {
        const whole = open.join('\n')
        open = []
        return take(whole)
      }
      if (open.length <= MAX_FRAMES) return true
      open = []
      return false
    }
    if (line.charCodeAt(0) === AT && line.indexOf(']') === -1 && /^@\w*\[[^\]]{0,400}$/.test(line)) {
      close()
      under = null
      open = [line]
      return true
    }
    return take(line)
  }
}
