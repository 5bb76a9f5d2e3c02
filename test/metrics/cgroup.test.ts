import { execFileSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { loadBare } from '../../src/experiment/bare.js'
import type { Experiment } from '../../src/experiment/experiment.js'
import { METRICS } from '../../src/metrics/index.js'
import type { Report } from '../../src/model/report.js'
import { buildReport } from '../../src/report/report.js'
import { temporaryDirectory } from '../temporary.js'

// Traces with the files of the workload's cgroup next to them, as people save them by hand: X.memory.stat-before and so on.
// Constructed: the keys are those of a real memory.stat of Linux 6.12, the numbers are made; awk says what they must give.
const ROOT = 'fixtures/constructed/cgroup-by-hand'
const tracesOf = (root: string, condition: string) =>
  [1, 2, 3].map((run) => join(root, `${condition}-${run}.txt`))
const load = (root = ROOT) => loadBare(tracesOf(root, 'off'), tracesOf(root, 'on'), () => {})

/** A copy of the fixture in which one file is changed, or taken away. */
function changed(name: string, text: string | null): string {
  const root = temporaryDirectory()
  for (const file of readdirSync(ROOT)) if (file !== name) copyFileSync(join(ROOT, file), join(root, file))
  if (text !== null) writeFileSync(join(root, name), text)
  return root
}

const SECONDS = 10
const grown = (trace: string, file: string, key: string) =>
  Number(
    execFileSync(
      'awk',
      [
        `$1 == "${key}" {n += seen++ ? $2 : -$2} END {print n}`,
        `${trace}.${file}-before`,
        `${trace}.${file}-after`,
      ],
      {
        encoding: 'utf8',
      },
    ),
  )

describe('metrics of the cgroup', () => {
  let experiment: Experiment
  let report: Report
  beforeAll(async () => {
    experiment = await load()
    report = buildReport(experiment)
  })

  test.each([
    ['cgroup-scan-direct-rate', 'memory.stat', 'pgscan_direct'],
    ['cgroup-steal-direct-rate', 'memory.stat', 'pgsteal_direct'],
    ['cgroup-steal-kswapd-rate', 'memory.stat', 'pgsteal_kswapd'],
    ['cgroup-refault-anon-rate', 'memory.stat', 'workingset_refault_anon'],
    ['cgroup-refault-file-rate', 'memory.stat', 'workingset_refault_file'],
    ['cgroup-major-fault-rate', 'memory.stat', 'pgmajfault'],
    ['cgroup-limit-count', 'memory.events', 'max'],
    ['cgroup-throttle-count', 'memory.events', 'high'],
    ['cgroup-oom-kills', 'memory.events', 'oom_kill'],
  ])('%s is the growth of %s, %s', (id, file, key) => {
    const metric = METRICS.find((one) => one.id === id)
    const found = experiment.runs.map((run) => metric?.of(run))
    const counted = [...tracesOf(ROOT, 'off'), ...tracesOf(ROOT, 'on')].map((trace) => ({
      value: grown(trace, file, key) / (id.endsWith('-rate') ? SECONDS : 1),
    }))
    expect(found).toEqual(counted)
  })

  test('pressure is the growth of total, peak the last of memory.peak', () => {
    const valueOf = (id: string) =>
      METRICS.find((one) => one.id === id)?.of(experiment.runs[0] as Experiment['runs'][0])
    const total = (when: string) =>
      Number(
        /^full .* total=(\d+)$/m.exec(readFileSync(`${ROOT}/off-1.txt.memory.pressure-${when}`, 'utf8'))?.[1],
      )
    expect(valueOf('cgroup-memory-pressure-full')).toEqual({
      value: (total('after') - total('before')) / 1e6 / SECONDS,
    })
    expect(valueOf('cgroup-peak-memory')).toEqual({ value: 209_715_200 })
  })

  test('what the kernel does not count is missing, never 0', () => {
    const [run] = experiment.runs
    const of = (id: string) => METRICS.find((one) => one.id === id)?.of(run as Experiment['runs'][0])
    expect(of('cgroup-swap-in-rate')).toEqual({ missing: "this kernel's memory.stat has no pswpin" })
    expect(of('cgroup-scan-proactive-rate')).toEqual({
      missing: "this kernel's memory.stat has no pgscan_proactive",
    })
    expect(of('cgroup-cpu-share')).toEqual({ missing: 'the cgroup has no cpu.stat' })
  })

  test('no row is of reclaim that the machine does not count, or that the cgroup counts itself', () => {
    const ids = report.comparisons.map(({ metric }) => metric)
    for (const id of [
      'scan-rate',
      'reclaimed-direct-rate',
      'allocation-stall-rate',
      'refault-file-rate',
      'major-fault-rate',
    ])
      expect(ids).not.toContain(id)
    expect(ids).toEqual(expect.arrayContaining(['cgroup-refault-file-rate', 'workload:fio.hot.read.iops']))
    const row = report.comparisons.find(({ metric }) => metric === 'cgroup-major-fault-rate')
    expect(row).toMatchObject({ scope: 'cgroup', family: 'primary' })
    expect(report.glossary.find(({ id }) => id === 'cgroup-major-fault-rate')?.how).toMatch(
      /Scope: the cgroup of the workload/,
    )
  })

  test('scans follow the kernel’s rule for the two LRUs, in a cgroup too', () => {
    const row = report.comparisons.find(({ metric }) => metric === 'cgroup-scan-direct-rate')
    expect(row).toMatchObject({ family: 'descriptive', comparability: 'pgscan' })
  })
})

describe('bad copies', () => {
  test('one that lacks its partner is missing, and says which', async () => {
    const { runs } = await load(changed('off-1.txt.memory.stat-after', null))
    expect(runs[0]?.streams['cgroup-stat']).toEqual({
      present: false,
      reason: 'no copy of memory.stat from after the run was found',
    })
    expect(runs[1]?.streams['cgroup-stat']?.present).toBe(true)
  })

  test('exchanged copies, and another file under the name', async () => {
    const before = readFileSync(`${ROOT}/off-1.txt.memory.stat-before`, 'utf8')
    const exchanged = await load(
      changed('off-1.txt.memory.stat-after', before.replace('pgfault 100', 'pgfault 1')),
    )
    expect(exchanged.warnings.map(({ text }) => text).join('\n')).toMatch(
      /expected memory.stat.pgfault to be at least what it was before the run \(100\), found 1/,
    )
    const other = await load(changed('off-1.txt.memory.events-after', 'hello\n'))
    expect(other.warnings.map(({ text }) => text).join('\n')).toMatch(
      /memory.events-after:1: expected a copy of memory.events of a cgroup, found another line/,
    )
  })
})
