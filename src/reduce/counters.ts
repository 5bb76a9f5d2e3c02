import { type BpftraceOutput, readBpftrace } from '../decode/bpftrace-output.js'
import { LOST_UNKNOWN } from '../decode/losses.js'
import type { About, StreamDef } from '../model/stream.js'
import { fromTrace } from './from-trace.js'

/** A stream whose program counts in the kernel and prints its maps when it ends. */
export function counters<const Name extends string, Reduced extends object>(
  of: About<Name, Reduced> & { value(printed: BpftraceOutput): Reduced },
): StreamDef<Name, Reduced> {
  const { value, ...about } = of
  return fromTrace<Name, Reduced>(about, async (trace, { run }) => {
    const printed = await readBpftrace(trace, run, () => false)
    if (printed.lost.uncounted > 0) return { present: false, reason: `${trace.name} ${LOST_UNKNOWN}` }
    return { present: true, value: value(printed), warnings: printed.warnings }
  })
}
