// What a start costs: CPU time of whole processes in turn, compared with `node -e 0`. Run: npm run bench:startup [-- ROUNDS [OTHER-CHECKOUT]]
// (needs bash). Writes bench/startup.md.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const [rounds = '15', other] = process.argv.slice(2)
const work = mkdtempSync(join(tmpdir(), 'bench-startup-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
process.on('SIGINT', () => process.exit(130))

const small = join(work, 'small.txt')
writeFileSync(small, `Attaching 1 probe...\n${'Page fault in process: 4242\n'.repeat(35)}`)
const blocks = (root) => join(root, 'fixtures/constructed/blocks')
const COMMANDS = {
  '`--version`': () => ['--version'],
  '`--help`': () => ['--help'],
  '`list`': () => ['list'],
  '`explain swap`': () => ['explain', 'swap'],
  '`inspect` of 1 KB': () => ['inspect', small],
  '`analyze --to json` from the cache': (root) => [
    'analyze',
    blocks(root),
    '--to',
    'json',
    '-q',
    '-o',
    join(work, 'report'),
  ],
}

/** Seconds of CPU, user and system, of a whole process. */
function cpuOf(command) {
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$@" > /dev/null', '-', process.execPath, ...command],
    { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', XDG_CACHE_HOME: join(work, 'cache') } },
  )
  if (status !== 0) throw new Error(stderr)
  return stderr
    .trim()
    .split(' ')
    .reduce((sum, seconds) => sum + Number(seconds), 0)
}

const roots = { now: ROOT, ...(other === undefined ? {} : { before: other }) }
const runs = [['node', '', ['-e', '0']]]
for (const [label, args] of Object.entries(COMMANDS))
  for (const [which, root] of Object.entries(roots))
    runs.push([label, which, [join(root, 'dist/main.js'), ...args(root)]])
const seconds = runs.map(() => [])
// the first round fills the caches
for (let round = 0; round <= Number(rounds); round++)
  for (const [index, [, , command]] of runs.entries()) {
    const cpu = cpuOf(command)
    if (round > 0) seconds[index].push(cpu)
  }
const medians = seconds.map((all) => all.sort((a, b) => a - b)[all.length >> 1])
const [empty] = medians

const cell = (label, which) => {
  const index = runs.findIndex(([one, version]) => one === label && version === which)
  const cpu = medians[index]
  return [cpu.toFixed(3), (cpu / empty).toFixed(1), (cpu - empty).toFixed(3)]
}
const versions = Object.keys(roots)
const titles = versions.flatMap((which) => [`${which}: CPU, s`, 'ratio', 'more, s'])
const rows = Object.keys(COMMANDS).map((label) => [label, ...versions.flatMap((which) => cell(label, which))])
const line = (cells) => `| ${cells.join(' | ')} |`
writeFileSync(
  join(ROOT, 'bench/startup.md'),
  `# What a start costs

<!-- Written by bench/startup.mjs; run: npm run bench:startup -->

CPU time of whole processes, user and system, ${rounds} rounds in turn, medians; compared with \`node -e 0\`, which took ${empty.toFixed(3)} s.
${cpus()[0]?.model ?? 'Unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}.${other === undefined ? '' : ' Before: one file of JavaScript for each of TypeScript, all of them loaded by every command.'}
\`analyze\` is of \`fixtures/constructed/blocks\`, 16 runs, and writes report.json.

${[line(['command', ...titles]), line([':--', ...titles.map(() => '--:')]), ...rows.map(line)].join('\n')}

Wanted: \`--version\` at most 2.5 times \`node -e 0\`, \`inspect\` of 1 KB at most 5 times, \`analyze\` from the cache at most 0.4 s more.

## What makes it so

- The command line is one bundle in pieces: \`dist/main.js\` with commander, and in \`dist/bin\` what each command needs. A start
  read 897 files, and now 6 for \`--version\`, 11 for \`inspect\`; \`test/startup.test.ts\` lists what Node really loads.
- Charts, and vega with them, are loaded when a format draws them; YAML when a file is YAML; arquero by the library alone.
- zod is imported by name: \`import { z }\` takes its messages in all languages along, 550 KB.

Tried, and left: V8's compile cache (\`module.enableCompileCache\`, Node 22.1 and newer) in front of the bundle. Node 22.23, 9 rounds in
turn: \`--version\` 0.055 s with and without it, \`list\` 0.069 for 0.078, \`analyze\` 0.353 for 0.393. That is not worth 600 KB in the home
of everyone who runs it once. Minified whole, the bundle is no faster (0.479 s for 0.475), and its stack traces cannot be read: names stay as they are.
`,
)
