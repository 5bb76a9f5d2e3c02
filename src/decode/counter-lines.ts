import { isDigit } from '../base/digit.js'
import { InputError } from '../base/input-error.js'
import { type CopyLabel, copyLabel, fileLabel } from './copy-labels.js'

/** Counters of the kernel by name, exact. */
export type Counters = Map<string, bigint>

const LINE = /^\s*(?:(\/\S{1,200}):)?([a-z][a-z0-9_]{0,127}):?\s+(\d{1,20})$/
/** Begins as a counter does and goes on otherwise. */
const SPOILT = /^(?:nr_|pg|pswp|workingset_|thp_|compact_|numa_|allocstall)[a-z0-9_]{0,100}\s+\S*$/
/** What /proc/zoneinfo has in common with /proc/vmstat; its other lines are settings and levels of one zone. */
const OF_ZONES = /^(?:nr_|workingset_|numa_|pgdemote|pgpromote|pgscan|pgsteal)/

/** A counter, with its blank, and the one that came behind it last: in the next copy it does again. */
interface Known {
  name: string
  start: string
  next: Known | undefined
}

const FIRST: Known = { name: '', start: '', next: undefined }
const KNOWN = new Map<string, Known>()
const MAX_KNOWN = 1000

function knownOf(name: string): Known | undefined {
  const old = KNOWN.get(name)
  if (old !== undefined) return old
  if (KNOWN.size >= MAX_KNOWN) return undefined
  const known = { name, start: `${name} `, next: undefined }
  KNOWN.set(name, known)
  return known
}

/** Digits and nothing else, as many as the pattern of a line takes. */
function areDigits(text: string, from: number): boolean {
  if (from >= text.length || text.length - from > 20) return false
  for (let at = from; at < text.length; at++) {
    if (!isDigit(text.charCodeAt(at))) return false
  }
  return true
}

/**
 * The counters in one copy of /proc/vmstat, of the vmstat files of memory nodes or of /proc/zoneinfo, among lines of other files.
 * Those of nodes and zones are added up; the same counter twice without a node in between is a copy where the numbers are the same.
 * @throws InputError where they are not, with the line, counted from `firstLine`.
 */
export function counterLines(lines: readonly string[], path: string, firstLine = 1): Counters {
  let sums: Counters = new Map()
  let part = new Map<string, bigint>()
  let file: CopyLabel['file'] = 'vmstat'
  const places = new Set<string>()
  let last = FIRST
  const close = () => {
    if (sums.size === 0) sums = part
    else for (const [name, value] of part) sums.set(name, (sums.get(name) ?? 0n) + value)
    part = new Map()
  }
  const count = (prefix: string | undefined, name: string, digits: string, index: number) => {
    const from = prefix === undefined ? file : (fileLabel(prefix)?.file ?? file)
    if (from === 'memory-stat' || (from === 'zoneinfo' && !OF_ZONES.test(name))) return
    const value = BigInt(digits)
    const before = part.get(name)
    if (before !== undefined && before !== value) throw twice(path, firstLine + index, `${name} ${before}`)
    if (before === undefined) part.set(name, value)
  }
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string
    const expected = last.next
    if (expected !== undefined && line.startsWith(expected.start) && areDigits(line, expected.start.length)) {
      last = expected
      count(undefined, expected.name, line.slice(expected.start.length), index)
      continue
    }
    const whole = line.trimEnd()
    const text = whole.slice(0, 400)
    // a number must not be cut
    const match = whole.length > 400 ? null : LINE.exec(text)
    // "node 0" and "memcg 1" look like counters
    if (match !== null && match[2] !== 'node' && match[2] !== 'memcg') {
      const [, prefix, name = '', digits = ''] = match
      const known = prefix === undefined ? knownOf(name) : undefined
      if (known !== undefined) last = last.next = known
      count(prefix, name, digits, index)
      continue
    }
    if (/^memcg\s/.test(text)) file = 'lru-gen'
    const zone = /^\s*node:?\s*(\d{1,4})(?:,\s*zone\s+(\w{1,20}))?:?$/i.exec(text)
    const label = zone === null ? copyLabel(text) : null
    // lru_gen has lines of nodes, too
    const next =
      zone === null ? (label?.node ?? null) : file === 'lru-gen' ? null : `${zone[1]} ${zone[2] ?? ''}`
    if (zone?.[2] !== undefined) file = 'zoneinfo'
    if (label !== null) file = label.file
    if (next !== null) {
      close()
      // a node that comes again under one time mark is another copy of it
      if (places.has(next)) throw twice(path, firstLine + index, `node ${next.trim()}`)
      places.add(next)
      continue
    }
    if (match === null && SPOILT.test(text) && file !== 'memory-stat')
      throw notCounter(path, firstLine + index, text)
  }
  close()
  return sums
}

function twice(path: string, line: number, what: string): InputError {
  return new InputError({
    path,
    line,
    expected: 'each counter once in a copy, or once for each node under lines "node: N"',
    found: `${what} again`,
    remedy: 'put each copy behind a line "time: SECONDS", or in a file of its own',
  })
}

function notCounter(path: string, line: number, text: string): InputError {
  return new InputError({
    path,
    line,
    expected: 'a copy of /proc/vmstat (lines of "name number")',
    found: JSON.stringify(text.slice(0, 60)),
    remedy: 'copy the file again with cat, or take it away',
  })
}
