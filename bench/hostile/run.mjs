// Files of every kind as nobody would record them, each read in a process of its own: npm run bench:hostile [-- WORD...], WORD of
// the kinds or attacks that are wanted. Exits 1 where a process had more than 400 MB, took more than 60 s of a processor, or ended otherwise than with 0, 1 or 2.
import { spawn } from 'node:child_process'
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { ATTACKS } from './attacks.mjs'
import { kinds } from './kinds.mjs'
import { OWN } from './own.mjs'

const MAX = { bytes: 400e6, seconds: 60 }
const CHILD = new URL('child.mjs', import.meta.url).pathname
const wanted = process.argv.slice(2)
const place = mkdtempSync(join(tmpdir(), 'mglru-report-hostile-'))

const general = kinds().flatMap((kind) =>
  Object.entries(ATTACKS).map(([attack, parts]) => ({
    ...kind,
    attack,
    parts: () => parts(kind),
    commands: attack.includes('new') ? ['inspect', 'analyze'] : ['analyze'],
  })),
)
const cases = [...OWN, ...general].filter(({ kind, attack }) =>
  wanted.every((word) => `${kind}: ${attack}`.includes(word)),
)

/** Writes the file, packed: what it unpacks to need not be on the disk. */
async function write(path, parts, packed) {
  mkdirSync(dirname(path), { recursive: true })
  const to = createWriteStream(path)
  if (packed) await pipeline(Readable.from(parts), createGzip({ level: 1 }), to)
  else await pipeline(Readable.from(parts), to)
}

/** The most memory of a process so far, and its time on a processor: other work on the machine does not count. */
function usageOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return {
      bytes: 1024 * Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1] ?? 0),
      // ticks of 10 ms
      seconds: (Number(stat[11]) + Number(stat[12])) / 100,
    }
  } catch {
    return { bytes: 0, seconds: 0 }
  }
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn('node', [CHILD, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, errors] = ['', '']
    let used = { bytes: 0, seconds: 0 }
    child.stdout.on('data', (text) => (out += text))
    child.stderr.on('data', (text) => (errors = (errors + text).slice(-2000)))
    const watch = setInterval(() => {
      const now = usageOf(child.pid)
      if (now.bytes > 0) used = now
      if (used.bytes > 4 * MAX.bytes || used.seconds > MAX.seconds) child.kill('SIGKILL')
    }, 50)
    child.once('close', (status, signal) => {
      clearInterval(watch)
      const told = /^\{.*\}$/m.exec(out)?.[0]
      resolve(
        told === undefined ? { code: signal ?? `node ${status}`, ...used, said: errors } : JSON.parse(told),
      )
    })
  })
}

const mb = (bytes) => Math.round(bytes / 1e6)
let bad = 0
let [most, longest, done] = [0, 0, 0]
console.log(
  '| kind | what is hostile | command | bytes on disk | exit | MB | s | |\n| :-- | :-- | :-- | --: | --: | --: | --: | :-- |',
)
for (const {
  kind,
  attack,
  name,
  parts,
  packed = true,
  beside = null,
  commands = ['inspect', 'analyze'],
} of cases) {
  const directory = join(place, String(done))
  const path = join(directory, name)
  await write(path, parts(), packed)
  for (const [other, content] of Object.entries(beside ?? {})) {
    mkdirSync(dirname(join(directory, other)), { recursive: true })
    writeFileSync(join(directory, other), content)
  }
  const out = join(place, 'out')
  const good = 'fixtures/one-liner-7.2/on-1.txt.gz'
  const argumentsOf = {
    inspect: ['inspect', path, '--json'],
    analyze: [
      'analyze',
      '--off',
      path,
      '--on',
      good,
      '-o',
      out,
      '--to',
      'json',
      '-q',
      '--no-cache',
      '--jobs',
      '1',
    ],
    experiment: ['analyze', directory, '-o', out, '--to', 'json', '-q', '--no-cache', '--jobs', '1'],
    reduced: ['analyze', path, '-o', out, '--to', 'json', '-q', '--no-cache', '--jobs', '1'],
    table: ['analyze', path, '-o', out, '--to', 'json', '-q', '--no-cache', '--jobs', '1'],
    validate: ['validate', directory],
    render: ['render', path, '-q', '-o', out],
    index: ['index', path, '-q', '-o', out],
    plan: ['plan', path],
  }
  for (const command of commands) {
    const { code, bytes, seconds, said } = await run(argumentsOf[command])
    const passed = bytes <= MAX.bytes && [0, 1, 2].includes(code)
    if (!passed) bad++
    ;[most, longest] = [Math.max(most, bytes), Math.max(longest, seconds)]
    done++
    const why = said
      .split('\n')[0]
      .replaceAll(place, '')
      .slice(0, passed ? 90 : 300)
      .replaceAll('|', '\\|')
    console.log(
      `| ${kind} | ${attack} | ${command} | ${statSync(path).size} | ${code} | ${mb(bytes)} | ${seconds.toFixed(1)} | ${passed ? '' : '**bound** '}${why} |`,
    )
    rmSync(out, { recursive: true, force: true })
  }
  rmSync(directory, { recursive: true, force: true })
}
rmSync(place, { recursive: true, force: true })
console.log(`\n${done} runs: at most ${mb(most)} MB and ${longest.toFixed(1)} s; ${bad} past a bound`)
process.exitCode = bad > 0 || done === 0 ? 1 : 0
