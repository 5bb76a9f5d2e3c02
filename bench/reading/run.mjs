// Reads the same raw records in every way that somebody would, in turn, and says what each costs. Every way must give the same
// answer. Run: npm run bench:reading [-- MEGABYTES [ROUNDS]]   (needs /usr/bin/time; python3-pandas, mawk and jq where they are to take part)
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeSection } from './page.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const [megabytes = 200, rounds = 3] = process.argv.slice(2).map(Number)
const work = mkdtempSync(join(tmpdir(), 'bench-reading-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

// The rivals are installed beside a copy of the ways, so that the project does not depend on them.
const ways = join(work, 'bench', 'reading', 'ways')
cpSync(join(here, 'ways'), ways, { recursive: true })
cpSync(join(here, '..', '..', 'dist'), join(work, 'dist'), { recursive: true })
cpSync(join(here, '..', '..', 'node_modules'), join(work, 'node_modules'), { recursive: true })
copyFileSync(join(here, '..', '..', 'package.json'), join(work, 'package.json'))
copyFileSync(join(here, 'package.json'), join(work, 'bench', 'reading', 'package.json'))
execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], {
  cwd: join(work, 'bench', 'reading'),
})

const file = join(work, 'raw.ndjson')
execFileSync('node', [join(here, 'generate.mjs'), `${megabytes}`, file], { stdio: 'inherit' })
const bytes = statSync(file).size
const events = Number(execFileSync('wc', ['-l', file], { encoding: 'utf8' }).split(' ')[0])

const node = (way, ...more) => ['node', join(ways, way), file, ...more]
const WAYS = {
  'mglru-report': node('ours.mjs'),
  'mglru-report, 2 jobs': node('ours-parts.mjs', '2'),
  'DuckDB, 1 thread, split': node('duckdb-split.mjs', '1'),
  'DuckDB, 2 threads, split': node('duckdb-split.mjs', '2'),
  'DuckDB, 2 threads, regular expression': node('duckdb.mjs', '2'),
  'Polars, its own threads': node('polars.mjs'),
  'pandas, in pieces': ['/usr/bin/python3', join(ways, 'in-pandas.py'), file],
  'JSON.parse of each line': node('json-parse.mjs'),
  'mawk, cut at quotes and spaces': [join(ways, 'awk.sh'), file],
  'jq and mawk': [join(ways, 'jq.sh'), file],
  'touching each byte (the floor)': node('touch.mjs'),
}

/** The answer of awk in the form of the others. */
function answerOf(text) {
  if (!text.startsWith('n ')) return text.trim()
  const lines = text.trim().split('\n')
  const names = lines
    .filter((line) => line.startsWith('n '))
    .map((line) => line.slice(2).split('\t'))
    .map(([name, count]) => [name, Number(count)])
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const seconds = lines.filter((line) => line.startsWith('s ')).map((line) => Number(line.slice(2)))
  return JSON.stringify({ names, seconds })
}

const measured = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]))
let expected = null
for (let round = 0; round < rounds; round++) {
  for (const [way, command] of Object.entries(WAYS)) {
    const times = join(work, 'times')
    const { status, stdout, stderr } = spawnSync(
      '/usr/bin/time',
      ['-o', times, '-f', '%U %S %e %M', ...command],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
        cwd: join(work, 'bench', 'reading'),
      },
    )
    if (status !== 0) {
      if (round === 0) console.error(`${way}: left out (${stderr.trim().split('\n').at(-1)})`)
      delete WAYS[way]
      delete measured[way]
      continue
    }
    if (!way.startsWith('touching')) {
      expected ??= answerOf(stdout)
      if (answerOf(stdout) !== expected)
        throw new Error(
          `${way} gives another answer:\n${answerOf(stdout).slice(0, 500)}\n${expected.slice(0, 500)}`,
        )
    }
    const [user, system, wall, kilobytes] = execFileSync('tail', ['-n', '1', times], { encoding: 'utf8' })
      .split(' ')
      .map(Number)
    measured[way].push({ cpu: user + system, wall, megabytes: kilobytes / 1024 })
    console.error(`round ${round + 1}, ${way}: ${(user + system).toFixed(2)} s of CPU`)
  }
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
const rows = Object.entries(measured).map(([way, runs]) => ({
  way,
  cpu: median(runs.map(({ cpu }) => cpu)),
  wall: median(runs.map(({ wall }) => wall)),
  peak: median(runs.map(({ megabytes }) => megabytes)),
}))
const ours = rows[0]
const table = rows.map(
  ({ way, cpu, wall, peak }) =>
    `| ${way} | ${cpu.toFixed(2)} | ${(cpu / ours.cpu).toFixed(1)} | ${wall.toFixed(2)} | ${(bytes / 1e6 / cpu).toFixed(0)} | ${(events / 1e6 / cpu).toFixed(2)} | ${peak.toFixed(0)} |`,
)
writeSection(`# Performance

<!-- Written by bench/reading; run: npm run bench:reading -- ${megabytes} ${rounds} -->

Reading raw page faults: ${(bytes / 1e6).toFixed(0)} MB, ${(events / 1e6).toFixed(2)} million records of the collectors' raw stream (real records of
\`fixtures/experiments/trace-loss-6.12\`, repeated with times that go on), counted by process name and by second. Every way gives the same answer; ours alone also counts by page. Whole
processes, start included; ${rounds} rounds in turn, medians. ${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.versions.node}.

| way | CPU, s | CPU against ours | wall, s | MB/s of CPU | million records/s of CPU | peak memory, MB |
| :-- | --: | --: | --: | --: | --: | --: |
${table.join('\n')}
`)
