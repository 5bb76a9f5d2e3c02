import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { loadDirectory } from '../../src/experiment/directory.js'
import type { Report } from '../../src/model/report.js'
import { buildReport } from '../../src/report/report.js'
import { ask, type Manifests, measured, of, outcome, sound, write } from '../evidence/sound-experiment.js'

const FIO = readFileSync('fixtures/formats/workload-output/fio-3.33.json', 'utf8')

/** The report of the sound experiment whose runs printed these texts, in the order of the plan. */
async function printed(all: Manifests, texts: readonly (string | null)[]): Promise<Report> {
  for (const [index, run] of all.runs.entries()) {
    const text = texts[index] ?? null
    const sha256 = createHash('sha256')
      .update(text ?? '')
      .digest('hex')
    run.output =
      text === null
        ? []
        : [{ source: 'stdout', file: 'workload.stdout', bytes: text.length, droppedBytes: 0, sha256 }]
    // a command of its own, which is no stress-ng
    run.streams = run.streams.filter(({ id }: { id: string }) => id !== 'stress-ng')
  }
  const directory = write(all)
  for (const [index, run] of all.runs.entries())
    if (texts[index] != null)
      writeFileSync(join(directory, 'runs', run.id, 'workload.stdout'), texts[index] as string)
  return buildReport(await loadDirectory(directory, () => {}))
}

/** Lines of every run: `of` gives that of a run by its condition and block. */
const lines = (all: Manifests, line: (on: boolean, block: number) => string | null) =>
  all.runs.map((run) => line(run.condition === all.experiment.conditions[1].id, run.block ?? 0))

const rowOf = ({ comparisons }: Report, metric: string) => comparisons.find((one) => one.metric === metric)
const declare = (all: Manifests, ...metrics: string[]) => {
  all.experiment.plan.primary = metrics.map((metric) => ({
    metric,
    smallestEffect: { relative: 0.03, absolute: 0 },
  }))
}
const rps = (on: boolean, block: number) =>
  `metric rps=${(on ? 1200 : 1000) + block} requests/s better=higher\n`

