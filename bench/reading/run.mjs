// Reads the same raw records in every way that somebody would, in turn, and says what each costs. Every way must give the same
// answer. Run: npm run bench:reading [-- MEGABYTES [ROUNDS]]   (needs /usr/bin/time; python3-pandas, mawk and jq where they are to take part)
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inTurn, tableOf } from './in-turn.mjs'
import { writeSection } from './page.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const [megabytes = 200, rounds = 3] = process.argv.slice(2).map(Number)
const work = mkdtempSync(join(tmpdir(), 'bench-reading-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

// The rivals are installed next to a copy of the ways, so that the project does not depend on them.
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

const { rows } = inTurn(WAYS, rounds, { answerOf, cwd: join(work, 'bench', 'reading') })
writeSection(`# Performance

<!-- Written by bench/reading; run: npm run bench:reading -- ${megabytes} ${rounds} -->

Reading raw page faults: ${(bytes / 1e6).toFixed(0)} MB, ${(events / 1e6).toFixed(2)} million records of the collectors' raw stream (real records of
\`fixtures/experiments/trace-loss-6.12\`, repeated with times that go on), counted by process name and by second. Every way gives the same answer; ours alone also counts by page. Whole
processes, start included; ${rounds} rounds in turn, medians. ${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.versions.node}.

| way | CPU, s | CPU against ours | wall, s | MB/s of CPU | million records/s of CPU | peak memory, MB |
| :-- | --: | --: | --: | --: | --: | --: |
${tableOf(rows, bytes, events)}
`)
