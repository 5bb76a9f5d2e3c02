// Shows how the report of a fixture differs between the last commit and the tree as it is.
// Run: npm run golden-diff -- NAME   (exit 0: the same, 1: they differ)
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PARENTS = ['fixtures', 'fixtures/constructed', 'fixtures/experiments']
const [name] = process.argv.slice(2)
const isFixture = (path) =>
  existsSync(path) && readdirSync(path).some((file) => /^off-\d|^experiment\.json$/.test(file))
const fixture = PARENTS.map((parent) => `${parent}/${name}`).find((path) => isFixture(join(ROOT, path)))
if (name === undefined || fixture === undefined) {
  console.error(`usage: npm run golden-diff -- NAME, the name of a folder of reports/; found ${name}`)
  process.exit(2)
}

function run(command, args, cwd) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit code ${status}`)
}

/** The report of the fixture as the tree at `tree` has it, made by the program built there. */
function report(tree, output) {
  const at = isFixture(join(tree, fixture)) ? tree : ROOT
  const files = readdirSync(join(at, fixture)).filter((file) => /\.(txt|ndjson)(\.gz)?$/.test(file))
  const of = (side) => files.filter((file) => new RegExp(`^${side}-\\d+\\.`).test(file)).sort()
  const paths = (side) => of(side).map((file) => join(fixture, file))
  const input = files.length === 0 ? [fixture] : ['--off', ...paths('off'), '--on', ...paths('on')]
  const main = join(tree, 'dist/main.js')
  run(process.execPath, [main, 'analyze', ...input, '--to', 'json,md', '--no-cache', '-q', '-o', output], at)
}

const work = mkdtempSync(join(tmpdir(), 'mglru-report-golden-'))
const tree = join(work, 'tree')
try {
  run('git', ['worktree', 'add', '--quiet', '--detach', tree, 'HEAD'], ROOT)
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
  run('npm', ['run', '--silent', 'build'], tree)
  for (const [one, label] of [
    [tree, 'HEAD'],
    [ROOT, 'now'],
  ]) {
    mkdirSync(join(work, label))
    report(one, join(work, label))
  }
  for (const file of ['report.json', 'report.md']) {
    const { status } = spawnSync('git', ['diff', '--no-index', join('HEAD', file), join('now', file)], {
      cwd: work,
      stdio: 'inherit',
    })
    if (status !== 0) process.exitCode = 1
  }
} finally {
  spawnSync('git', ['worktree', 'remove', '--force', tree], { cwd: ROOT })
  rmSync(work, { recursive: true, force: true })
}
