import { printable } from '../base/printable.js'
import { readBpftrace } from '../decode/bpftrace-output.js'
import type { Context, Reduction, StreamFile } from '../model/stream.js'
import { fromTrace } from '../reduce/from-trace.js'

export interface Oom {
  /** Victims marked in the measured window. */
  kills: number
  /** At most 100 of them, names made printable; "?" where the kernel does not tell the name. */
  victims: { pid: number; name: string; trigger: string }[]
  /** From the start of the measured window to the first kill; null without a window or a kill. */
  firstSeconds: number | null
}

export const oom = fromTrace(
  {
    id: 'oom',
    title: 'OOM kills',
    what:
      'When no memory can be found, the out-of-memory (OOM) killer kills a process to get its memory back. ' +
      'Each victim is the end of what reclaim could do.',
    collector: 'bpftrace on oom:mark_victim',
    caveats:
      'A process that is killed because it shares memory with the victim is marked too. Linux 6.9 and newer ' +
      'record the name of the victim.',
    fields: {
      kills: { unit: 'count', doc: 'victims marked in the measured window' },
      victims: { unit: 'text', doc: 'pid, name and the task that ran out of memory, of the first 100' },
      firstSeconds: { unit: 'seconds', doc: 'from the start of the measured window to the first kill' },
    },
  },
  reduceOom,
)

async function reduceOom(trace: StreamFile, { run, window }: Context): Promise<Reduction<Oom>> {
  const bounds = window?.boottime ?? null
  const value: Oom = { kills: 0, victims: [], firstSeconds: null }
  const onText = (text: string): boolean => {
    const match = /^victim (\d{1,20}) (\d{1,10}) (.*) by (.*)$/.exec(text)
    if (match === null) return false
    const at = BigInt(match[1] as string)
    if (bounds !== null && (at < bounds.start || at >= bounds.end)) return true
    value.kills++
    if (bounds !== null) value.firstSeconds ??= Number(at - bounds.start) / 1e9
    const [pid, name, trigger] = [Number(match[2]), printable(match[3] ?? ''), printable(match[4] ?? '')]
    if (value.victims.length < 100) value.victims.push({ pid, name, trigger })
    return true
  }
  const { warnings } = await readBpftrace(trace, run, onText)
  return { present: true, value, warnings }
}
