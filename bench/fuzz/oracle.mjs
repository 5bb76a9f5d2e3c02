// How many page faults a file can hold at most, counted in the plainest way: whatever is printed above that was made up.
import { gunzipSync } from 'node:zlib'

/** A tracepoint of page faults, and the number before it: as many events as the line stands for, once where perf script printed none. */
const TRACEPOINT = /(?:(\d{1,20})\s+)?(?:[\w-]+:)?page_fault_(?:user|kernel)/g
const total = (line) => (line.match(/\d{1,20}/g) ?? []).reduce((sum, digits) => sum + Number(digits), 0)

/** All members, those behind zeros too, where zlib stops. */
function unpacked(bytes) {
  let text = ''
  for (let from = 0; bytes[from] === 0x1f; ) {
    const { buffer, engine } = gunzipSync(bytes.subarray(from), { info: true })
    text += buffer.toString('latin1')
    from += engine.bytesWritten
    while (bytes[from] === 0) from++
  }
  return text
}

/** Lines, one a fault, and the numbers in lines that speak of faults. */
export function mostFaults(bytes) {
  let text = ''
  try {
    text = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(bytes) : bytes.toString('latin1')
  } catch {
    return Number.POSITIVE_INFINITY
  }
  let most = 0
  for (const line of text.split('\n')) {
    // a line may have been joined of several, each with its own
    most += line.split('Page fault in process: ').length - 1
    for (const [, period = '1'] of line.matchAll(TRACEPOINT)) most += Math.max(1, Number(period))
    // a map that was printed over several lines; records "TIME ADDRESS PID MODE NAME"; samples with their period
    if (/faults|"data"|^\s*"|@/.test(line)) most += total(line)
    if (/"printf"/.test(line)) most += line.split(/\\n/).length
  }
  return most
}

/** What the report of one file says that it holds; 0 where it says nothing. */
export function faultsIn(printed) {
  const { streams = [] } = printed
  return Math.max(
    0,
    ...streams.map(({ stream, reduction }) =>
      stream === 'page-faults' && reduction.present ? reduction.value.total : 0,
    ),
  )
}
