import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { OUTSIDE_CGROUPS } from '../../src/comparability/definitions.js'
import { METRICS } from '../../src/metrics/index.js'
import { scopeOf } from '../../src/metrics/scope.js'
import { reportOf } from '../fixtures.js'

// What each workload printed, by the program that people would ask: `jq` for fio's JSON, `awk` for the CSV of redis-benchmark.
const FIGURES = [
  ['fio-zipf-6.12', 'fio.zipf.read.iops', `sed -n '/^{/,/^}/p' "$0" | jq '.jobs[0].read.iops'`],
  ['redis-6.12', 'redis-benchmark.get.rps', `awk -F '","|"' '$2 == "GET" {print $3}' "$0"`],
  ['redis-6.12', 'redis-benchmark.get.p99', `awk -F '","|"' '$2 == "GET" {print $8}' "$0"`],
  [
    'kernel-build-like-6.12',
    'build.objects-per-second',
    `sed -n 's/^metric build.objects-per-second=\\([0-9.]*\\) .*/\\1/p' "$0"`,
  ],
] as const

const directory = (name: string) => `fixtures/experiments/${name}`
const measured = (name: string) => readdirSync(`${directory(name)}/runs`).filter((run) => run.startsWith('b'))

test.each(FIGURES)(
  '%s: %s of each run is what was printed, to the last digit',
  async (name, figure, command) => {
    const report = await reportOf(directory(name))
    const row = report.comparisons.find(({ metric }) => metric === `workload:${figure}`)
    const reported = [row?.baseline, row?.treatment].flatMap((side) =>
      (side?.runs ?? []).map((run, index) => [run, side?.values[index]]),
    )
    const printed = measured(name).map((run) => {
      const file = `${directory(name)}/runs/${run}/workload.stdout`
      return [run, Number(execFileSync('sh', ['-c', command, file], { encoding: 'utf8' }))]
    })
    expect(printed).toHaveLength(16)
    expect(Object.fromEntries(reported)).toEqual(Object.fromEntries(printed))
  },
)

describe.each(['fio-zipf-6.12', 'redis-6.12', 'kernel-build-like-6.12'])('%s', (name) => {
  test('what is recorded of its cgroup takes the place of the machine’s reclaim', async () => {
    const { comparisons } = await reportOf(directory(name))
    const rows = comparisons.map(({ metric }) => metric)
    expect(rows.filter((metric) => metric.startsWith('cgroup-')).length).toBeGreaterThan(10)
    // what the kernel counts of the machine without the reclaim of a cgroup, or what the cgroup counts itself
    const blind = METRICS.filter(
      (one) => scopeOf(one) === 'machine' && (one.counts ?? []).some((name) => OUTSIDE_CGROUPS.test(name)),
    ).map(({ id }) => id)
    expect(blind.length).toBeGreaterThan(5)
    expect(rows.filter((id) => blind.includes(id))).toEqual([])
    expect(rows).not.toContain('refault-file-rate')
  })
})

test('the limit is told, and the work by the name of its profile', async () => {
  const report = await reportOf(directory('redis-6.12'))
  expect(report.methods.join('\n')).toMatch(/memory\.max 24 MiB/)
  expect(report.workload).toMatchObject({ profile: 'redis', summary: 'the profile redis' })
})
