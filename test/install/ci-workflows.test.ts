import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { reportOf } from '../fixtures.js'
import { nodeThatStays } from '../node-that-stays.js'
import { temporaryDirectory } from '../temporary.js'

// what a runner would do is run here, but for installing and recording: a recorded experiment takes its place
const KERNELS = 'fixtures/experiments/kernels-6.1-6.12'
const NEEDS_A_RUNNER = /apt-get|npm ci|npm run|collectors\/lab\/lab/

const [github, gitlab, example] = [
  ...readFileSync('docs/ci.md', 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm),
].map(([, text]) => parse(text ?? ''))
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

const path = nodeThatStays()
/** Of all, since they record the same. */
const cache = temporaryDirectory()

function shell(script: string, cwd: string) {
  const summary = join(cwd, 'summary.md')
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
    {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, PATH: path, GITHUB_STEP_SUMMARY: summary, XDG_CACHE_HOME: cache },
      timeout: 170_000,
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

describe('action.yml', () => {
  const action = parse(readFileSync('action.yml', 'utf8'))
  const [given] = example.jobs.report.steps.flatMap((step: { uses?: string; with?: object }) =>
    step.uses === './' ? [step.with] : [],
  )
  const inputsOf = (some: Record<string, string>): Record<string, string> => ({
    ...Object.fromEntries(
      Object.entries(action.inputs as Record<string, { default?: string }>).map(([name, one]) => [
        name,
        one.default ?? '',
      ]),
    ),
    ...some,
  })
  /** As a runner fills expressions in; only those that stand there are known. */
  const filled = (text: string, inputs: Record<string, string>) =>
    text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      if (expression === 'github.action_path') return resolve('.')
      if (expression === "inputs.strict == 'true' && '1' || ''") return inputs['strict'] === 'true' ? '1' : ''
      const [, name = ''] = /^inputs\.([a-z-]+)$/.exec(expression) ?? []
      if (inputs[name] === undefined) throw new Error(`what is ${expression}?`)
      return inputs[name]
    })
  interface Run {
    if?: string
    run?: string
    env?: Record<string, string>
  }
  const runs: Run[] = action.runs.steps.filter(({ run = '' }: Run) => run.includes('/scripts/'))
  const [, gateStep] = runs as [Run, Run]

  function done({ run = '', env = {} }: Run, inputs: Record<string, string>, directory: string) {
    const values = Object.entries(env).map(
      ([name, value]) => `export ${name}='${filled(value, inputs).replaceAll("'", "'\\''")}'\n`,
    )
    return shell(`${values.join('')}${filled(run, inputs)}`, directory)
  }

  test('the example: both steps run, cannot tell is a warning, and all is where it is uploaded from', () => {
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given)))
    const inputs = inputsOf(given)
    const directory = checkout()
    expect(runs).toHaveLength(2)
    expect(gateStep.if).toBe("inputs.gate != ''")
    const all = runs.map((step) => done(step, inputs, directory))
    expect(all.map(({ status, stderr }) => ({ status, stderr }))).toEqual(
      all.map(() => ({ status: 0, stderr: expect.not.stringContaining('expected') })),
    )
    expect(all[1]?.stdout).toContain('::warning title=mglru-report::cannot tell')
    expect(all[1]?.summary).toMatch(/^### mglru-report\n[\s\S]*^### \? Cannot tell: /m)
    for (const name of ['report.json', 'gate/diff.junit.xml', 'gate/diff.json'])
      expect(existsSync(join(directory, inputs['output'] ?? '', name))).toBe(true)
  })

  test('base reports by pattern and by a path with a space: exit codes of a gate', async () => {
    const directory = temporaryDirectory()
    const report = JSON.parse(JSON.stringify(await reportOf(KERNELS)))
    const write = (name: string, change: (one: typeof report) => void) => {
      const one = structuredClone(report)
      one.experiment.manifestSha256 = name
      one.experiment.boots = []
      change(one)
      mkdirSync(join(directory, name), { recursive: true })
      writeFileSync(join(directory, name, 'report.json'), JSON.stringify(one))
    }
    write('report', () => {})
    write('base/b 1', () => {})
    const exit = (some: Record<string, string>) =>
      done(gateStep, inputsOf({ output: 'report', ...some }), directory).status
    // one session on each side can tell nothing
    expect(exit({ gate: 'base/*/report.json' })).toBe(0)
    expect(exit({ gate: 'base/b 1/report.json', 'fail-on': 'inconclusive' })).toBe(1)
    expect(exit({ gate: 'base/nothing/report.json' })).toBe(2)
    // three on each side can, and these are equal but for their names
    for (const name of ['base/b 2', 'base/b 3', 'new/n1', 'new/n2']) write(name, () => {})
    const asked = { gate: 'base/*/report.json', metrics: 'major-fault-rate', 'fail-on': 'inconclusive' }
    const found = (some: object) => {
      expect([0, 1]).toContain(exit({ ...asked, ...some }))
      return JSON.parse(readFileSync(join(directory, 'report/gate/diff.json'), 'utf8'))
    }
    const { base, new: after } = found({ 'gate-new': 'new/*/report.json' })
    expect([base.sessions, after.sessions]).toEqual([3, 3])
    expect(exit({ gate: '--version' })).toBe(2)
    expect(exit({ gate: "'; touch owned; '" })).toBe(2)
    expect(existsSync(join(directory, 'owned'))).toBe(false)
    write('report', ({ comparisons }) => {
      const worse = comparisons.find(({ metric }: { metric: string }) => metric === 'major-fault-rate')
      worse.verdict = 'regressed'
      worse.effect = { scale: 'ratio', estimate: 1.3, lower: 1.2, upper: 1.4, confidence: 0.95 }
    })
    expect(exit({ gate: 'conditions', metrics: 'major-fault-rate' })).toBe(1)
    expect(exit({ gate: 'conditions', metrics: 'major-fault-rate', 'max-regression': '50%' })).toBe(0)
  })
})
