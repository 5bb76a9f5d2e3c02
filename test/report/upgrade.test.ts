import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { METRICS } from '../../src/metrics/index.js'
import type { Report } from '../../src/model/report.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

// A report that analyze wrote with schema version 1, of swap-pressure-6.12: what it says must not change.
const OLD = 'fixtures/reports/version-1.json.gz'
const old = JSON.parse(gunzipSync(readFileSync(OLD)).toString('utf8'))

describe('a report of schema version 1', () => {
  const directory = temporaryDirectory()
  let read: Report
  let markdown = ''
  beforeAll(async () => {
    expect(await runCli('render', OLD, '--to', 'json,md,html,csv,txt,lkp', '-q', '-o', directory)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
    read = JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'))
    markdown = readFileSync(join(directory, 'report.md'), 'utf8')
  })

  test('is one of version 2, with its verdicts and numbers', () => {
    expect(read.schemaVersion).toBe(2)
    expect(read.findings).toEqual(old.findings)
    const numbers = (report: Report) =>
      report.comparisons.map(({ verdict, effect, test: { p }, baseline, treatment }) => ({
        verdict,
        estimate: effect?.estimate,
        p,
        values: [baseline.values, treatment.values],
      }))
    expect(numbers(read)).toEqual(numbers(old))
  })
  test('has the new names for what it holds', () => {
    expect(read.redactions).toEqual(old.leftOut)
    expect(read.redactions.length).toBeGreaterThan(2)
    for (const one of read.redactions) expect(markdown).toContain(one.slice(0, 20))
    const ids = read.comparisons.map(({ metric }) => metric)
    expect(ids).toContain('successful-compaction-rate')
    expect(ids.filter((id) => METRICS.every((metric) => metric.id !== id))).toEqual([])
    const warnings = read.comparisons.flatMap((one) => one.warnings.map(({ id }) => id))
    expect(warnings).toContain('leave-one-out')
    expect(warnings).not.toContain('hangs')
  })
  test('has bounds at each quantile', () => {
    const bounds = read.distributions.flatMap(({ quantiles }) =>
      quantiles.flatMap(({ baseline, treatment }) => [baseline, treatment]),
    )
    const before = old.distributions.flatMap(({ quantiles }: Report['distributions'][number]) =>
      quantiles.flatMap(({ baseline, treatment }) => [baseline, treatment]),
    )
    expect(bounds.length).toBeGreaterThan(10)
    expect(bounds).toEqual(
      before.map(({ n, least, most }: Record<string, number>) => ({ n, lower: least, upper: most })),
    )
  })
  test('has timelines with ids that are no metric, and the metric where there is one', () => {
    expect(read.timelines.map(({ id }) => id)).toEqual([
      'page-faults.faults',
      'vmstat.pgmajfault',
      'vmstat.pswpin',
      'vmstat.pswpout',
      'meminfo.available',
      'meminfo.swap-used',
      'psi.memory.some',
      'psi.memory.full',
      'kswapd-cpu.cpu',
      'lru-gen.created',
      ...[0, 1, 2, 3].map((age) => `lru-gen.pages-${age}`),
    ])
    for (const { id, metric } of read.timelines)
      expect({ id, known: metric === null || METRICS.some((one) => one.id === metric) }).toEqual({
        id,
        known: true,
      })
  })
  test('is taken by index and plan', async () => {
    const path = join(directory, 'report.json')
    const indexed = temporaryDirectory()
    for (const from of [OLD, path]) {
      expect((await runCli('plan', from)).code).toBe(0)
      expect((await runCli('index', from, '-o', indexed, '-q')).code).toBe(0)
    }
    expect((await runCli('plan', OLD)).stdout).toBe((await runCli('plan', path)).stdout)
  })
})
