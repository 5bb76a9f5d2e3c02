import type { Bucket, Statistics } from '../model/histogram.js'

export interface TextMaps {
  probes: number | null
  maps: Map<string, Map<string, number>>
  prints: Map<string, number>
  histograms: Map<string, Bucket[]>
  statistics: Map<string, Map<string, Statistics>>
}

const MAX_NAMES = 1000
const MAX_KEYS = 65536
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

/**
 * Takes the lines of bpftrace's text output in turn: maps `@name[key]: value`, histograms `[2, 4)  1 |@@@|` under the line
 * that names them, statistics. True for a line that it understood. A map that is printed again replaces the one before:
 * two prints of it have another line between them.
 */
export function decodeBpftraceText(into: TextMaps): (line: string) => boolean {
  let histogram: Bucket[] | null = null
  let latest: string | null = null
  const keep = <T>(store: Map<string, T>, name: string, value: T) => {
    if (store.has(name) || store.size < MAX_NAMES) store.set(name, value)
  }
  const put = <T>(store: Map<string, Map<string, T>>, name: string, key: string, value: T) => {
    if (latest !== name) {
      keep(store, name, new Map())
      keep(into.prints, name, (into.prints.get(name) ?? 0) + 1)
    }
    latest = name
    const entries = store.get(name)
    if (entries !== undefined && entries.size < MAX_KEYS) entries.set(key, value)
  }
  return (line) => {
    const bucket = /^([[(])([^,\]]+)(?:, ([^)\]]+))?[)\]]\s+(\d{1,20}) \|@* *\|$/.exec(line)
    if (bucket !== null && histogram !== null) {
      const [, , low = '', high, events] = bucket
      const min = low === '...' ? null : bound(low)
      const max = high === undefined ? min : high === '...' || high === '+inf' ? null : bound(high) - 1
      histogram.push({ min, max, count: Number(events) })
      return true
    }
    histogram = null
    const head = /^(@\w*)(?:\[(.*)\])?:\s*(.*)$/.exec(line)
    if (head === null) {
      const attached = /^Attach(?:ing|ed) (\d{1,9}) probes?(?:\.\.\.)?$/.exec(line)
      if (attached !== null) into.probes = Number(attached[1])
      if (line.trim() !== '') latest = null
      return attached !== null
    }
    const [, name = '', key, rest = ''] = head
    if (rest === '') {
      histogram = []
      keep(into.histograms, key === undefined ? name : `${name}[${key}]`, histogram)
      return true
    }
    if (/^\d{1,20}$/.test(rest)) put(into.maps, name, key ?? '', Number(rest))
    const whole = /^count (\d{1,20}), average -?\d+, total (-?\d{1,20})$/.exec(rest)
    if (whole !== null) {
      const [count, total] = [Number(whole[1]), Number(whole[2])]
      put(into.statistics, name, key ?? '', { count, total, average: count === 0 ? 0 : total / count })
    }
    return true
  }
}
