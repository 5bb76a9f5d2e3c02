import { InputError } from '../base/input-error.js'
import { decodeCanary } from '../decode/canary.js'
import { readerWarnings } from '../ingest/line-notes.js'
import { readLines } from '../ingest/lines.js'
import type { Context, Reduction, StreamFile } from '../model/stream.js'
import { type CanarySeat, type CanarySeatBuilder, canarySeat } from '../reduce/canary-seat.js'
import { fromTrace } from '../reduce/from-trace.js'
import { type SeriesByName, seriesBuilder } from '../reduce/time-series.js'

export interface Canary {
  /** The one beside the workload's cgroup, and the one within it; null where there was none. */
  outside: CanarySeat | null
  inside: CanarySeat | null
  series?: SeriesByName
}

const SEATS = ['outside', 'inside'] as const

export const canary = fromTrace(
  {
    id: 'canary',
    title: 'Canary',
    what:
      'A small program that stands for everything else that someone uses on the machine: it has to wake up ten times in each second, and it uses its ' +
      'memory once in each. How late it is, and for how long it cannot run, shows what a person would feel.',
    collector:
      'collectors/programs/canary.c, built or compiled on the machine, or its form in Perl; in a cgroup of its own, and in that of the workload where that has a limit',
    caveats:
      'Its memory (32 MiB and a file of 32 MiB, or less) is taken from the workload. A virtual machine that is stopped by its host looks as if the program could not run. ' +
      'The form in Perl is coarser.',
    fields: {
      outside: {
        unit: 'text',
        doc: 'of the one next to the workload: how late it woke up, the worst second, the time in which it could not run, its touches, faults and CPU time',
      },
      inside: {
        unit: 'text',
        doc: 'the same of the one within the workload’s cgroup; null where there was none',
      },
      series: {
        unit: 'seconds',
        doc: 'of each of the two: mean lateness, and length of the touch, of each second',
      },
    },
  },
  reduceCanary,
)

async function reduceCanary(
  { path, name }: StreamFile,
  { run, window }: Context,
): Promise<Reduction<Canary>> {
  const bounds = window?.monotonic ?? null
  const seats = new Map<string, CanarySeatBuilder>()
  const series = seriesBuilder(bounds)
  const warnings = readerWarnings(name, run)
  const broken = (line: number, found: string) =>
    new InputError({ path, line, expected: 'a record of the canary', found, remedy: 'check the stream' })
  const lines = await readLines(
    path,
    (buffer, start, end, line) => {
      const record = decodeCanary(buffer.toString('utf8', start, end))
      if (record === 'other') return
      if (record === null) throw broken(line, 'something else')
      if (!SEATS.some((seat) => seat === record.where)) throw broken(line, 'one of another place')
      if (record.type === 'begin') {
        seats.set(record.where, canarySeat(record, bounds))
        return
      }
      const seat = seats.get(record.where)
      if (record.type === 'end') {
        // one that ended before it was ready
        if (seat === undefined)
          warnings.add(
            'canary-never-ran',
            `the canary ${record.where} ended with status ${record.status} before it was ready.`,
            { line },
          )
        seat?.end(record)
        return
      }
      if (seat === undefined) throw broken(line, 'a line of a canary that has not begun')
      const seen = seat.second(record)
      if (seen === null) return
      const from = record.at - 1_000_000_000n
      series.addIncrease(`${record.where}.late`, from, record.at, seen.mean)
      if (seen.touch !== null) series.addIncrease(`${record.where}.touch`, from, record.at, seen.touch)
    },
    () => warnings.add('stream-cut', 'the last line is cut off and was not read.'),
  )
  if (lines === 0 || seats.size === 0) return { present: false, reason: `${name} holds no canary` }
  const value = (where: (typeof SEATS)[number]) => seats.get(where)?.value() ?? null
  const [outside, inside, over] = [value('outside'), value('inside'), series.end()]
  for (const [where, seat] of [
    ['outside', outside],
    ['inside', inside],
  ] as const) {
    if (seat?.program === 'perl')
      warnings.add(
        'canary-coarse',
        `the canary ${where} ran in Perl, which is coarser: install a C compiler, or the package that has it built.`,
      )
    if (seat?.killed)
      warnings.add(
        'canary-killed',
        `the canary ${where} ended with status ${seat.killed.status}${seat.killed.status === 137 ? ', killed, as by the OOM killer' : ''}; the rest of the window counts as time in which it could not run.`,
      )
  }
  return {
    present: true,
    value: { outside, inside, ...(over && { series: over }) },
    warnings: warnings.list,
  }
}
