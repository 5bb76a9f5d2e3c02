/** One counter of one line of `perf stat`. */
export interface PerfStatCounter {
  event: string
  /** Text where perf could not count ("<not counted>"). */
  value: number | string
  /** Seconds since perf started; null without -I. */
  interval: number | null
  /** Processor, socket or thread, where each has a line of its own. */
  group: string | null
  cgroup: string | null
  /** A line of --summary, which has the sum of the intervals again. */
  summary: boolean
  /** With a variance: the mean of several runs of the command, -r. */
  mean: boolean
}

/** With -A perf 6.12 says which kind of counter it is. */
export const nameOf = (event: string): string =>
  event.endsWith(']') ? event.replace(/ \[software\]$/, '') : event

export function valueOf(value: string): number | string | null {
  if (value.startsWith('<') && /^<not (?:counted|supported)>$/.test(value)) return value
  return /^\d{1,20}(?:[.,]\d+)?$/.test(value) ? Number(value.replace(',', '.')) : null
}

/** Events that the kernel counts itself: they are not counted where nothing ran, and then there were none. */
const SOFTWARE =
  /^(?:(?:page|minor|major|alignment|emulation)-faults|faults|context-switches|cs|cpu-migrations|migrations|cgroup-switches|(?:task|cpu)-clock|[a-z_]\w*:[a-z_]\w*)(?::[a-zA-Z]{1,6})?$/

export const isSoftware = (event: string): boolean => SOFTWARE.test(event)
