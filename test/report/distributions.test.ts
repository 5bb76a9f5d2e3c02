import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { CHARTS } from '../../src/charts/index.js'
import { drawSvg } from '../../src/charts/svg.js'
import type { Experiment, RunData } from '../../src/experiment/experiment.js'
import type { Bucket } from '../../src/model/histogram.js'
import { buildReport } from '../../src/report/report.js'
import { loadFixture, measuredRuns, reportOf } from '../fixtures.js'

/** Lengths in seconds of the stalls of each counted run that touch its measured window, read line by line again. */
function stallsOf(directory: string, condition: string): number[][] {
  return measuredRuns(directory, condition).map(({ path, clock, start, end }) => {
    const asleep = Number(clock.boottime) - Number(clock.monotonic)
    const text = gunzipSync(readFileSync(join(path, 'direct-reclaim.ndjson.gz'))).toString('utf8')
    return [...text.matchAll(/"stall (\d+) (\d+) /g)]
      .map(([, begin, length]) => ({ begin: Number(begin) - asleep, length: Number(length) }))
      .filter(({ begin, length }) => begin < end && begin + length > start)
      .map(({ length }) => length / 1e9)
  })
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) / 2
  return ((sorted[Math.floor(at)] as number) + (sorted[Math.ceil(at)] as number)) / 2
}

describe.each(['swap-pressure-6.12', 'swap-pressure-6.1'])('direct-reclaim stalls of %s', (name) => {
  const directory = join('fixtures/experiments', name)
  const made = async () =>
    (await reportOf(directory)).distributions.find(({ id }) => id === 'direct-reclaim-stall')
  const sides = [
    ['baseline', 'mglru-off'],
    ['treatment', 'mglru-on'],
  ] as const

  test.each(sides)('%s: the shares at the edges are those of the lines', async (side, condition) => {
    const runs = stallsOf(directory, condition).filter((lengths) => lengths.length > 0)
    const found = await made()
    expect(found?.[side].runs).toBe(runs.length)
    expect(found?.[side].events).toBe(runs.flat().length)
    expect(found?.edges.length).toBeGreaterThan(20)
    for (const [index, edge] of (found?.edges ?? []).entries()) {
      const shares = runs.map((lengths) => lengths.filter((length) => length >= edge).length / lengths.length)
      expect(found?.[side].median[index]).toBeCloseTo(middle(shares), 3)
      expect(found?.[side].lower[index]).toBeCloseTo(Math.min(...shares), 3)
      expect(found?.[side].upper[index]).toBeCloseTo(Math.max(...shares), 3)
    }
  })

  test.each(sides)('%s: the true quantiles lie between the bounds', async (side, condition) => {
    for (const quantile of (await made())?.quantiles ?? []) {
      const { level } = quantile
      const { n, lower, upper } = quantile[side]
      const enough = stallsOf(directory, condition).filter(
        (lengths) => lengths.length * (1 - level) >= 1 - 1e-9,
      )
      expect(n).toBe(enough.length)
      if (n === 0) continue
      const exact = middle(
        enough.map((lengths) => {
          const sorted = [...lengths].sort((a, b) => a - b)
          return sorted[Math.ceil(level * sorted.length) - 1] as number
        }),
      )
      expect(exact).toBeGreaterThanOrEqual((lower ?? Number.NaN) * 0.999)
      expect(exact).toBeLessThanOrEqual((upper ?? Number.NaN) * 1.001)
    }
  })

  test.each(sides)('%s: the cells of the heatmap hold every stall once', async (side, condition) => {
    const runs = stallsOf(directory, condition)
    const cells = (await made())?.heat?.[side] ?? []
    const sum = cells.reduce((all, [, , count]) => all + count, 0)
    expect(Math.abs(sum * runs.length - runs.flat().length)).toBeLessThanOrEqual(0.002 * runs.flat().length)
    const long = cells.filter(([, from]) => from >= 0.03).reduce((all, [, , count]) => all + count, 0)
    const expected = runs.flat().filter((length) => length >= 2 ** 25 / 1e9).length / runs.length
    expect(long).toBeCloseTo(expected, 1)
  })
})

/** The fixture with another value of one stream in every run, made from the run and its place in its condition. */
async function withStream<K extends 'fault-latency' | 'direct-reclaim'>(
  stream: K,
  value: (run: RunData, factor: number) => NonNullable<RunData['streams'][K]>,
): Promise<Experiment> {
  const experiment = await loadFixture('fixtures/experiments/swap-pressure-6.12')
  return {
    ...experiment,
    runs: experiment.runs.map((run) => ({
      ...run,
      streams: { ...run.streams, [stream]: value(run, run.condition === 'mglru-on' ? 4 : 1) },
    })),
  }
}

const octaves = (counts: readonly number[], factor: number): Bucket[] =>
  counts.map((count, power) => ({ min: factor * 2 ** power, max: factor * 2 ** (power + 1) - 1, count }))

const latencies = (factor: number) => ({
  present: true as const,
  warnings: [],
  value: {
    minor: { unit: 'microseconds' as const, buckets: octaves([500, 300, 150, 40, 10], 1) },
    major: { unit: 'microseconds' as const, buckets: octaves([500, 300, 150, 40, 10], 64 * factor) },
    handled: null,
    retried: null,
    withoutException: null,
  },
})

describe('fault latencies whose truth is known', () => {
  const made = withStream('fault-latency', (_, factor) => latencies(factor)).then((one) => buildReport(one))

  test('four times as long is found at every quantile, no change where there is none', async () => {
    const { distributions } = await made
    const major = distributions.find(({ id }) => id === 'major-fault')
    expect(major?.quantiles.map(({ level, shift }) => [level, shift?.ratio])).toEqual(
      [0.5, 0.75, 0.9, 0.95, 0.99, 0.999].map((level) => [level, 4]),
    )
    // 500, 300, 150, 40 and 10 of 1000 from 64 µs on
    expect(major?.quantiles.map(({ baseline }) => baseline)).toEqual(
      [64, 128, 256, 256, 512, 1024].map((lower) => ({
        n: 12,
        lower: lower / 1e6,
        upper: (2 * lower) / 1e6,
      })),
    )
    expect(major?.baseline.median).toEqual([1, 0.5, 0.2, 0.05, 0.01, 0, 0, 0])
    expect(major?.treatment.median).toEqual([1, 1, 1, 0.5, 0.2, 0.05, 0.01, 0])
    const minor = distributions.find(({ id }) => id === 'minor-fault')
    expect(minor?.quantiles.every(({ shift }) => shift?.ratio === 1)).toBe(true)
  })

  test('the figures say so, and that buckets double', async () => {
    const report = await made
    const figures = CHARTS.flatMap((chart) => chart.figures(report))
    const of = (id: string) => figures.find((figure) => figure.id === id)
    expect(of('shift-major-fault')?.title).toBe('Major page faults')
    for (const level of ['p50', 'p75', 'p90', 'p95', 'p99', 'p99.9'])
      expect(of('shift-major-fault')?.alt).toMatch(new RegExp(`(?:^|[.;] )${level}: `))
    expect(of('shift-major-fault')?.subtitle).toContain('buckets up to a factor of 2 wide')
    expect(of('tails-major-fault')?.alt).toContain('p99: MGLRU off 512\u202fµs to 1.02\u202fms (12 runs)')
    for (const id of ['shift-major-fault', 'tails-major-fault', 'tails-minor-fault'])
      expect(await drawSvg(of(id) as never)).toContain('</svg>')
    expect(of('heat-major-fault')).toBeUndefined()
  })
})

describe('what is not there', () => {
  const absent = async (experiment: Promise<Experiment>) => {
    const report = buildReport(await experiment)
    const figures = CHARTS.flatMap((chart) => chart.figures(report)).map(({ id }) => id)
    expect(figures.filter((id) => /^(tails|shift|heat)-direct-reclaim/.test(id))).toEqual([])
    return {
      reason: report.distributions.find(({ id }) => id === 'direct-reclaim-stall')?.absent,
      said: CHARTS.flatMap((chart) => chart.absent?.(report) ?? []).join(' '),
    }
  }
  const empty = {
    stalls: 0,
    stalledSeconds: 0,
    taskSeconds: 0,
    p50: null,
    p99: null,
    longest: null,
    lengths: { unit: 'nanoseconds' as const, buckets: [] },
  }
  const exact = { begins: 0, ends: 0, reclaimedPages: 0 }

  test('not recorded', async () => {
    const { reason, said } = await absent(
      withStream('direct-reclaim', () => ({ present: false, reason: 'not recorded' })),
    )
    expect(reason).toBe('not recorded')
    expect(said).toContain('direct-reclaim stalls (not recorded)')
  })

  test('nothing occurred', async () => {
    const value = { ...empty, ...exact, missing: 0 }
    const { reason, said } = await absent(
      withStream('direct-reclaim', () => ({ present: true, value, warnings: [] })),
    )
    expect(reason).toBe('did not occur')
    expect(said).toContain('direct-reclaim stalls (did not occur)')
  })

  test('silence where a memory cgroup reclaims on its own is not that nothing occurred', async () => {
    const value = { ...empty, ...exact, missing: 0 }
    const loaded = await withStream('direct-reclaim', () => ({ present: true, value, warnings: [] }))
    const manifest = structuredClone(loaded.manifest)
    if (manifest !== null) manifest.value.workload.memoryMaxBytes = 64 * 2 ** 20
    const { reason } = await absent(Promise.resolve({ ...loaded, manifest }))
    expect(reason).toMatch(/^not instrumented for cgroup reclaim: /)
  })

  test('lost', async () => {
    const value = { ...empty, ...exact, stalls: 5, missing: 7 }
    const { reason } = await absent(
      withStream('direct-reclaim', () => ({ present: true, value, warnings: [] })),
    )
    expect(reason).toBe('7 stalls were lost')
  })
})
