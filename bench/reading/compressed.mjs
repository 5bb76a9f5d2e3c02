// What reading a compressed trace costs beside its decompressor alone, in turn. Run: npm run bench:compressed [-- MEGABYTES [ROUNDS]]
// (needs /usr/bin/time, gzip and zstd)
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeSection } from './page.mjs'

const path = (name) => fileURLToPath(new URL(name, import.meta.url))
const [megabytes = 300, rounds = 3] = process.argv.slice(2).map(Number)
const work = mkdtempSync(join(tmpdir(), 'bench-compressed-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

const plain = join(work, 'raw.ndjson')
execFileSync('node', [path('generate.mjs'), `${megabytes}`, plain], { stdio: 'inherit' })
const bytes = statSync(plain).size

function timed(command) {
  const times = join(work, 'times')
  const output = spawnSync('/usr/bin/time', ['-o', times, '-f', '%U %S %e', ...command], {
    maxBuffer: 1 << 26,
    stdio: ['ignore', command[0] === 'node' ? 'pipe' : 'ignore', 'pipe'],
  })
  if (output.status !== 0) throw new Error(output.stderr.toString())
  const [user, system, wall] = readFileSync(times, 'utf8').split(' ').map(Number)
  return { cpu: user + system, wall, answer: output.stdout?.toString() }
}

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
const measured = []
for (let round = 0; round < rounds; round++)
  for (const [way, commands] of Object.entries(WAYS))
    for (const [index, command] of commands.entries()) measured.push({ way, index, ...timed(command) })
const answers = new Set(measured.filter(({ index }) => index === 0).map(({ answer }) => answer))
if (answers.size !== 1) throw new Error('another answer')

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
const of = (way, index, what) =>
  median(measured.filter((one) => one.way === way && one.index === index).map((one) => one[what]))
const rows = Object.entries(WAYS).flatMap(([way, commands]) =>
  commands.map((_, index) => {
    const wall = of(way, index, 'wall')
    const name = index === 0 ? `mglru-report, ${way}` : `${way} alone, to nowhere`
    return `| ${name} | ${of(way, index, 'cpu').toFixed(2)} | ${wall.toFixed(2)} | ${(bytes / 1e6 / wall).toFixed(0)} |`
  }),
)
writeSection(`## Compressed

<!-- Written by bench/reading/compressed.mjs; run: npm run bench:compressed -- ${megabytes} ${rounds} -->

The same records (${(bytes / 1e6).toFixed(0)} MB unpacked), compressed, beside the decompressor that does nothing else. ${rounds} rounds in turn, medians.
${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.versions.node}.

| way | CPU, s | wall, s | MB/s unpacked, by wall |
| :-- | --: | --: | --: |
${rows.join('\n')}
`)
