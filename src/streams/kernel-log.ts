import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { joinKills, joinTroubles } from '../decode/kernel-log-join.js'
import type { Kill } from '../decode/kernel-log-kills.js'
import { kernelLogReader, type LogRead } from '../decode/kernel-log-reader.js'
import { recordLine } from '../decode/kernel-log-records.js'
import { beginsWith, inLine } from '../decode/kernel-log-skim.js'
import type { KillDetails } from '../decode/oom-dump.js'
import { decodeWrapped } from '../decode/wrapped-lines.js'
import { lastLine } from '../ingest/cut-line.js'
import { type ReaderWarnings, readerWarnings } from '../ingest/line-notes.js'
import { type OnLine, readLines } from '../ingest/lines.js'
import type { Context, Reduction, StreamFile } from '../model/stream.js'
import { fromTrace } from '../reduce/from-trace.js'

/** One kill, whoever did it. */
export interface LoggedKill extends KillDetails {
  /** Seconds since the measured window began, by the clock of the log; null where one of the two is not known. */
  at: number | null
  by: 'kernel' | 'systemd-oomd' | 'lmkd' | 'earlyoom'
  /** Null of systemd-oomd, which kills a cgroup. */
  pid: number | null
  name: string | null
}

export interface KernelLog {
  lines: number
  /** From the first line to the last by the kernel's clock. Absent without its times, and of several boots or logs. */
  seconds?: number
  /** Lines that the kernel overwrote before they could be read. */
  lost: number
  /** Kind of trouble (see decode/kernel-log.ts) to how often it was logged and the first such line, made printable. */
  found: Map<string, { count: number; first: string }>
  /** Processes that were killed for their memory, as "NAME (PID)", at most 100; with ", by PROGRAM" where it was not the kernel. */
  victims: string[]
  /** Each kill of the measured window, or of all the log where that is unknown, in the order of their begins; at most MAX_KILLS. */
  kills: LoggedKill[]
}

export const kernelLog = fromTrace(
  {
    id: 'kernel-log',
    title: 'Kernel log',
    what:
      'What the kernel had to say during the run. An oops (a fault in the kernel itself), a lockup or a kill by the OOM killer, which ends ' +
      'a process when no memory can be found any more, makes a run another run. Kills by systemd-oomd, lmkd and earlyoom are counted ' +
      'where the log has their lines.',
    collector:
      '/dev/kmsg, the records of the run only; as a standalone file also dmesg, journalctl, syslog and logcat, in any of their forms',
    caveats:
      'Messages are text for people, recognised by how they begin; the ring buffer overwrites the oldest, which is counted. ' +
      'A kill is counted once, whichever of its lines the log holds; a log of a whole boot also has what came before the run.',
    fields: {
      lines: { unit: 'count', doc: 'lines logged during the run' },
      seconds: {
        unit: 'seconds',
        doc: "from the first line to the last by the kernel's clock; absent without its times, and of several boots or logs",
      },
      lost: { unit: 'count', doc: 'lines that the kernel overwrote before they could be read' },
      found: {
        unit: 'text',
        doc: 'kinds of messages with their number and the first: oops, lockup, hung task, sanitizer report, OOM kill',
      },
      victims: { unit: 'text', doc: 'processes that the OOM killer or another killer ended, at most 100' },
      kills: {
        unit: 'text',
        doc: 'kills of the measured window, or of all the log where that is unknown: when, who asked, the victim with its size and rank, and what was free in memory, swap and page cache; at most 1,000',
      },
    },
    reads: { dmesg: 'trace' },
    joins: true,
  },
  reduceKernelLog,
)

const MAX_VICTIMS = 100
/** Kills of which more than the number is kept. */
export const MAX_KILLS = 1000

const lengthOf = ({ monotonic }: NonNullable<Context['window']>) =>
  Number(monotonic.end - monotonic.start) / 1e9

async function reduceKernelLog(file: StreamFile, { run, window }: Context): Promise<Reduction<KernelLog>> {
  const warnings = readerWarnings(file.name, run)
  const all: LogRead[] = []
  let lost = 0
  for (const one of [file, ...(file.also ?? [])]) {
    const named = readerWarnings(one.name, run)
    const { read, ...more } = await readLog(one, named)
    all.push(read)
    lost += more.lost
    warnings.list.push(...named.list)
  }
  if (all.length > 1) {
    const names = (file.also ?? []).map(({ name }) => name).join(', ')
    warnings.add('logs-joined', `read together with ${names}; what stands in several of them counts once.`, {
      severity: 'note',
    })
  }
  const killed = all.map(({ kills }) => kills.list).reduce(joinKills)
  const troubles = all.map((one) => one.troubles).reduce(joinTroubles)
  const value: KernelLog = {
    lines: all.reduce((sum, { lines }) => sum + lines, 0),
    ...(all.length === 1 && all[0]?.seconds != null && { seconds: all[0].seconds }),
    lost,
    found: new Map(),
    victims: killed
      .filter(({ victim }) => victim !== null)
      .slice(0, MAX_VICTIMS)
      .map(victimOf),
    kills: killed
      .filter((kill) => isWithin(timeOf(kill, window), window))
      .slice(0, MAX_KILLS)
      .map((kill) => loggedKill(kill, window)),
  }
  for (const { by, message } of killed) addTo(value, by, message)
  for (const { kind, message } of troubles) addTo(value, kind, message)
  for (const { beyond, kills } of all) {
    for (const [kind, count] of beyond) addTo(value, kind, '', count)
    addTo(value, 'oom-kill', '', kills.beyond())
  }
  return { present: true, value, warnings: warnings.list }
}

