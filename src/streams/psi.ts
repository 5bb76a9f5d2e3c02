import { InputError } from '../base/input-error.js'
import { numberIn, type Sample } from '../decode/samples.js'
import type { StreamDef } from '../model/stream.js'
import { type Bracket, increase, reduceSamples } from '../reduce/sampled.js'
import { type SeriesByName, sampledSeries } from '../reduce/time-series.js'

export interface Psi {
  /** "memory.full" and the like to seconds of stall in the measured window. */
  seconds: Map<string, number>
  /** Stalled share of the time by the same names; absent without a measured window. */
  series?: SeriesByName
}

declare module '../model/stream.js' {
  interface StreamValues {
    psi: Psi
  }
}

export const psi: StreamDef<Psi> = {
  id: 'psi',
  title: 'Pressure stall information',
  what:
    'The kernel adds up how long tasks could not go on because they waited for memory, disk or processor: "some" is time in which at ' +
    'least one task waited, "full" time in which all that had something to do did, so nothing got done at all.',
  collector: '/proc/pressure/memory, io and cpu, each second; copies of them under time marks are read too',
  caveats:
    'Only the totals are used: the averages that the kernel shows decay slowly and still hold what was before the run. Needs ' +
    'CONFIG_PSI and no psi=0.',
  columns: [
    { name: 'pressure', unit: 'text', doc: 'resource and line: memory.some, memory.full, io.some, ...' },
    { name: 'stalled', unit: 'seconds', doc: 'growth of its total over the measured window' },
  ],
  sidecars: [],
  recordedAs: ['psi'],
  reduce: (files, run, window) => {
    const builder = sampledSeries(window)
    const between = (earlier: Sample, later: Sample) => {
      for (const name of ['memory.some', 'memory.full']) {
        const [from, to] = [numberIn(earlier, `${name}.total`), numberIn(later, `${name}.total`)]
        if (from !== null && to !== null) builder.addIncrease(name, earlier.at, later.at, (to - from) / 1e6)
      }
    }
    const made = (bracket: Bracket, path: string) => stalled(bracket, path, builder.end())
    return reduceSamples(files, run, window, made, { between, ofText: ofPressure })
  },
}

function stalled(bracket: Bracket, path: string, series: SeriesByName | undefined): Psi | string {
  const seconds = new Map<string, number>()
  for (const key of Object.keys(bracket.first.data).sort()) {
    const name = /^([a-z]+\.(?:some|full))\.total$/.exec(key)?.[1]
    const microseconds = name === undefined ? null : increase(bracket, key, path)
    if (name !== undefined && microseconds !== null) seconds.set(name, microseconds / 1e6)
  }
  return seconds.size === 0
    ? 'the samples hold no total of /proc/pressure'
    : { seconds, ...(series && { series }) }
}

/**
 * Copies of /proc/pressure/*: lines "some avg10=... total=N" that do not say of which file they are, unless `head` or
 * `grep` named it. Two lines are one file's, and memory's is what anyone copies alone; of three files cpu's is
 * known by its full total, which is always 0, and io's is in the middle whether cpu comes first (as the shell sorts) or last.
 */
function ofPressure(lines: readonly string[], path: string): Record<string, unknown> {
  const pairs: { resource: string | null; totals: Record<string, number> }[] = []
  let named: string | null = null
  for (const line of lines) {
    named = /^==> \/proc\/pressure\/(\w+) <==/.exec(line)?.[1] ?? named
    const match = /^(?:\/proc\/pressure\/(\w+):)?(some|full) .*\btotal=(\d{1,18})\s*$/.exec(line)
    if (match === null) continue
    const [, prefix, kind = '', total] = match
    const resource = prefix ?? named
    const last = pairs.at(-1)
    if (last !== undefined && last.resource === resource && !(kind in last.totals))
      last.totals[kind] = Number(total)
    else pairs.push({ resource, totals: { [kind]: Number(total) } })
  }
  const nameless = pairs.filter((pair) => pair.resource === null)
  if (nameless.length > 0) nameResources(nameless, path)
  return Object.fromEntries(
    pairs.flatMap(({ resource, totals }) =>
      Object.entries(totals).map(([kind, total]) => [`${resource}.${kind}.total`, total]),
    ),
  )
}

function nameResources(pairs: { resource: string | null; totals: Record<string, number> }[], path: string) {
  const [first, , third] = pairs
  const isCpu = (pair: typeof first) => pair !== undefined && (pair.totals['full'] ?? 0) === 0
  const names =
    pairs.length === 1
      ? ['memory']
      : pairs.length === 3 && isCpu(third)
        ? ['memory', 'io', 'cpu']
        : pairs.length === 3 && isCpu(first)
          ? ['cpu', 'io', 'memory']
          : null
  if (names === null) {
    const found = `${pairs.length} that nothing tells apart`
    const todo = 'copy them with "grep . /proc/pressure/*", which names them'
    throw new InputError({
      path,
      expected: 'one copy of /proc/pressure/memory, or all three of /proc/pressure',
      found,
      remedy: todo,
    })
  }
  for (const [index, pair] of pairs.entries()) pair.resource = names[index] ?? null
}
