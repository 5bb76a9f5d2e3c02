import { InputError } from '../base/input-error.js'

/** @throws InputError where a logger was started a second time. */
function startedOnce(lines: readonly string[], start: RegExp, path: string): void {
  const [, second] = lines.flatMap((line, index) => (start.test(line.slice(0, 300)) ? [index + 1] : []))
  if (second !== undefined)
    throw new InputError({
      path,
      line: second,
      expected: 'one log of one run',
      found: 'the begin of another',
      remedy: 'give each a file of its own',
    })
}

/** A longer pause between two rows than their interval is none of the program's, in seconds. */
const PAUSE = 60

/**
 * For the rows of a logger in turn, whose begin need not stand before each part: other words between two of them, or a time that goes
 * back, begin another log. `pause` is known where each row says of how many seconds it is.
 * @throws InputError with the line where another begins.
 */
function rowsOfOne(path: string) {
  let words = 0
  let last: number | null = null
  return {
    words(line: string, number: number) {
      if (last !== null && words === 0 && line.trim() !== '') words = number
    },
    row(line: string, number: number, interval: number | null) {
      const stamp = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d),(\d{3}): /.exec(line)
      const at = stamp === null ? Number.NaN : Date.parse(`${stamp[1]}T${stamp[2]}.${stamp[3]}Z`) / 1000
      const found =
        words > 0
          ? `rows behind other words, in line ${words}`
          : last !== null && at < last
            ? 'a time before that of the row before'
            : last !== null && interval !== null && at - last - interval > PAUSE
              ? `a pause of ${Math.round(at - last)} s before a row of ${interval} s`
              : null
      if (found !== null)
        throw new InputError({
          path,
          line: number,
          expected: 'rows of one log in turn',
          found,
          remedy: 'give each log a file of its own',
        })
      last = at
    },
  }
}

/** Shares of pressure, from a log of psi2log with mode 2. */
export interface PressureLog {
  /** Seconds stalled by "memory.some" and the like: each share times the interval that it is of. */
  seconds: Map<string, number>
  length: number
  rows: number
}

const ROW =
  /^(?:[\d-]{10} [\d:,]{12}: )?\s*(\d{1,3}\.\d)\s*\|\s*(\d{1,3}\.\d)\s+(\d{1,3}\.\d)\s*\|\s*(\d{1,3}\.\d)\s+(\d{1,3}\.\d)\s*\|\s*(\d{1,6}\.\d{1,3})\s*$/
/** Its head; and what it says before a row that came late, as where the machine froze, whose shares are of the longer interval. */
const AROUND = /^(?:[\d-]{10} [\d:,]{12}: )?(?:[ =|-]*(?:$|cpu |some )|WARNING: abnormal interval \()/
const NAMES = ['cpu.some', 'io.some', 'io.full', 'memory.some', 'memory.full'] as const

/** https://github.com/hakavlad/nohang: psi2log, mode 2, shares in percent with one decimal. Null where no row is in it. */
export function readPressureLog(lines: readonly string[], path: string): PressureLog | null {
  startedOnce(lines, /: Starting psi2?log, target: /, path)
  const seconds = new Map<string, number>(NAMES.map((name) => [name, 0]))
  let [length, rows] = [0, 0]
  const one = rowsOfOne(path)
  for (const [index, whole] of lines.entries()) {
    const line = whole.slice(0, 300)
    const match = ROW.exec(line)
    if (match === null) {
      if (!AROUND.test(line)) one.words(line, index + 1)
      continue
    }
    const interval = Number(match[6])
    one.row(line, index + 1, interval)
    for (const [index, name] of NAMES.entries())
      seconds.set(name, (seconds.get(name) as number) + (Number(match[index + 1]) / 100) * interval)
    length += interval
    rows++
  }
  return rows === 0 ? null : { seconds, length, rows }
}

/** Names of mem2log by those of /proc/meminfo. `A`, `F`, `SU` and the like are sums of others. */
const LEVELS: Readonly<Record<string, string>> = {
  MA: 'MemAvailable',
  MF: 'MemFree',
  BU: 'Buffers',
  CA: 'Cached',
  SC: 'SwapCached',
  AA: 'Active(anon)',
  IA: 'Inactive(anon)',
  AF: 'Active(file)',
  IF: 'Inactive(file)',
  ML: 'Mlocked',
  SF: 'SwapFree',
  D: 'Dirty',
  DI: 'Dirty',
  WR: 'Writeback',
  SH: 'Shmem',
  SL: 'Slab',
  SR: 'SReclaimable',
}
const MIB = 1024 * 1024

export type Levels = Map<string, { min: number; max: number; last: number }>

const wrapped = (path: string, line: number) =>
  new InputError({
    path,
    line,
    expected: 'a row of mem2log, which begins with MA=',
    found: 'the rest of one, as a mail wraps it',
    remedy: 'join it with the line before it',
  })

/** Levels in bytes of a log of mem2log, which holds mebibytes. https://github.com/hakavlad/mem2log. Null where no row is in it. */
export function readMemoryLog(lines: readonly string[], path: string): Levels | null {
  startedOnce(lines, /: Starting mem2log with interval /, path)
  const levels: Levels = new Map()
  const see = (name: string, mebibytes: number) => {
    const value = mebibytes * MIB
    const { min, max } = levels.get(name) ?? { min: value, max: value }
    levels.set(name, { min: Math.min(min, value), max: Math.max(max, value), last: value })
  }
  let rows = 0
  const one = rowsOfOne(path)
  for (const [index, whole] of lines.entries()) {
    const line = whole.slice(0, 1000)
    const totals = /: MemTotal: (\d{1,9}(?:\.\d)?), SwapTotal: (\d{1,9}(?:\.\d)?)\s*$/.exec(line)
    if (totals !== null) {
      see('MemTotal', Number(totals[1]))
      see('SwapTotal', Number(totals[2]))
    }
    if (/^\s*[A-Z]{1,2}=\d/.test(line) && !/^\s*MA=/.test(line)) throw wrapped(path, index + 1)
    if (!/(?:^|: )MA=\d/.test(line)) {
      one.words(line, index + 1)
      continue
    }
    one.row(line, index + 1, null)
    rows++
    for (const [, key = '', value] of line.matchAll(/\b([A-Z]{1,2})=(\d{1,9})\b/g)) {
      const name = LEVELS[key]
      if (name !== undefined) see(name, Number(value))
    }
  }
  return rows === 0 ? null : levels
}
