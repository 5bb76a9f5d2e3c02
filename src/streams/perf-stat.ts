import { decodePerfStat } from '../decode/perf-stat.js'
import { isSoftware } from '../decode/perf-stat-counter.js'
import { canonical, type Output, perfStatOutputs } from '../decode/perf-stat-outputs.js'
import { lastLine } from '../ingest/cut-line.js'
import { lineNotes, noteLine, readerWarnings } from '../ingest/line-notes.js'
import { firstOf, type OnLine, readLines } from '../ingest/lines.js'
import type { Context, Reduction, StreamFile } from '../model/stream.js'
import { fromTrace } from '../reduce/from-trace.js'

export interface PerfStat {
  /** Event to its sum over all intervals and processors; with cgroups those of the machine, "/", or of the only one. */
  counters: Map<string, number>
  /** Events that perf did not count throughout, or twice with different numbers. Software events count nothing where nothing runs; the sums of others are excluded. */
  notCounted: Map<string, string>
  /** Each cgroup of --for-each-cgroup with its own counts, which hold those of the cgroups in it. Absent without. */
  cgroups?: Map<string, Map<string, number>>
  /** Time elapsed, or the end of the last interval; null where the output does not say. */
  seconds: number | null
  unknownLines: number
}

export const perfStat = fromTrace(
  {
    id: 'perf-stat',
    title: 'perf stat software events',
    what:
      'perf stat counts events of the whole machine in the kernel: page faults, minor and major apart, switches between tasks. ' +
      'It is another way to the same counts as the traces, and so a check on them.',
    collector: 'perf stat -a -j -I 1000; as a standalone file any output of perf stat, or of simpleperf stat',
    caveats:
      'The times are those since perf started, which no clock ties to the run: the sums are over all the time it ran, not only the ' +
      'measured window. With -r the counts are the mean of the repetitions. An event is named as perf names it, so that page-faults:u, ' +
      'faults taken in user mode alone, is another one than page-faults; an alias such as faults is page-faults.',
    fields: {
      counters: { unit: 'count', doc: 'sum over all intervals, by event' },
      notCounted: {
        unit: 'text',
        doc: 'events that perf did not count throughout, with its reason, or twice with different numbers; the sums of all but software events are then excluded',
      },
      cgroups: {
        unit: 'count',
        doc: 'counts of each cgroup of --for-each-cgroup, which hold those of the cgroups in it; absent without',
      },
      seconds: { unit: 'seconds', doc: 'time elapsed, or the end of the last interval' },
      unknownLines: { unit: 'count', doc: 'lines that could not be parsed' },
    },
    reads: { 'perf-stat-json': 'trace', 'perf-stat-csv': 'trace' },
  },
  reducePerfStat,
)

async function reducePerfStat(file: StreamFile, { run }: Context): Promise<Reduction<PerfStat>> {
  const unknown = lineNotes()
  const outputs = perfStatOutputs()
  const last = lastLine(decodePerfStat)
  const onLine: OnLine = (buffer, start, end, line) => {
    const decoded = decodePerfStat(buffer.toString('utf8', start, end))
    if (decoded === null) noteLine(unknown, line)
    else outputs.take(decoded, line)
  }
  const lines = await readLines(file.path, onLine, last.before(onLine))
  const { list } = outputs
  const absent = (reason: string) => ({ present: false as const, reason: `${file.name} ${reason}` })
  if (list.length === 0) {
    // a stream of the collectors in which nothing was counted is complete
    if (outputs.begun() > 0) return absent('holds no counts; record without --metric-only')
  } else if (list.length > 1 && !list.every(({ marked }) => marked)) return absent(severalOutputs(list))
  const value: PerfStat = { ...together(list), unknownLines: unknown.count }
  const warnings = readerWarnings(file.name, run)
  warnings.unknownLines(unknown, lines, await firstOf(file.path, unknown))
  warnings.lastLine(last.found)
  const [repeats] = list.flatMap((one) => one.repeats ?? (one.mean ? 'several' : []))
  if (repeats !== undefined)
    warnings.add('perf-stat-mean', `the counts are the mean of ${repeats} runs of the command.`, {
      severity: 'note',
    })
  for (const [event, why] of value.notCounted)
    if (why.startsWith(TWICE))
      warnings.add('perf-stat-twice', `${event} was ${why}; which is right is not known, so none is used.`)
  if (value.cgroups !== undefined && value.counters.size + value.notCounted.size === 0)
    warnings.add(
      'perf-stat-cgroups',
      'several cgroups and not that of the machine, "/": none is taken for the run; count one, or "/" too.',
    )
  return { present: true, value, warnings: warnings.list }
}

