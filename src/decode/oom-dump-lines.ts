import { isDigit } from '../base/digit.js'
import { beginsWith, inLine } from './kernel-log-skim.js'

const [SPACE, OPENING] = [32, 91]

/** How lines begin of which oom-dump.ts takes something, but for those with a digit or a bracket: three quarters of a report are others. */
const BEGINS: Uint8Array[][] = Array.from({ length: 256 }, () => [])
for (const begin of [
  'Node ',
  'active_anon:',
  'memory: usage ',
  'swap: usage ',
  'file ',
  'cache ',
  'Free swap',
  'Total swap',
]) {
  const bytes = Uint8Array.from(Buffer.from(begin, 'latin1'))
  BEGINS[bytes[0] as number]?.push(bytes)
}

/** Whether a message within the kernel's report of a kill may tell something of it. */
export function detailLines(): (buffer: Buffer, start: number, at: number, end: number) => boolean {
  // a message of several lines, as /dev/kmsg writes it
  const several = inLine('\\x0a')
  return (buffer, start, message, end) => {
    let at = message
    while (buffer[at] === SPACE && at < end) at++
    const first = buffer[at] as number
    if (first === OPENING || isDigit(first)) return true
    for (const begin of BEGINS[first] as Uint8Array[])
      if (end - at > begin.length && beginsWith(begin, buffer, at, end)) return true
    return several(buffer, start, end)
  }
}
