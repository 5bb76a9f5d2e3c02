import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { reportOf } from '../fixtures.js'
import { temporaryDirectory } from '../temporary.js'

// what a runner would do is run here, but for installing and recording: a recorded experiment takes its place
const KERNELS = 'fixtures/experiments/kernels-6.1-6.12'
const NEEDS_A_RUNNER = /apt-get|npm ci|npm run|collectors\/lab\/lab/

const [github, gitlab] = [...readFileSync('docs/ci.md', 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
  ([, text]) => parse(text ?? ''),
)
interface Step {
  name?: string
  uses?: string
  run?: string
}
const steps: Step[] = github.jobs.gate.steps

/** A checkout as the steps find it after recording. */
function checkout(): string {
  const directory = temporaryDirectory()
  for (const name of ['dist', 'node_modules', 'package.json'])
    symlinkSync(resolve(name), join(directory, name))
  mkdirSync(join(directory, 'recorded'))
  cpSync(KERNELS, join(directory, 'recorded/experiment'), { recursive: true })
  return directory
}

function shell(script: string, cwd: string) {
  const summary = join(cwd, 'summary.md')
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
    {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, GITHUB_STEP_SUMMARY: summary, XDG_CACHE_HOME: temporaryDirectory() },
    },
  )
  return { status, stdout, stderr, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' }
}

const gate = steps.find(({ name }) => name === 'Gate')?.run ?? ''

describe('the workflow for GitHub', () => {
  test('has its steps in order, each an action or a command', () => {
    expect(steps.map(({ name, uses }) => name ?? uses?.split('@')[0])).toEqual([
      'actions/checkout',
      'actions/setup-node',
      'Install',
      'actions/cache',
      'Record',
      'Analyze',
      'Gate',
      'actions/upload-artifact',
    ])
  })

  test('cannot tell: a warning, the summary, exit code 0', () => {
    const directory = checkout()
    const local = steps.flatMap(({ run }) => (run === undefined || NEEDS_A_RUNNER.test(run) ? [] : [run]))
    expect(local).toHaveLength(2)
    const done = local.map((script) => shell(script, directory))
    expect(done.map(({ status }) => status)).toEqual([0, 0])
    expect(done[1]?.stdout).toContain('::warning title=mglru-report::cannot tell')
    expect(done[1]?.summary).toMatch(/^### \? Cannot tell: /)
    expect(existsSync(join(directory, 'gate/diff.junit.xml'))).toBe(true)
  })

  test.each([
    ['regressed', 1, '### ✗ Fail: 1 of 3 comparisons regressed.'],
    ['equivalent', 0, '### ✓ Pass: '],
  ] as const)('a report whose metrics are %s: exit code %d', async (verdict, code, head) => {
    const directory = checkout()
    const report = JSON.parse(JSON.stringify(await reportOf(KERNELS)))
    for (const one of report.comparisons.filter(({ family }: { family: string }) => family === 'primary')) {
      one.verdict = verdict === 'equivalent' || one.metric === 'major-fault-rate' ? verdict : 'inconclusive'
      const [estimate, lower, upper] = verdict === 'regressed' ? [1.3, 1.2, 1.4] : [1, 0.99, 1.01]
      one.effect = { scale: 'ratio', estimate, lower, upper, confidence: 0.95 }
    }
    mkdirSync(join(directory, 'report'))
    writeFileSync(join(directory, 'report/report.json'), JSON.stringify(report))
    const { status, summary } = shell(gate, directory)
    expect(status).toBe(code)
    expect(summary.startsWith(head)).toBe(true)
  })

  test('no report: the exit code of the input, and no summary', () => {
    const { status, stderr, summary } = shell(gate, checkout())
    expect([status, summary]).toEqual([2, ''])
    expect(stderr).toContain('report/report.json')
  })
})

test('the job for GitLab: its lines end with the exit code that it lets pass with a warning', () => {
  const job = gitlab['kernel-gate']
  const directory = checkout()
  const lines = (job.script as string[]).filter((line) => !NEEDS_A_RUNNER.test(line))
  expect(lines).toHaveLength(2)
  const { status } = shell(lines.join('\n'), directory)
  expect(status).toBe(job.allow_failure.exit_codes)
  expect(existsSync(join(directory, job.artifacts.reports.junit))).toBe(true)
})

test('both record with options that the lab and the collectors know', () => {
  const lab = `${readFileSync('collectors/lab/lab', 'utf8')}${spawnSync('collectors/run-experiment', ['--help'], { encoding: 'utf8' }).stdout}`
  const record = [steps.find(({ name }) => name === 'Record')?.run ?? '', gitlab['kernel-gate'].script[0]]
  for (const command of record) {
    const [own = ''] = command.split(' stress-ng ')
    const options = own.match(/(?<=\s)--[a-z-]+/g) ?? []
    expect(options.length).toBeGreaterThan(8)
    for (const option of options) expect(lab).toContain(option)
  }
  // one experiment, told twice
  const plain = (command: string) =>
    command
      .replace(/\\\n/g, '')
      .replace(/^sudo /, '')
      .replace(/\s+/g, ' ')
      .trim()
  expect(plain(record[0])).toBe(plain(record[1]))
})
