import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { namedTraces } from '../../src/commands/named-traces.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

test.each([
  [['old=a', 'b'], 'old', ['a', 'b']],
  [['old=a', 'old=b'], 'old', ['a', 'b']],
  [['swappiness 10=', 'a', 'b'], 'swappiness 10', ['a', 'b']],
  [['x=', 'y=z'], 'x', ['y=z']],
])('%j is %s with %j', (words, name, files) => {
  expect(namedTraces('--baseline', words)).toEqual({ name, files })
})

function trace(faults: number): string {
  const path = join(temporaryDirectory(), `${faults}.txt`)
  writeFileSync(path, `Attaching 1 probe...\n${'Page fault in process: 5\n'.repeat(faults)}`)
  return path
}

test('conditions of standalone files have the names that they were given, and nobody claims that they are MGLRU off and on', async () => {
  const out = join(temporaryDirectory(), 'out')
  const { code, stdout, stderr } = await runCli(
    'analyze',
    '--baseline',
    `swappiness 60=${trace(3)}`,
    trace(4),
    '--treatment',
    `swappiness 10=${trace(5)}`,
    trace(6),
    '--to',
    'json',
    '--json',
    '-o',
    out,
  )
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const report = JSON.parse(stdout)
  expect(report.conditions.map(({ label }: { label: string }) => label)).toEqual([
    'swappiness 60',
    'swappiness 10',
  ])
  expect(report.experiment.comparison).toBe('named')
  expect(report.runs.map(({ id }: { id: string }) => id)).toEqual([
    'baseline-1',
    'baseline-2',
    'treatment-1',
    'treatment-2',
  ])
  expect(JSON.stringify(report.findings)).not.toContain('MGLRU')
})

test.each([
  [['--baseline', 'a', '--treatment', 'x=b'], /--baseline: expected NAME=FILE.*found "a"/],
  [['--baseline', '=a', '--treatment', 'x=b'], /--baseline: expected NAME=FILE/],
  [['--baseline', 'x=a', '--treatment', 'x=b'], /--treatment: expected another name.*"x" twice/],
  [['--baseline', 'x=a'], /--treatment: expected NAME=FILE/],
  [['--baseline', 'x=', '--treatment', 'y=b'], /--baseline: expected at least one trace file, found none/],
  [['--off', 'a', '--treatment', 'y=b'], /either --off and --on, or --baseline and --treatment/],
])('%j is refused', async (words, message) => {
  const { code, stderr } = await runCli('analyze', ...words)
  expect(code).toBe(2)
  expect(stderr).toMatch(message)
})

test('traces without any event are equal because there is nothing in them; with an event it is a copy', async () => {
  const out = join(temporaryDirectory(), 'out')
  const [one, two, off] = [trace(0), trace(0), trace(1)]
  expect((await runCli('analyze', '--off', off, '--on', one, two, '--to', 'json', '-o', out)).code).toBe(0)
  const copy = await runCli('analyze', '--off', one, '--on', off, trace(1), '--to', 'json', '-o', out)
  expect(copy.code).toBe(2)
  expect(copy.stderr).toContain('byte for byte')
})

test('--strict ends with 1 where a primary verdict rests on what was not recorded', async () => {
  const strict = (path: string) =>
    runCli('analyze', path, '--strict', '-q', '--to', 'json', '-o', join(temporaryDirectory(), 'out'))
  expect((await strict('fixtures/constructed/blocks')).code).toBe(0)
  expect((await strict('fixtures/experiments/swap-pressure-6.1')).code).toBe(1)
})
