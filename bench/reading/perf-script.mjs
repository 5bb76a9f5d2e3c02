// Counts the page faults of a perf script text in every way that somebody would, in turn, and says what each costs. Every way must
// give the same answer. Run: npm run bench:perf-script [-- MEGABYTES [ROUNDS]]   (needs /usr/bin/time and python3; mawk where it is to take part)
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inTurn, tableOf } from './in-turn.mjs'
import { writeSection } from './page.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const [megabytes = 200, rounds = 3] = process.argv.slice(2).map(Number)
const work = mkdtempSync(join(tmpdir(), 'bench-perf-script-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

const file = join(work, 'perf-script.txt')
execFileSync('node', [join(here, 'generate-perf.mjs'), `${megabytes}`, file], { stdio: 'inherit' })
const bytes = statSync(file).size
const events = Number(execFileSync('wc', ['-l', file], { encoding: 'utf8' }).split(' ')[0])

const way = (program, name, ...more) => [...program, join(here, 'ways', name), file, ...more]
const WAYS = {
  'mglru-report': way(['node'], 'perf-ours.mjs'),
  'mglru-report without the scanner': way(['node'], 'perf-ours.mjs', 'slow'),
  'Python, a regular expression for each line': way(['python3'], 'perf-regexp.py'),
  'Python, cut at blanks': way(['python3'], 'perf-split.py'),
  'mawk, cut at blanks': way([], 'perf-awk.sh'),
  'touching each byte (the floor)': way(['node'], 'touch.mjs'),
}

/** The answer of awk in the form of the others. */
function answerOf(text) {
  if (!text.startsWith('n ')) return text.trim()
  const names = text
    .trim()
    .split('\n')
    .map((line) => line.slice(2).split('\t'))
    .map(([name, count]) => [name, Number(count)])
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify({ names, seconds: [] })
}

const { rows, answer } = inTurn(WAYS, rounds, { answerOf })
const counted = JSON.parse(answer).names.reduce((sum, [, count]) => sum + count, 0)
if (counted !== events) throw new Error(`${counted} faults were counted in ${events} lines`)
writeSection(`## perf script

<!-- Written by bench/reading/perf-script.mjs; run: npm run bench:perf-script -- ${megabytes} ${rounds} -->

The same records printed in the form of \`perf script\` (6.1) for \`exceptions:page_fault_user\` and \`page_fault_kernel\`: ${(bytes / 1e6).toFixed(0)} MB,
${(events / 1e6).toFixed(2)} million lines, made by \`bench/reading/generate-perf.mjs\`, not by perf. Counted by process name; every way gives the same answer. Whole
processes, start included; ${rounds} rounds in turn, medians. ${cpus()[0]?.model ?? ''}, ${cpus().length} cores, Node ${process.versions.node}, ${execFileSync('python3', ['--version'], { encoding: 'utf8' }).trim()}.

| way | CPU, s | CPU against ours | wall, s | MB/s of CPU | million lines/s of CPU | peak memory, MB |
| :-- | --: | --: | --: | --: | --: | --: |
${tableOf(rows, bytes, events)}
`)
