import { nameOf, type PerfStatCounter } from './perf-stat-counter.js'

/** Thousands apart: a count is complete, so that whatever stands between groups of three digits is no decimal point. */
const COUNT = String.raw`\d{1,3}(?:[,.'\u2019\u202f\u00a0 ]\d{3})+|\d{1,20}|<not (?:counted|supported)>`
const EVENT = String.raw`[A-Za-z][\w:./,=@-]*(?: \[software\])?`
/** `[time] [processor, or socket and its number of processors, or thread] count event [cgroup] [# metric] [( +- variance)] [(percentage)]`. */
const ROW = new RegExp(
  String.raw`^(?:(\d{1,9}[.,]\d{9}) +)?(?:(CPU\d+|[SDNC]\d+(?:-[A-Z]+\d+)*|\S.{0,19}?-\d{1,10}) +(?:\d{1,6} {2,})?)?` +
    String.raw`(${COUNT}) +(?:(?:msec|usec|nsec|ns|Joules|[KMGT]i?B\S{0,8}|%|C) +)?(${EVENT})(?: +(\S+))??(?: +#.*)?(?: +\( ?\+- +[\d.,]+% ?\))?(?: +\([\d.,]+%\))?$`,
)
/** Times, energy and bandwidth are no counts. */
const WITH_UNIT =
  /^[\d.,'\u2019\u202f\u00a0 -]{1,60} (?:msec|usec|nsec|ns|Joules|[KMGT]i?B\S{0,8}|%|C) +[A-Za-z]/

/** A row of `perf stat`'s table, also with -I, -A, --per-socket and the like; 'other' for a quantity that is no count. */
export function fromTable(text: string): PerfStatCounter | 'other' | null {
  const [whole, interval, group, value = '', event = '', cgroup] = ROW.exec(text) ?? []
  if (whole === undefined) {
    const rest = text
      .replace(/^\d{1,9}[.,]\d{9} +/, '')
      .replace(/^(?:CPU\d+|[SDNC]\d+(?:-[A-Z]+\d+)*) +(?:\d{1,6} {2,})?/, '')
    return WITH_UNIT.test(rest) ? 'other' : null
  }
  return {
    event: nameOf(event),
    value: value.startsWith('<') ? value : Number(value.replace(/\D/g, '')),
    interval: interval === undefined ? null : Number(interval.replace(',', '.')),
    group: group ?? null,
    cgroup: cgroup ?? null,
    summary: false,
    mean: false,
  }
}
