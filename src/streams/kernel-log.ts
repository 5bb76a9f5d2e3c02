import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { readLines } from '../ingest/lines.js'
import type { Reduction, StreamDef, StreamFile } from '../model/stream.js'

export interface KernelLog {
  lines: number
  /** Lines that the kernel overwrote before they could be read. */
  lost: number
  /** Kind of trouble (see MESSAGES) to how often it was logged and the first such line, made printable. */
  found: Map<string, { count: number; first: string }>
  /** Processes that the OOM killer ended, as "NAME (PID)", at most 100. */
  victims: string[]
}

declare module '../model/stream.js' {
  interface StreamValues {
    'kernel-log': KernelLog
  }
}

export const kernelLog: StreamDef<KernelLog> = {
  id: 'kernel-log',
  title: 'Kernel log',
  what:
    'What the kernel had to say during the run. An oops (a fault in the kernel itself), a lockup or a kill by the OOM killer, which ends ' +
    'a process when no memory can be found any more, makes a run another run.',
  collector: '/dev/kmsg, the records of the run only',
  caveats:
    'Messages are text for people, recognised by how they begin; the ring buffer overwrites the oldest, which is counted.',
  columns: [
    { name: 'kind', unit: 'text', doc: 'oops, lockup, hung task, sanitizer report, OOM kill' },
    { name: 'count', unit: 'count', doc: 'messages of that kind' },
    { name: 'victim', unit: 'text', doc: 'process that the OOM killer ended' },
  ],
  sidecars: [],
  recordedAs: ['kernel-log'],
  reduce: reduceKernelLog,
}

/** How messages of each kind begin, past priority and time. */
export const MESSAGES: readonly [kind: string, fatal: boolean, pattern: RegExp][] = [
  ['oom-kill', false, /^(?:Memory cgroup out of memory|Out of memory)[^:]*: Kill(?:ed)? process /],
  ['panic', true, /^Kernel panic - not syncing/],
  ['sanitizer', true, /^BUG: (?:KASAN|KMSAN|KCSAN|KFENCE): |^UBSAN: |^kmemleak: \d+ new suspected/],
  [
    'oops',
    true,
    /^(?:BUG: |Oops: |Oops\[|kernel BUG at |general protection fault|Internal error: |Unable to handle kernel )/,
  ],
  [
    'lockup',
    true,
    /soft lockup - CPU#|hard LOCKUP on cpu|^rcu: INFO: rcu_\w+ (?:self-)?detected|detected stalls on CPUs/,
  ],
  ['hung-task', true, /^INFO: task .{1,40} blocked for more than \d+ seconds/],
  [
    'locking',
    true,
    /^WARNING: (?:possible (?:circular|recursive) locking|inconsistent lock state|suspicious RCU usage)/,
  ],
  ['warning', false, /^WARNING: /],
  ['machine-check', true, /^mce: \[Hardware Error\]|^EDAC .* (?:UE|uncorrect)/i],
  [
    'io-error',
    false,
    /^(?:Buffer )?I\/O error, dev |^I\/O error on |^Read-error on swap-device|^Write-error on swap-device/,
  ],
]

/** The kind of a message, null for what is nothing to worry about. */
export function kindOf(message: string): string | null {
  return MESSAGES.find(([, , pattern]) => pattern.test(message))?.[0] ?? null
}

const MAX_VICTIMS = 100
const STAMP =
  /^(?:(?:<\d+>|[a-z]+ *:[a-z]+ *: )?\[\s*\d+\.\d+\]|\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\]|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ kernel:)\s?/

async function reduceKernelLog(files: readonly StreamFile[], run: string): Promise<Reduction<KernelLog>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const value: KernelLog = { lines: 0, lost: 0, found: new Map(), victims: [] }
  let ended = false
  await readLines(file.path, (buffer, start, end, number) => {
    const text = buffer.toString('utf8', start, end)
    if (text.trim() === '') return
    if (!text.startsWith('{"type":')) {
      ended = true // plain dmesg, which says nothing of its end
      value.lines++
      takeMessage(value, text.replace(STAMP, ''))
      return
    }
    let record: { type?: unknown; data?: unknown; lost?: unknown }
    try {
      record = JSON.parse(text)
    } catch {
      throw new InputError({
        path: file.path,
        line: number,
        expected: 'a JSON record',
        found: 'a line that is not JSON',
        remedy: 'check the stream',
      })
    }
    if (record?.type === 'end') {
      ended = true
      if (typeof record.lost === 'number') value.lost = record.lost
    }
    if (record?.type !== 'line' || typeof record.data !== 'string') return
    value.lines++
    takeMessage(value, record.data.replace(STAMP, ''))
  })
  const warnings = ended
    ? []
    : [
        {
          id: 'stream-cut',
          severity: 'caution' as const,
          text: `${file.name}: the stream has no end; what the kernel logged after is not known.`,
          subject: run,
        },
      ]
  return { present: true, value, warnings }
}

function takeMessage(log: KernelLog, message: string): void {
  const kind = kindOf(message)
  if (kind === null) return
  const seen = log.found.get(kind)
  if (seen === undefined) log.found.set(kind, { count: 1, first: printable(message) })
  else seen.count++
  const victim = /Kill(?:ed)? process (\d{1,10})[ ,(]+(.{1,64}?)\)[ ,]/.exec(message)
  if (kind === 'oom-kill' && victim !== null && log.victims.length < MAX_VICTIMS)
    log.victims.push(`${printable(victim[2] as string)} (${victim[1]})`)
}
