import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { measuredRuns, reportOf } from '../fixtures.js'

// counted again by another way: each curve is read off at the ends of the bins
type Point = { at: number; value: number }

function readingsOf(run: string, stream: string, value: (data: Record<string, number>) => number): Point[] {
  const lines = gunzipSync(readFileSync(join(run, `${stream}.ndjson.gz`)))
    .toString('utf8')
    .split('\n')
  return lines.flatMap((line) => {
    if (!line.startsWith('{"type":"sample"')) return []
    const { t, data } = JSON.parse(line)
    return [{ at: Number(t) / 1e9, value: value(data) }]
  })
}

function at(points: readonly Point[], time: number): number | null {
  const later = points.findIndex((point) => point.at >= time)
  const [b, a] = [points[later], points[later - 1]]
  if (b === undefined || a === undefined) return b !== undefined && b.at === time ? b.value : null
  return a.value + ((b.value - a.value) * (time - a.at)) / (b.at - a.at)
}

function middle(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(half)] as number)
    : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2
}

/** Growth a second in the bin [second, second + 1) of every run of a condition that has readings on both sides of it. */
function growthIn(
  directory: string,
  condition: string,
  second: number,
  stream: string,
  key: string,
  unit = 1,
) {
  return measuredRuns(directory, condition).flatMap(({ path, start }) => {
    const points = readingsOf(path, stream, (data) => data[key] as number)
    const [from, to] = [start / 1e9 + second, start / 1e9 + second + 1]
    const [before, after] = [at(points, from), at(points, to)]
    return before === null || after === null ? [] : [(after - before) / unit]
  })
}

const SIGNALS = [
  ['swap-out-rate', 'vmstat', 'pswpout', 1],
  ['swap-in-rate', 'vmstat', 'pswpin', 1],
  ['major-fault-rate', 'vmstat', 'pgmajfault', 1],
  ['memory-pressure-some', 'psi', 'memory.some.total', 1e6],
  ['memory-pressure-full', 'psi', 'memory.full.total', 1e6],
  ['kswapd-cpu-share', 'kswapd-cpu', 'kswapd0.run_ns', 1e9],
] as const

describe.each(['swap-pressure-6.12', 'swap-pressure-6.1'])('%s', (name) => {
  const directory = join('fixtures/experiments', name)
  const made = () => reportOf(directory)

  test.each(SIGNALS)('%s is what the samples say', async (metric, stream, key, unit) => {
    const timeline = (await made()).timelines.find((one) => one.metric === metric)
    for (const second of [2, 4, 6]) {
      for (const [side, condition] of [
        ['baseline', 'mglru-off'],
        ['treatment', 'mglru-on'],
      ] as const) {
        const values = growthIn(directory, condition, second, stream, key, unit)
        expect(values.length).toBe(timeline?.[side].n[second])
        for (const [found, expected] of [
          [timeline?.[side].median[second], middle(values)],
          [timeline?.[side].lower[second], Math.min(...values)],
          [timeline?.[side].upper[second], Math.max(...values)],
        ] as const)
          expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThanOrEqual(
            1e-3 * Math.abs(expected) + 1e-6,
          )
      }
    }
  })

  test('page faults over time add up to those of the maps', async () => {
    const timeline = (await made()).timelines.find((one) => one.metric === 'page-fault-rate')
    const [least, most] = [timeline?.baseline.lower, timeline?.baseline.upper]
    const totals = (await made()).runs
      .filter((run) => run.included && run.condition === 'mglru-off')
      .map((run) => run.faults as number)
    const sum = (values: readonly (number | null)[] = []) =>
      values.reduce((all: number, value) => all + (value ?? 0), 0)
    // maps that reach over an end of the window are whole in the totals, and the last bin may be short
    expect(sum(least)).toBeLessThan(Math.min(...totals) * 1.05)
    expect(sum(most)).toBeGreaterThan(Math.max(...totals) * 0.8)
  })

  test('with MGLRU off no generation is created', async () => {
    const timeline = (await made()).timelines.find((one) => one.metric === 'generation-rate')
    expect(Math.max(...(timeline?.baseline.upper ?? []).map((value) => value ?? 0))).toBe(0)
    expect(Math.max(...(timeline?.treatment.upper ?? []).map((value) => value ?? 0))).toBeGreaterThan(0)
  })
})

test('what was not recorded says so', async () => {
  const { timelines } = await reportOf('fixtures/experiments/seed-6.12')
  const absent = Object.fromEntries(timelines.map(({ metric, absent: why }) => [metric, why]))
  expect(absent['kswapd-cpu-share']).toBe('not recorded')
  expect(absent['page-fault-rate']).toBeNull()
  expect((await reportOf('fixtures/one-liner-6.1')).timelines).toEqual([])
})
