// What reading a compressed trace costs next to its decompressor alone, in turn. Run: npm run bench:compressed [-- MEGABYTES [ROUNDS]]
// (needs /usr/bin/time, gzip and zstd)
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median, timed } from './in-turn.mjs'
import { writeSection } from './page.mjs'

const path = (name) => fileURLToPath(new URL(name, import.meta.url))
const [megabytes = 300, rounds = 3] = process.argv.slice(2).map(Number)
const work = mkdtempSync(join(tmpdir(), 'bench-compressed-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

const plain = join(work, 'raw.ndjson')
execFileSync('node', [path('generate.mjs'), `${megabytes}`, plain], { stdio: 'inherit' })
const bytes = statSync(plain).size

const ours = (file) => ['node', path('ways/ours.mjs'), file, plain]
const WAYS = { plain: [ours(plain)] }
for (const [program, ...level] of [
  ['gzip', '-6'],
  ['zstd', '-3'],
]) {
  const packed = `${plain}.${program}`
  execFileSync('sh', ['-c', `${program} -c -q ${level.join(' ')} "$1" >"$2"`, 'sh', plain, packed])
  WAYS[program] = [ours(packed), [program, '-dcq', packed]]
}
const rows = []
for (const [way, commands] of Object.entries(WAYS))
  for (const [index, command] of commands.entries())
    rows.push({ name: index === 0 ? `mglru-report, ${way}` : `${way} alone, to nowhere`, command, runs: [] })
const answers = new Set()
for (let round = 0; round < rounds; round++)
  for (const { command, runs } of rows) {
    const own = command[0] === 'node'
    const { status, stdout, stderr, ...cost } = timed(
      command,
      own ? {} : { stdio: ['ignore', 'ignore', 'pipe'] },
    )
    if (status !== 0) throw new Error(stderr)
    if (own) answers.add(stdout)
    runs.push(cost)
  }
if (answers.size !== 1) throw new Error('another answer')

const table = rows.map(({ name, runs }) => {
  const wall = median(runs.map((run) => run.wall))
  const cpu = median(runs.map((run) => run.cpu))
  return `| ${name} | ${cpu.toFixed(2)} | ${wall.toFixed(2)} | ${(bytes / 1e6 / wall).toFixed(0)} |`
})
writeSection(`## Compressed

<!-- Written by bench/reading/compressed.mjs; run: npm run bench:compressed -- ${megabytes} ${rounds} -->

The same records (${(bytes / 1e6).toFixed(0)} MB unpacked), compressed, next to the decompressor that does nothing else. ${rounds} rounds in turn, medians.
${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.versions.node}.

| way | CPU, s | wall, s | MB/s unpacked, by wall |
| :-- | --: | --: | --: |
${table.join('\n')}
`)
