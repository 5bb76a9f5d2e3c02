// What a fleet costs by its number of experiments: reduce and analyze, each experiment in a process of its own, then index and pool over all reports.
// npm run bench:fleet [-- SAMPLE ROUNDS [SIZE...]]   SAMPLE: how many experiments are reduced and analyzed (default 10), ROUNDS: how often index and pool
// run (default 3); sizes default to 10, 30, 100, 300 and 1000. Needs /usr/bin/time and 300 MB of disk for a thousand. Writes bench/fleet/results.json, which docs/fleet.md is made from (npm run docs).
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, getPriority, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { median, timed } from '../reading/in-turn.mjs'
import { generator, variant } from './make-reports.mjs'

const FIXTURE = 'fixtures/experiments/swap-pressure-quiet-6.12'
const [sample = 10, rounds = 3, ...given] = process.argv.slice(2).map(Number)
const sizes = given.length > 0 ? given : [10, 30, 100, 300, 1000]
const work = mkdtempSync(join(tmpdir(), 'bench-fleet-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

/** Seconds of CPU and of wall, megabytes at most. */
function cost(...args) {
  const command = ['node', fileURLToPath(new URL('../../dist/main.js', import.meta.url)), ...args, '--quiet']
  const { status, stderr, cpu, wall, peak } = timed(command, {
    env: { ...process.env, XDG_CACHE_HOME: join(work, 'cache') },
  })
  if (status !== 0) throw new Error(`${args[0]}: ${stderr}`)
  return { cpu, wall, peak }
}

const sumOf = (directory) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .reduce((sum, one) => sum + statSync(join(one.parentPath, one.name)).size, 0)

/**
 * A reduced file of another machine: the recorded one with each run's length changed by up to a tenth from a seed, so that every rate, effect and
 * interval is another, under another id. Its second line is JSON, its first has the sum of that.
 */
function anotherMachine(text, seed) {
  const [head, body] = text.split('\n')
  const random = generator(seed)
  const content = JSON.parse(body)
  content.manifest.value.id = `machine-${String(seed).padStart(4, '0')}`
  content.manifest.sha256 = createHash('sha256').update(content.manifest.value.id).digest('hex')
  for (const { run } of content.runs) if (run.duration !== null) run.duration.seconds *= 0.9 + 0.2 * random()
  const changed = JSON.stringify(content)
  const sha256 = createHash('sha256').update(changed).digest('hex')
  return `${JSON.stringify({ ...JSON.parse(head), sha256 })}\n${changed}\n`
}

function each() {
  const rows = { reduce: [], analyze: [], json: [] }
  const bytes = { reduced: [], report: [], json: [] }
  const recorded = join(work, 'recorded.reduced')
  for (let seed = 1; seed <= sample; seed++) {
    rows.reduce.push(cost('reduce', FIXTURE, '-o', recorded, '--no-cache', '--jobs', '1'))
    const path = join(work, `${seed}.reduced`)
    writeFileSync(path, anotherMachine(readFileSync(recorded, 'utf8'), seed))
    bytes.reduced.push(statSync(path).size)
    rows.analyze.push(cost('analyze', path, '-o', join(work, 'whole')))
    bytes.report.push(sumOf(join(work, 'whole')))
    rows.json.push(cost('analyze', path, '--to', 'json', '-o', join(work, `json-${seed}`)))
    bytes.json.push(statSync(join(work, `json-${seed}`, 'report.json')).size)
    rmSync(join(work, 'whole'), { recursive: true })
  }
  const summary = (list) => ({
    cpu: list.map(({ cpu }) => cpu),
    wall: median(list.map(({ wall }) => wall)),
    peak: Math.max(...list.map(({ peak }) => peak)),
  })
  return {
    sample,
    recordedBytes: sumOf(FIXTURE),
    reducedBytes: median(bytes.reduced),
    reportBytes: median(bytes.report),
    jsonBytes: median(bytes.json),
    ...Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, summary(list)])),
  }
}

/** index and pool over so many variants of a report, in turn. */
function over(count, report) {
  const place = join(work, 'fleet')
  rmSync(place, { recursive: true, force: true })
  let read = 0
  for (let index = 0; index < count; index++) {
    // one workload, or nothing is pooled
    const text = JSON.stringify({ ...variant(report, index), workload: report.workload })
    mkdirSync(join(place, `m${String(index).padStart(6, '0')}`), { recursive: true })
    writeFileSync(join(place, `m${String(index).padStart(6, '0')}`, 'report.json'), text)
    read += Buffer.byteLength(text)
  }
  const costs = { index: [], pool: [] }
  for (let round = 0; round < rounds; round++)
    for (const command of Object.keys(costs)) costs[command].push(cost(command, place, '-o', work))
  const middle = (list) =>
    Object.fromEntries(['cpu', 'wall', 'peak'].map((what) => [what, median(list.map((one) => one[what]))]))
  const page = readFileSync(join(work, 'index.html'))
  return {
    count,
    read,
    indexBytes: page.length,
    indexGzip: gzipSync(page).length,
    poolBytes: statSync(join(work, 'pool.html')).size,
    index: middle(costs.index),
    pool: middle(costs.pool),
  }
}

const loadBefore = loadavg()[0]
const one = each()
console.error(`each: ${JSON.stringify(one)}`)
cost('analyze', FIXTURE, '--to', 'json', '-o', join(work, 'of-fixture'))
const report = JSON.parse(readFileSync(join(work, 'of-fixture', 'report.json'), 'utf8'))
const rows = sizes.map((count) => {
  const row = over(count, report)
  console.error(JSON.stringify(row))
  return row
})
const results = {
  on: new Date().toISOString().slice(0, 10),
  machine: `${cpus()[0].model.trim()}, ${cpus().length} cores, Node ${process.versions.node}`,
  load: [loadBefore, loadavg()[0]],
  nice: getPriority(),
  rounds,
  each: one,
  sizes: rows,
}
writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, null, 1)}\n`)
console.error('bench/fleet/results.json; npm run docs makes the table of docs/fleet.md')
