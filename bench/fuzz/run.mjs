// Mutates files of every format among the fixtures and reads them: npm run bench:fuzz [-- FILES SEED SECONDS]. Exits 1 where a file
// made an exit code other than 0, 1 and 2, took more than 5 s of a processor or the process more than 400 MB, or more page faults were
// counted than are in the file; such files are kept in bench/fuzz-found. What was mended goes to fixtures/fuzz-corpus.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { corpus, mutated, randomOf } from './mutate.mjs'

const [files = 20_000, seed = 1, seconds = 3600] = process.argv.slice(2).map(Number)
const FOUND = 'bench/fuzz-found'
const CHILD = new URL('child.mjs', import.meta.url).pathname
const MAX = { bytes: 400e6, milliseconds: 5000 }
/** Files of one process: its memory is then that of a few, not of all. */
const BATCH = 250
/** No answer for so long, on a machine with other work: then the child is ended, and the file counts as a hang. */
const SILENCE = 120_000

const all = corpus()
const place = mkdtempSync(join(tmpdir(), 'mglru-report-fuzz-'))
const codes = {}
const found = []
let [slowest, most, done, counted] = [0, 0, 0, 0]
const until = Date.now() + seconds * 1000

function keep(at, why) {
  const one = all[at % all.length]
  mkdirSync(FOUND, { recursive: true })
  const kept = join(FOUND, `${seed}-${at}-${basename(one.path).replace(/\.gz$/, '')}`)
  writeFileSync(kept, mutated(one, all, randomOf(seed * 1_000_003 + at)))
  found.push(`${kept}: ${why}`)
  console.log(found.at(-1))
}

function judge({ at, code, milliseconds, rss, faults, most: limit, said }) {
  codes[code] = (codes[code] ?? 0) + 1
  done++
  slowest = Math.max(slowest, milliseconds)
  most = Math.max(most, rss)
  if (faults > 0) counted++
  if (![0, 1, 2].includes(code)) keep(at, `exit ${code}, ${said}`)
  else if (milliseconds > MAX.milliseconds) keep(at, `${Math.round(milliseconds)} ms`)
  else if (rss > MAX.bytes) keep(at, `${Math.round(rss / 1e6)} MB`)
  else if (faults > limit) keep(at, `${faults} page faults counted, at most ${limit} are in it`)
}

/** Gives the file to go on with. */
function batch(from, to) {
  return new Promise((resolve) => {
    const child = spawn('node', [CHILD, place, seed, from, to].map(String), {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let [begun, next] = [from, from]
    let timer = setTimeout(() => child.kill('SIGKILL'), SILENCE)
    createInterface({ input: child.stdout }).on('line', (line) => {
      clearTimeout(timer)
      timer = setTimeout(() => child.kill('SIGKILL'), SILENCE)
      const answer = JSON.parse(line)
      if (answer.code === undefined) begun = answer.at
      else {
        judge(answer)
        next = answer.at + 1
      }
    })
    child.once('close', (status, signal) => {
      clearTimeout(timer)
      if (next <= begun && (status !== 0 || signal !== null))
        keep(begun, `the process ended with ${signal ?? status}`)
      resolve(Math.max(next, begun + 1))
    })
  })
}

for (let at = 0; at < files && Date.now() < until; ) at = await batch(at, Math.min(files, at + BATCH))
rmSync(place, { recursive: true })
console.log(
  `${done} files from ${all.length}, seed ${seed}: exits ${JSON.stringify(codes)}, slowest ${Math.round(slowest)} ms of a processor, ` +
    `at most ${Math.round(most / 1e6)} MB; ${counted} with page faults, ${found.length} found`,
)
process.exitCode = found.length > 0 || done === 0 ? 1 : 0