describe('figures of the workload', () => {
  test('a script that prints a metric line has a verdict on it', async () => {
    const all = sound()
    declare(all, 'workload:rps')
    const report = await printed(all, lines(all, rps))
    expect(rowOf(report, 'workload:rps')).toMatchObject({
      family: 'primary',
      verdict: 'improved',
      unit: 'requests/s',
      scope: 'workload',
    })
    expect(report.findings.join('\n')).toMatch(/rps improved: \+20%/)
    expect(rowOf(report, 'bogo-ops-rate')).toBeUndefined()
    expect(outcome(report, 'declared-metrics')).toBe('pass')
    expect(outcome(report, 'workload-figures')).toBe('pass')
    expect(report.glossary.find(({ id }) => id === 'workload:rps')?.how).toMatch(/As metric lines printed it/)
  })

  test('the figures in the report are those of the JSON, to the last digit', async () => {
    const all = sound()
    const report = await printed(
      all,
      lines(all, () => FIO),
    )
    const [iops, p99] = execFileSync(
      'jq',
      [
        '-r',
        '.jobs[0].read.iops, .jobs[0].read.clat_ns.percentile["99.000000"]',
        'fixtures/formats/workload-output/fio-3.33.json',
      ],
      { encoding: 'utf8' },
    ).split('\n')
    expect(rowOf(report, 'workload:fio.hot.read.iops')?.baseline.values.map(String)).toEqual(
      Array.from({ length: of(all, 0).length }, () => iops),
    )
    expect(String(rowOf(report, 'workload:fio.hot.read.clat_p99')?.treatment.values[0])).toBe(p99)
  })

  test('without a better direction there is a direction and no improvement', async () => {
    const all = sound()
    declare(all, 'workload:pages')
    const report = await printed(
      all,
      lines(all, (on, block) => `metric pages=${(on ? 1200 : 1000) + block}\n`),
    )
    expect(rowOf(report, 'workload:pages')?.verdict).toBe('higher')
  })

  test('another unit in some runs is no verdict, and says so', async () => {
    const all = sound()
    declare(all, 'workload:p99')
    const report = await printed(
      all,
      lines(
        all,
        (on, block) => `metric p99=${on ? 1 + block / 100 : 1000 + block} ${on ? 's' : 'ms'} better=lower\n`,
      ),
    )
    expect(rowOf(report, 'workload:p99')).toMatchObject({ verdict: 'not-comparable' })
    expect(rowOf(report, 'workload:p99')?.reason).toMatch(/in different units: ms in b\d\d-\d.*, s in b/)
  })

  test('NaN, a number below 0 and a figure of some runs only are missing with their reason', async () => {
    const all = sound()
    const report = await printed(
      all,
      lines(all, (on, block) =>
        block === 1
          ? 'metric rps=NaN requests/s better=higher\n'
          : block === 2 && on
            ? 'metric other=1\n'
            : rps(on, block),
      ),
    )
    const row = rowOf(report, 'workload:rps')
    const reasons = [...(row?.baseline.missing ?? []), ...(row?.treatment.missing ?? [])].map(
      ({ reason }) => reason,
    )
    expect([...new Set(reasons)].sort()).toEqual([
      'metric lines printed something that is not a number',
      'the workload did not print rps in this run',
    ])
    expect(reasons).toHaveLength(3)
    expect(outcome(report, 'workload-figures')).toBe('caution')
    const text = report.checks.find(({ id }) => id === 'workload-figures')?.text
    expect(text).toMatch(
      /^2 figures, read as metric\. rps has no value in 1 with MGLRU off and 2 with MGLRU on \(b01-1/,
    )
    expect(rowOf(report, 'workload:other')?.baseline.n).toBe(0)
  })

  test('a declared figure that no run printed keeps its row and names those there are', async () => {
    const all = sound()
    declare(all, 'workload:latency')
    const report = await printed(all, lines(all, rps))
    expect(outcome(report, 'declared-metrics')).toBe('caution')
    expect(report.checks.find(({ id }) => id === 'declared-metrics')?.text).toMatch(
      /workload:latency is not a figure that the workload printed in any run: it printed workload:rps/,
    )
    expect(rowOf(report, 'workload:latency')).toMatchObject({ family: 'primary', verdict: 'inconclusive' })
  })

  test('a command without any figure is judged by its elapsed time', async () => {
    const all = sound()
    all.experiment.plan.primary = []
    for (const [index, run] of all.runs.entries()) {
      const on = run.condition === all.experiment.conditions[1].id
      run.usage = {
        elapsedNanoseconds: `${(on ? 8 : 10) * 1e9 + index * 1e7}`,
        userMicroseconds: 1e6,
        systemMicroseconds: 2e6,
      }
      if (run.workload) run.workload.requestedSeconds = null
    }
    const report = await printed(
      all,
      lines(all, () => 'done\n'),
    )
    expect(rowOf(report, 'elapsed-time')).toMatchObject({
      family: 'primary',
      verdict: 'improved',
      scope: 'workload',
    })
    expect(rowOf(report, 'workload-cpu-time')?.baseline.values[0]).toBe(3)
    const timed = sound()
    for (const run of timed.runs) {
      run.usage = { elapsedNanoseconds: '10000000000', userMicroseconds: null, systemMicroseconds: null }
      run.workload = { argv: ['x'], tool: 'x 1', requestedSeconds: 10 }
    }
    expect(rowOf(await printed(timed, lines(timed, rps)), 'elapsed-time')).toBeUndefined()
  })

  test('an output that changed since it was recorded is excluded', async () => {
    const all = sound()
    const texts = lines(all, rps)
    const report = await printed(all, texts)
    expect(report.inputs.filter(({ name }) => name.endsWith('workload.stdout'))).toHaveLength(all.runs.length)
    for (const run of measured(all)) run.output[0].sha256 = 'a'.repeat(64)
    const directory = write(all)
    for (const [index, run] of all.runs.entries())
      writeFileSync(join(directory, 'runs', run.id, 'workload.stdout'), texts[index] as string)
    const spoilt = buildReport(await loadDirectory(directory, () => {}))
    expect(spoilt.comparisons.some(({ metric }) => metric.startsWith('workload:'))).toBe(false)
    expect(spoilt.warnings.map(({ text }) => text).join('\n')).toMatch(/workload.stdout: expected sha256 a/)
  })

  test('what was asked for with --workload-format is read, and nothing else', async () => {
    const all = sound()
    all.experiment.workload.format = 'metric'
    const report = await printed(
      all,
      lines(all, (on, block) => `${rps(on, block)}${FIO}`),
    )
    const figures = report.comparisons.filter(({ metric }) => metric.startsWith('workload:'))
    expect(figures.map(({ metric }) => metric)).toEqual(['workload:rps'])
  })

  test('different versions of a program are different work', async () => {
    const all = sound()
    ask(all, 'vm.swappiness', ['10', '180'])
    const other = FIO.replace('fio-3.33', 'fio-3.39')
    const report = await printed(
      all,
      lines(all, (on) => (on ? other : FIO)),
    )
    expect(outcome(report, 'workload-identity')).toBe('invalidates')
    expect(rowOf(report, 'workload:fio.hot.read.iops')?.verdict).toBe('not-comparable')
  })
})

test('the report names the limit of the cgroup that the workload ran in', async () => {
  const all = sound()
  for (const run of all.runs)
    run.cgroup = {
      path: '/x',
      controllers: ['memory'],
      limits: { 'memory.max': '33554432', 'memory.high': 'max', 'memory.low': '0' },
      collectors: { path: '/y', memoryMinBytes: 1 },
    }
  const report = await printed(all, lines(all, rps))
  const text = report.methods.find((one) => one.startsWith('Workload.'))
  expect(text).toMatch(
    /^Workload\. In a cgroup of its own, with memory\.max 32 MiB\. The collectors ran in a cgroup next to it\./,
  )
  expect((await printed(sound(), [])).methods.some((one) => one.startsWith('Workload.'))).toBe(false)
})

test('markup and control characters in a program’s output reach no report', async () => {
  const all = sound()
  const job = '<img src=x onerror=alert(1)>|`\\u202e'
  const report = await printed(
    all,
    lines(all, () => FIO.replace('"hot"', `"${job}"`)),
  )
  const names = report.comparisons
    .filter(({ metric }) => metric.startsWith('workload:'))
    .map(({ metric }) => metric)
  expect(names).toContain('workload:fio.img-src-x-onerror-alert-1.read.iops')
  for (const name of names) expect(name).toMatch(/^workload:[A-Za-z0-9._-]+$/)
})
