import { KILLERS } from '../decode/kernel-log.js'
import type { Reduction } from '../model/stream.js'
import type { StreamName } from '../streams/registry.js'

/** How much of a run a file holds, as far as it shows. */
export interface Extent {
  /** From its first record to its last; null where it has no times. */
  seconds: number | null
  /** Records or counters, such as "12 page faults"; null where the stream counts none. */
  events: string | null
  /** What was lost, as far as the format reports it; null where it reports nothing of that kind. */
  losses: string | null
}

type Members = Readonly<Record<string, unknown>>

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)
const sumOf = (counts: unknown): number =>
  counts instanceof Map ? [...counts.values()].reduce((sum, one) => sum + numberOf(one), 0) : 0
const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`
const namesIn = (value: unknown): number => (value instanceof Map ? value.size : 0)

/** Members that hold the time from the first record to the last. */
function secondsOf(stream: StreamName, value: Members): number | null {
  // of kswapd these are seconds of the processor
  if (stream === 'kswapd-cpu') return null
  const { seconds, length, stressors } = value
  if (Array.isArray(stressors)) return Math.max(0, ...stressors.map((one) => numberOf(one.seconds))) || null
  return typeof seconds === 'number' ? seconds : typeof length === 'number' ? length : null
}

const EVENTS: { readonly [N in StreamName]?: (value: Members) => string } = {
  'page-faults': ({ total }) => counted(numberOf(total), 'page fault'),
  'trace-events': ({ events }) => counted(sumOf(events), 'event'),
  vmscan: ({ events }) => counted(sumOf(events), 'event'),
  'perf-trace': ({ minor, major, faults, events }) =>
    counted(numberOf(minor) + numberOf(major) + numberOf(faults) + sumOf(events), 'event'),
  'perf-json': ({ samples }) => counted(numberOf(samples), 'sample'),
  'perf-stat': ({ counters }) => counted(namesIn(counters), 'counter'),
  vmstat: ({ deltas }) => counted(namesIn(deltas), 'counter'),
  'cgroup-stat': ({ deltas }) => counted(namesIn(deltas), 'counter'),
  'kernel-log': ({ lines }) => counted(numberOf(lines), 'line'),
  'direct-reclaim': ({ count }) => counted(numberOf(count), 'stall'),
  'stress-ng': ({ stressors }) => counted(Array.isArray(stressors) ? stressors.length : 0, 'stressor'),
  'workload-output': ({ figures }) => counted(Array.isArray(figures) ? figures.length : 0, 'figure'),
  'bpftrace-maps': ({ maps }) =>
    counted(
      maps instanceof Map ? [...maps.values()].reduce((sum, one) => sum + one.size, 0) : 0,
      'map value',
    ),
}

function lossesOf({ lost, lostUncounted, overwritten }: Members): string | null {
  if (typeof lost !== 'number' && typeof overwritten !== 'number') return null
  const parts = [
    ...(numberOf(lost) > 0 ? [`${lost} lost`] : []),
    ...(numberOf(lostUncounted) > 0 ? ['more, not counted'] : []),
    ...(numberOf(overwritten) > 0 ? [`${overwritten} overwritten`] : []),
  ]
  return parts.length === 0 ? 'none reported' : parts.join(', ')
}

export function extentOf(stream: StreamName, reduction: Reduction<object>, told: number | null): Extent {
  if (!reduction.present) return { seconds: null, events: null, losses: null }
  const value = reduction.value as Members
  return {
    seconds: secondsOf(stream, value) ?? told,
    events: EVENTS[stream]?.(value) ?? null,
    losses: lossesOf(value),
  }
}

const TROUBLES: Readonly<Record<string, string>> = {
  panic: 'kernel panics',
  sanitizer: 'sanitizer reports',
  lockup: 'lockups',
  oops: 'oopses',
  'hung-task': 'hung tasks',
  locking: 'locking reports',
  warning: 'warnings of the kernel',
  'machine-check': 'machine checks',
  'io-error': 'I/O errors',
}

/** What a kernel log tells of its run: kills, with their victims, and other trouble. */
export function troublesIn(stream: StreamName, reduction: Reduction<object>): string[] {
  if (stream !== 'kernel-log' || !reduction.present) return []
  const { found, victims } = reduction.value as {
    found: ReadonlyMap<string, { count: number; first: string }>
    victims: readonly string[]
  }
  const kills = Object.keys(KILLERS).some((by) => found.has(by))
  const shown = victims.slice(0, 8).join(', ')
  const more = victims.length > 8 ? ` and ${victims.length - 8} more` : ''
  return [
    ...[...found].map(
      ([kind, { count, first }]) =>
        `${KILLERS[kind] ?? TROUBLES[kind] ?? kind}: ${count}; the first: ${first}`,
    ),
    ...(kills && victims.length > 0 ? [`killed: ${shown}${more}`] : []),
  ]
}
