// Grows the real raw records of a fixture to any size, to standard output's file: each round of the records comes a second after the
// one before, so that times go on. Run: node bench/reading/generate.mjs MEGABYTES FILE
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const SOURCE = new URL(
  '../../fixtures/experiments/trace-loss-6.12/runs/b01-1-mglru-off/page-faults-raw.ndjson.gz',
  import.meta.url,
)
const [megabytes, path] = process.argv.slice(2)
const RECORD = /^\{"type": "printf", "data": "(\d+) (\d+ \d+ [uk?] [0-9a-f]+ .*)$/
const records = gunzipSync(readFileSync(SOURCE))
  .toString('utf8')
  .split('\n')
  .map((line) => RECORD.exec(line))
  .filter((found) => found !== null)
const times = records.map((found) => BigInt(found[1]))
const inOrder = times.toSorted((a, b) => (a < b ? -1 : 1))
const span = inOrder.at(-1) - inOrder[0] + 1n
const out = openSync(path, 'w')
let [written, round] = [0, 0n]
while (written < megabytes * 1e6) {
  const lines = records.map(
    ([, , rest], index) => `{"type": "printf", "data": "${times[index] + round * span} ${rest}\n`,
  )
  written += writeSync(out, lines.join(''))
  round++
}
closeSync(out)