/** Begins why an event has no sum that has two. */
const TWICE = 'counted twice:'

/** The sums of all outputs, which are parts of one run. */
function together(list: readonly Output[]): Omit<PerfStat, 'unknownLines'> {
  const sums = new Map<
    string,
    {
      counters: Map<string, number>
      missed: Map<string, [missed: number, of: number, why: string]>
      again: Map<string, string>
    }
  >()
  let seconds: number | null = null
  for (const output of list) {
    if (output.seconds !== null) seconds = (seconds ?? 0) + output.seconds
    const known = new Map(
      [...output.counts.values()].map((one) => [`${one.cgroup ?? ''}\n${one.event}`, one.sum]),
    )
    for (const { cgroup, event, sum, counted, not, missed, again } of output.counts.values()) {
      const name = canonical(event)
      const own = sums.get(cgroup ?? '') ?? { counters: new Map(), missed: new Map(), again: new Map() }
      sums.set(cgroup ?? '', own)
      if (again !== null)
        own.again.set(name, `${TWICE} ${again.first}, and in line ${again.line} ${again.next}`)
      // both an alias and the event that it means were asked for
      const same = name === event ? undefined : known.get(`${cgroup ?? ''}\n${name}`)
      if (same !== undefined) {
        if (same !== sum) own.again.set(name, `${TWICE} ${same}, and as ${event} ${sum}`)
        continue
      }
      if (counted > 0 && (not === null || isSoftware(event)))
        own.counters.set(name, (own.counters.get(name) ?? 0) + sum)
      if (not !== null) {
        const [before = 0, all = 0] = own.missed.get(name) ?? []
        own.missed.set(name, [before + missed, all + missed + counted, not])
      }
    }
  }
  for (const { counters, again } of sums.values()) for (const name of again.keys()) counters.delete(name)
  const cgroups = [...sums.keys()].filter((cgroup) => cgroup !== '')
  const machine =
    sums.get('') ?? sums.get('/') ?? (cgroups.length === 1 ? sums.get(cgroups[0] ?? '') : undefined)
  return {
    counters: machine?.counters ?? new Map(),
    notCounted: new Map([
      ...[...(machine?.missed ?? [])].map(
        ([event, [missed, of, why]]) =>
          [event, missed === of ? why : `${why} in ${missed} of ${of} lines`] as const,
      ),
      ...(machine?.again ?? []),
    ]),
    ...(cgroups.length > 0 && {
      cgroups: new Map(cgroups.map((cgroup) => [cgroup, sums.get(cgroup)?.counters ?? new Map()])),
    }),
    seconds,
  }
}

/** What the first few outputs counted, so that each can be told from the others. */
function severalOutputs(list: readonly Output[]): string {
  const shown = list.slice(0, 3).map(({ line, counts }) => {
    const events = [...counts.values()].slice(0, 3).map(({ event, sum }) => `${event} ${sum}`)
    return `from line ${line} ${events.join(', ')}`
  })
  const more = list.length > shown.length ? '; and more' : ''
  return `holds ${list.length} outputs of perf stat, each a run of its own (${shown.join('; ')}${more}); put each in a file of its own`
}
