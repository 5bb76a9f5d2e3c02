// Makes an experiment of any size out of the real one whose raw records were kept: B blocks, each stream of raw page faults of
// MEGABYTES, all else as it was recorded. Run: node bench/reading/grow-experiment.mjs BLOCKS MEGABYTES DIRECTORY
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, createReadStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SOURCE = fileURLToPath(new URL('../../fixtures/experiments/trace-loss-6.12', import.meta.url))
const GENERATE = fileURLToPath(new URL('generate.mjs', import.meta.url))
const [blocks, megabytes, out] = process.argv.slice(2)
const read = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'))
const write = (value, ...path) => writeFileSync(join(...path), JSON.stringify(value, null, 1))

async function sumOf(path) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return hash.digest('hex')
}

const experiment = read(SOURCE, 'experiment.json')
experiment.id = `grown-${blocks}x${megabytes}`
experiment.plan.runs = []
mkdirSync(join(out, 'runs'), { recursive: true })
const CONDITIONS = ['mglru-off', 'mglru-on']
for (let block = 1; block <= Number(blocks); block++) {
  for (const [position, condition] of (block % 2 === 1 ? CONDITIONS : CONDITIONS.toReversed()).entries()) {
    const id = `b${String(block).padStart(2, '0')}-${position + 1}-${condition}`
    const from = join(SOURCE, 'runs', condition === 'mglru-off' ? 'b01-1-mglru-off' : 'b01-2-mglru-on')
    const to = join(out, 'runs', id)
    cpSync(from, to, { recursive: true })
    const planned = { id, kind: 'measured', block, position: position + 1, condition }
    experiment.plan.runs.push(planned)
    const run = { ...read(from, 'run.json'), ...planned, experiment: experiment.id }
    // of the two streams of page faults the raw one is read
    run.streams = run.streams.filter(({ id }) => id !== 'page-faults')
    const raw = run.streams.find(({ id }) => id === 'page-faults-raw')
    for (const name of [raw.file, 'page-faults.ndjson.gz']) rmSync(join(to, name))
    raw.file = 'page-faults-raw.ndjson'
    execFileSync('node', [GENERATE, megabytes, join(to, raw.file)])
    raw.records = Number(execFileSync('wc', ['-l', join(to, raw.file)], { encoding: 'utf8' }).split(' ')[0])
    raw.lost = 0
    // the records are those of the run without MGLRU, and go on; the measured part is as long as they are
    const { clock, phases } = read(SOURCE, 'runs', 'b01-1-mglru-off', 'run.json')
    const last = /"data": "(\d+) /.exec(
      execFileSync('tail', ['-n', '1', join(to, raw.file)], { encoding: 'utf8' }),
    )
    const measure = phases.find(({ name }) => name === 'measure')
    measure.end = String(BigInt(last[1]) + 1n)
    Object.assign(run, { clock, phases })
    raw.sha256 = await sumOf(join(to, raw.file))
    write(run, to, 'run.json')
  }
}
write(experiment, out, 'experiment.json')
