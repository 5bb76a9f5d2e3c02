import { printable } from '../base/printable.js'
import { readBpftrace } from '../decode/bpftrace-output.js'
import type { Reduction, StreamDef, StreamFile, Window } from '../model/stream.js'

export interface Oom {
  /** Victims marked in the measured window. */
  kills: number
  /** At most 100 of them, names made printable; "?" where the kernel does not tell the name. */
  victims: { pid: number; name: string; trigger: string }[]
}

declare module '../model/stream.js' {
  interface StreamValues {
    oom: Oom
  }
}

export const oom: StreamDef<Oom> = {
  id: 'oom',
  title: 'OOM kills',
  what:
    'When no memory can be found any more, the kernel ends a process to get its memory back: the out-of-memory (OOM) killer. ' +
    'Each victim is the end of what reclaim could do.',
  collector: 'bpftrace on oom:mark_victim',
  caveats:
    'A process that is killed because it shares memory with the victim is marked too. The name of the victim is told by ' +
    'Linux 6.9 and newer.',
  columns: [
    { name: 'pid', unit: 'count', doc: 'number of the process that was ended' },
    { name: 'name', unit: 'text', doc: 'its name' },
    { name: 'trigger', unit: 'text', doc: 'the task that ran out of memory' },
  ],
  sidecars: [],
  recordedAs: ['oom'],
  reduce: reduceOom,
}

async function reduceOom(
  files: readonly StreamFile[],
  run: string,
  window: Window | null,
): Promise<Reduction<Oom>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const bounds = window?.boottime ?? null
  const value: Oom = { kills: 0, victims: [] }
  const onText = (text: string): boolean => {
    const match = /^victim (\d{1,20}) (\d{1,10}) (.*) by (.*)$/.exec(text)
    if (match === null) return false
    const at = BigInt(match[1] as string)
    if (bounds !== null && (at < bounds.start || at >= bounds.end)) return true
    value.kills++
    const [pid, name, trigger] = [Number(match[2]), printable(match[3] ?? ''), printable(match[4] ?? '')]
    if (value.victims.length < 100) value.victims.push({ pid, name, trigger })
    return true
  }
  const trace = await readBpftrace(file, run, onText)
  return { present: true, value, warnings: trace.warnings }
}
