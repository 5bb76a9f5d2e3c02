import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { identify } from '../../src/experiment/bare-kinds.js'
import { at, PSI, reduced, reportOf, written } from './found.js'

const awk = (program: string, ...files: string[]) =>
  Number(execFileSync('awk', [program, ...files], { encoding: 'utf8' }))
const grown = (side: string, counter: string) =>
  awk(
    `NR == FNR {a[$1] = $2; next} $1 == "${counter}" {print $2 - a[$1]}`,
    at(`cgroup-memory-stat/${side}-1/memory.stat.before`),
    at(`cgroup-memory-stat/${side}-1/memory.stat.after`),
  )

test('memory.stat before and after: totals of the cgroup, not of the machine', async () => {
  const { of, median } = await reportOf([at('cgroup-memory-stat/off-1')], [at('cgroup-memory-stat/on-1')])
  for (const [metric, counter] of [
    ['cgroup-major-fault-per-run', 'pgmajfault'],
    ['cgroup-refault-anon-per-run', 'workingset_refault_anon'],
    ['cgroup-refault-file-per-run', 'workingset_refault_file'],
    ['cgroup-steal-direct-per-run', 'pgsteal_direct'],
  ] as const) {
    expect(median(metric)).toEqual([grown('off', counter), grown('on', counter)])
    expect(of(metric)?.scope).toBe('cgroup')
  }
  expect(median('major-fault-per-run')).toEqual([null, null])
})

test('version 1 of cgroups: the totals, which hold the cgroups in it, and the length from the time marks', async () => {
  const files = ['off', 'on'].map((side) => at(`cgroup-v1-memory-stat/${side}.txt`))
  const { median, experiment } = await reportOf([files[0] ?? ''], [files[1] ?? ''])
  const rate = (file: string) =>
    awk('$1 == "total_pgmajfault" {if (!n++) a = $2; b = $2} END {print (b - a) / 60}', file)
  expect(median('cgroup-major-fault-rate')).toEqual(files.map(rate))
  expect(experiment.runs.map(({ duration }) => duration?.seconds)).toEqual([60, 60])
})

test.each([
  ['memory.stat.before', 'memory.stat.after'],
  ['memory.stat.0', 'memory.stat.1'],
  ['start-memory.stat', 'stop-memory.stat'],
  ['before', 'after'],
])('copies named %s and %s are a pair', async (before, after) => {
  const side = (name: string) => readFileSync(at(`cgroup-memory-stat/${name}`), 'utf8')
  const file = written({
    [`off/${before}`]: side('off-1/memory.stat.before'),
    [`off/${after}`]: side('off-1/memory.stat.after'),
    [`on/${before}`]: side('on-1/memory.stat.before').replaceAll('\n', '\r\n'),
    [`on/${after}`]: side('on-1/memory.stat.after').replaceAll('\n', '\r\n'),
  })
  const { median } = await reportOf([file('off')], [file('on')])
  expect(median('cgroup-major-fault-per-run')).toEqual([600_000, 210_000])
})

test('two cgroups in one copy are refused with the line', async () => {
  const one = 'anon 1\npgfault 5\n'
  const label = (name: string) => `==> /sys/fs/cgroup/${name}/memory.stat <==\n`
  const copy = label('a') + one + label('b') + one
  const file = written({ 'x.txt': `time: 1\n${copy}time: 2\n${copy}` })
  await expect(reduced(file('x.txt'), 'cgroup-stat')).rejects.toMatchObject({ line: 6, found: 'anon again' })
})

test('memory.pressure is the pressure of a cgroup, pressure/memory that of the machine', async () => {
  const text = `time: 1\n${PSI(10e6, 5e6)}time: 61\n${PSI(40e6, 11e6)}`
  const file = written({ 'memory.pressure': text, 'pressure/memory': text, 'psi-memory.txt': text })
  for (const [name, stream] of [
    ['memory.pressure', 'cgroup-pressure'],
    ['pressure/memory', 'psi'],
    ['psi-memory.txt', 'psi'],
  ] as const) {
    expect((await identify(file(name))).uses.map((use) => use.stream)).toEqual([stream])
    expect((await reduced(file(name), stream)).value).toMatchObject({
      seconds: new Map([
        ['memory.full', 6],
        ['memory.some', 30],
      ]),
      length: 60,
    })
  }
})
