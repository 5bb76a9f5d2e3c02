// Mutates files of every format among the fixtures and reads them: node bench/fuzz.mjs [FILES] [SEED] [SECONDS]. Exits 1 where a
// file made an exit code other than 0 and 2, took more than 5 s, or the process more than 400 MB; such files are kept in bench/fuzz-found.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { main } from '../dist/cli.js'

const [files = 2000, seed = 1, seconds = 3600] = process.argv.slice(2).map(Number)
const FOUND = new URL('fuzz-found/', import.meta.url).pathname
const MAX = { bytes: 400e6, milliseconds: 5000, input: 1 << 20 }
const TOKENS = [
  '18446744073709551615',
  '-1',
  '1e400',
  'NaN',
  '{',
  '"',
  '\\',
  '[[[[',
  '\0',
  '\xff\xfe',
  ' '.repeat(999),
  'a:'.repeat(999),
]

/** Numbers from 0 to 2^32 (mulberry32), the same for the same seed. */
let state = seed
function random(below) {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % below
}

const corpus = ['fixtures/formats', 'fixtures/single', 'fixtures/one-liner-7.2', FOUND]
  .flatMap((place) => {
    const names = statSync(place, { throwIfNoEntry: false }) ? readdirSync(place, { recursive: true }) : []
    return names.map((name) => join(place, name))
  })
  .filter((path) => statSync(path).isFile() && !path.endsWith('.expected.json'))
  .map((path) => {
    const raw = readFileSync(path)
    const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw
    return { path, raw, bytes: bytes.subarray(0, MAX.input) }
  })

const MUTATIONS = [
  (b) => b.subarray(0, random(b.length + 1)),
  (b) => splice(b, random(b.length + 1), 1, Buffer.of(random(256))),
  (b) => splice(b, random(b.length + 1), 0, Buffer.from(TOKENS[random(TOKENS.length)], 'latin1')),
  (b) => splice(b, random(b.length + 1), random(200), Buffer.alloc(0)),
  (b) => splice(b, random(b.length + 1), 0, Buffer.alloc(random(100_000), TOKENS[random(TOKENS.length)])),
  (b) => Buffer.concat([b, corpus[random(corpus.length)].bytes.subarray(0, 10_000)]),
  (b) => Buffer.from(b.toString('latin1').replace(/\d+/, TOKENS[random(4)]), 'latin1'),
  (b) => Buffer.from(b.toString('latin1').split('\n').reverse().join('\n'), 'latin1'),
]
const splice = (b, at, cut, put) => Buffer.concat([b.subarray(0, at), put, b.subarray(at + cut)])

const place = mkdtempSync(join(tmpdir(), 'mglru-report-fuzz-'))
const codes = {}
const found = []
let [slowest, most, done] = [0, 0, 0]
const until = Date.now() + seconds * 1000
for (; done < files && Date.now() < until; done++) {
  const one = corpus[done % corpus.length]
  // one in ten is damaged as it is compressed
  let bytes = Buffer.from(random(10) === 0 ? one.raw : one.bytes)
  for (let times = 1 + random(3); times > 0; times--)
    bytes = Buffer.from(MUTATIONS[random(MUTATIONS.length)](bytes))
  const path = join(place, basename(one.path).replace(/\.gz$/, ''))
  writeFileSync(path, bytes)
  let said = ''
  const began = performance.now()
  const code = await main(['inspect', path, '--json'], {
    stdout: { write() {} },
    stderr: { write: (text) => (said += text) },
  })
  const took = performance.now() - began
  codes[code] = (codes[code] ?? 0) + 1
  slowest = Math.max(slowest, took)
  most = Math.max(most, process.memoryUsage().rss)
  if (![0, 2].includes(code) || took > MAX.milliseconds) {
    mkdirSync(FOUND, { recursive: true })
    const kept = join(FOUND, `${seed}-${done}-${basename(path)}`)
    writeFileSync(kept, bytes)
    found.push(`${kept}: exit ${code}, ${Math.round(took)} ms, ${said.slice(0, 300)}`)
  }
  rmSync(path)
}
rmSync(place, { recursive: true })
for (const line of found) console.log(line)
console.log(
  `${done} files from ${corpus.length}, seed ${seed}: exits ${JSON.stringify(codes)}, slowest ${Math.round(slowest)} ms, at most ${Math.round(most / 1e6)} MB`,
)
process.exitCode = found.length > 0 || most > MAX.bytes ? 1 : 0
