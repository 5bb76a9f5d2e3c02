import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { loadBare } from '../../src/experiment/bare.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

// A run of Go benchmarks behind a script with a metric line of its own, and so much talk before it that no first bytes tell what it is.
const output = (talk: number) =>
  `${'compiling\n'.repeat(talk)}metric rps=100 requests/s better=higher\nBenchmarkRead-8   \t    1000\t      1234 ns/op\n`

/** Files of two conditions with two runs each; the paths of each condition. */
function filesOf(talk: number): [string[], string[]] {
  const root = temporaryDirectory()
  const of = (side: string) =>
    [1, 2].map((run) => {
      const path = join(root, `${side}-${run}.log`)
      writeFileSync(path, `${side} ${run}\n${output(talk)}`)
      return path
    })
  return [of('off'), of('on')]
}

async function figuresOf([off, on]: [string[], string[]], workloadFormat: string | null) {
  const { runs } = await loadBare(off, on, () => {}, undefined, { workloadFormat })
  return runs.map(({ streams: { 'workload-output': output } }) =>
    output?.present === true ? output.value.figures.map(({ name }) => name) : output?.reason,
  )
}

test('standalone files are read by every reader, or by the one that --workload-format names', async () => {
  const files = filesOf(0)
  expect(await figuresOf(files, null)).toEqual(Array(4).fill(['go.BenchmarkRead-8.ns-op', 'rps']))
  expect(await figuresOf(files, 'metric')).toEqual(Array(4).fill(['rps']))
  expect(await figuresOf(files, 'fio')).toEqual(
    Array(4).fill('the output is not in the format of fio, which was asked for'),
  )
})

test('with the format named, a file that its first bytes do not tell is the output of the workload', async () => {
  const [off, on] = filesOf(20_000)
  await expect(figuresOf([off, on], null)).rejects.toThrow(/off-1\.log/)
  expect(await figuresOf([off, on], 'go')).toEqual(Array(4).fill(['go.BenchmarkRead-8.ns-op']))
  const { code, stdout } = await runCli(
    ...['analyze', '--off', ...off, '--on', ...on, '--workload-format', 'go', '--no-cache', '--to', 'json'],
    ...['-o', join(temporaryDirectory(), 'report')],
  )
  expect([code, stdout]).toEqual([0, expect.stringContaining('go.BenchmarkRead-8.ns-op')])
})

test('an unknown format, and one for an experiment that names its own, are refused', async () => {
  const [off, on] = filesOf(0)
  const unknown = await runCli('analyze', '--off', ...off, '--on', ...on, '--workload-format', 'gobench')
  expect(unknown).toMatchObject({ code: 2, stdout: '' })
  expect(unknown.stderr).toMatch(/^--workload-format: expected one of bmf, .*fio, .*, found "gobench"; /)
  const whole = await runCli('analyze', 'fixtures/experiments/fio-zipf-6.12', '--workload-format', 'fio')
  expect(whole).toMatchObject({ code: 2, stdout: '' })
  expect(whole.stderr).toMatch(/found an experiment, which names it itself/)
})