function addTo({ found }: KernelLog, kind: string, message: string, count = 1): void {
  const seen = found.get(kind)
  if (seen !== undefined) seen.count += count
  else if (count > 0) found.set(kind, { count, first: printable(message) })
}

const KILLERS: Readonly<Record<string, LoggedKill['by']>> = {
  'systemd-oomd-kill': 'systemd-oomd',
  'lmkd-kill': 'lmkd',
  'earlyoom-kill': 'earlyoom',
}

/** Seconds since the measured window began. */
function timeOf({ told }: Kill, window: Context['window']): number | null {
  if (window === null) return null
  const seconds = told.get('killed') ?? [...told.values()].find((at) => at !== null) ?? null
  return seconds === null ? null : seconds - Number(window.monotonic.start) / 1e9
}

const isWithin = (at: number | null, window: Context['window']): boolean =>
  at === null || window === null || (at >= 0 && at < lengthOf(window))

function loggedKill(kill: Kill, window: Context['window']): LoggedKill {
  const { by, victim, name, details } = kill
  const shown = (text: string | null) => (text === null ? null : printable(text))
  return {
    at: timeOf(kill, window),
    by: KILLERS[by] ?? 'kernel',
    pid: victim !== null && /^\d{1,10}$/.test(victim) ? Number(victim) : null,
    name: shown(name),
    ...details,
    asker: shown(details.asker),
    cgroup: shown(by === 'systemd-oomd-kill' ? name : details.cgroup),
  }
}

const BY: Readonly<Record<string, string>> = {
  'systemd-oomd-kill': ', by systemd-oomd',
  'lmkd-kill': ', by lmkd',
  'earlyoom-kill': ', by earlyoom',
}

function victimOf({ by, victim, name }: Kill): string {
  const shown = by === 'systemd-oomd-kill' ? (name ?? victim ?? '') : `${name} (${victim})`
  return `${printable(shown)}${BY[by] ?? ''}`
}

const [RECORD, WRAPPED] = ['{"type":', '{"type":"line","data":"'].map((text) => Buffer.from(text)) as [
  Buffer,
  Buffer,
]

/** What one line tells whatever stands before it; null for a begun record. */
function toldAlone(text: string): unknown {
  const reader = kernelLogReader()
  reader.line(Buffer.from(text).toString('latin1'), 1)
  const { lines, kills, troubles } = reader.end()
  if (text.startsWith('{') && (lines === 0 || recordLine(text) === null)) return null
  const of = kills.list.map(({ by, step, victim, name, details }) => ({ by, step, victim, name, details }))
  // the name may go on, and the sizes may have others behind them
  const open =
    !/\)[ ,].*(?:total-vm|UID|vsz|score|-rss)/.test(text) ||
    (/-rss:/.test(text) && !/shmem-rss:\d+kB/.test(text))
  return [of, troubles.map(({ kind }) => kind), of.length > 0 && open ? text : null]
}

async function readLog(file: StreamFile, warnings: ReaderWarnings): Promise<{ read: LogRead; lost: number }> {
  const reader = kernelLogReader()
  const escaped = inLine('\\')
  let lost = 0
  let ended = false
  const onLine: OnLine = (buffer, start, end, line) => {
    const from = start + WRAPPED.length
    // as they are in almost all lines, the bytes between the quotes are the text
    if (end - 2 >= from && beginsWith(WRAPPED, buffer, start, end) && !escaped(buffer, start, end))
      return reader.bytes(buffer, from, end - 2, line)
    const plain = end - start < RECORD.length || !beginsWith(RECORD, buffer, start, end)
    // plain dmesg does not mark its end
    if (plain) {
      ended = true
      return reader.bytes(buffer, start, end, line)
    }
    const record = decodeWrapped(buffer.toString('utf8', start, end))
    if (record === null)
      throw new InputError({
        path: file.path,
        line,
        expected: 'a JSON record',
        found: 'a line that is not JSON',
        remedy: 'check the stream',
      })
    if (record.type === 'end') {
      ended = true
      lost = record.lost ?? lost
    }
    if (record.type === 'line') reader.line(Buffer.from(record.text).toString('latin1'), line)
  }
  const last = lastLine(toldAlone)
  const onPlain = last.before(onLine)
  // a record of the collectors without its newline is not whole, and the stream then has no end
  const onCut: OnLine = (buffer, start, end, line) => {
    if (!beginsWith(RECORD, buffer, start, end)) onPlain(buffer, start, end, line)
  }
  const lines = await readLines(file.path, onLine, onCut)
  const read = reader.end()
  if (!ended) warnings.add('stream-cut', 'the stream has no end; what the kernel logged after is not known.')
  warnings.lastLine(last.found)
  const { boots, unlike } = read
  if (boots.count > 0)
    warnings.add(
      'several-boots',
      'another boot, or another log, begins here: what is counted may be of another time than the run.',
      { line: boots.firstLine },
    )
  if (unlike.count > 0)
    warnings.add(
      'unlike-lines',
      `${unlike.count} of ${lines} lines begin unlike a kernel log; the first: ${printable(unlike.first, 80)}`,
      { line: unlike.firstLine, severity: 'note' },
    )
  return { read, lost }
}
