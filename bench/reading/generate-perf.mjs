// The real raw records that generate.mjs grows, printed in the form of perf script 6.1 for the page-fault tracepoints. What a record
// does not tell is filled in: the processor (0), the instruction (its address is the faulting one) and the error code.
// Run: node bench/reading/generate-perf.mjs MEGABYTES FILE
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const SOURCE = new URL(
  '../../fixtures/experiments/trace-loss-6.12/runs/b01-1-mglru-off/page-faults-raw.ndjson.gz',
  import.meta.url,
)
const [megabytes, path] = process.argv.slice(2)
const RECORD = /^\{"type": "printf", "data": "(\d+) \d+ (\d+) ([uk]) ([0-9a-f]+) (.*)\\n"\}$/
const records = gunzipSync(readFileSync(SOURCE))
  .toString('utf8')
  .split('\n')
  .map((line) => RECORD.exec(line))
  .filter((found) => found !== null)
  .map(([, time, thread, mode, address, name]) => {
    const event = `exceptions:page_fault_${mode === 'u' ? 'user' : 'kernel'}`
    return {
      microseconds: Math.floor(Number(time) / 1000),
      head: `${name.padStart(16)} ${thread.padStart(5)} [000] `,
      tail: `${event.padStart(28)}: address=0x${address} ip=0x${address} error_code=0x${mode === 'u' ? 6 : 2}\n`,
    }
  })
const times = records.map(({ microseconds }) => microseconds)
const span = times.reduce((a, b) => Math.max(a, b)) - times.reduce((a, b) => Math.min(a, b)) + 1
const out = openSync(path, 'w')
let [written, round] = [0, 0]
while (written < megabytes * 1e6) {
  const lines = records.map(({ microseconds, head, tail }) => {
    const at = microseconds + round * span
    const seconds = `${Math.floor(at / 1e6)}`.padStart(5)
    return `${head}${seconds}.${`${at % 1e6}`.padStart(6, '0')}: ${tail}`
  })
  written += writeSync(out, lines.join(''))
  round++
}
closeSync(out)
