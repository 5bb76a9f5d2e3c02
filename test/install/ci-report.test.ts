import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { nodeThatStays } from '../node-that-stays.js'
import { temporaryDirectory } from '../temporary.js'

const path = nodeThatStays()

const run = (experiment: string, strict: boolean) => {
  const directory = temporaryDirectory()
  const summary = join(directory, 'summary.md')
  const { status, stderr } = spawnSync('scripts/ci-report', [experiment, join(directory, 'out')], {
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: path,
      GITHUB_STEP_SUMMARY: summary,
      MGLRU_REPORT: `node ${resolve('dist/main.js')}`,
      STRICT: strict ? '1' : '',
    },
    timeout: 170_000,
  })
  return { status, stderr, directory, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' }
}

test('the script of the action writes the report, and its text into the summary of the job', () => {
  const { status, summary, directory } = run('fixtures/constructed/blocks', false)
  expect(status).toBe(0)
  expect(summary).toMatch(/^### mglru-report\n\n```text\n/)
  expect(summary.match(/^```/gm)).toHaveLength(2)
  expect(summary).toContain(readFileSync(join(directory, 'out/report.txt'), 'utf8').split('\n')[0])
  expect(existsSync(join(directory, 'out/report.html'))).toBe(true)
})

test('an experiment that a check invalidates fails when asked to, and its report is there', () => {
  const { status, summary, directory } = run('fixtures/constructed/same-lru', true)
  expect(status).toBe(1)
  expect(summary).toContain('### mglru-report')
  expect(existsSync(join(directory, 'out/report.html'))).toBe(true)
})

test('no experiment: the exit code of the input, and no summary', () => {
  const { status, stderr, summary } = run('no-such-experiment', false)
  expect([status, summary]).toEqual([2, ''])
  expect(stderr).toContain('no-such-experiment')
})

test('action.yml runs that script with its inputs', () => {
  const action = parse(readFileSync('action.yml', 'utf8'))
  expect(action.runs.using).toBe('composite')
  const step = action.runs.steps.find((one: { run?: string }) => one.run?.includes('ci-report'))
  expect(step.run).toMatch(/\/scripts\/ci-report "\$EXPERIMENT" "\$OUTPUT"$/)
  expect(Object.keys(action.inputs).sort()).toEqual([
    'experiment',
    'fail-on',
    'gate',
    'gate-new',
    'max-regression',
    'metrics',
    'output',
    'strict',
  ])
})
