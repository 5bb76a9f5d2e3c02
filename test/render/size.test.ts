import { describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/model/report.js'
import { renderHtml } from '../../src/render/html.js'
import { FIXTURES, reportOf } from '../fixtures.js'
import { pageOf } from '../pages.js'

/** Without and with the script that brings the figures to life. */
const MAX_BYTES = [400_000, 1_500_000] as const

async function expectSmall(page: (options: { static: boolean }) => Promise<string>): Promise<void> {
  const sizes: number[] = []
  for (const still of [true, false]) sizes.push(Buffer.byteLength(await page({ static: still })))
  expect(sizes[0]).toBeLessThanOrEqual(MAX_BYTES[0])
  expect(sizes[1]).toBeLessThanOrEqual(MAX_BYTES[1])
}

test.each(FIXTURES)('the report of %s is at most 400 KB, with its script 1.5 MB', async (fixture) => {
  await expectSmall((options) => pageOf(fixture, options))
})

/** As many bins as there may be, none like its neighbours; as many cells. */
function fullest(report: Report): Report {
  const wave = (value: number, bin: number) => Number((value * (1 + 0.3 * Math.sin(7 * bin))).toPrecision(4))
  const stretch = (values: readonly (number | null)[]) =>
    Array.from({ length: 120 }, (_, bin) => wave(values[Math.floor((bin * values.length) / 120)] ?? 1, bin))
  const side = (one: Report['timelines'][number]['baseline']) => ({
    ...one,
    n: Array<number>(120).fill(one.runs),
    median: stretch(one.median),
    lower: stretch(one.lower),
    upper: stretch(one.upper),
  })
  const cells = Array.from({ length: 40 * 14 }, (_, place): [number, number, number] => [
    place % 40,
    2 ** (10 + Math.floor(place / 40)) / 1e9,
    ((place * 13) % 50) / 8 + 0.083,
  ])
  return {
    ...report,
    timelines: report.timelines.map((one) => ({
      ...one,
      t: Array.from({ length: 120 }, (_, bin) => bin),
      baseline: side(one.baseline),
      treatment: side(one.treatment),
    })),
    distributions: report.distributions.map((one) =>
      one.heat === null ? one : { ...one, heat: { binSeconds: 1, baseline: cells, treatment: cells } },
    ),
  }
}

describe('24 runs, every timeline and heatmap as full as it may be', () => {
  test.each(['fixtures/experiments/swap-pressure-6.12', 'fixtures/experiments/swap-pressure-quiet-6.12'])(
    '%s: at most 400 KB, with its script 1.5 MB',
    async (fixture) => {
      const report = fullest(await reportOf(fixture))
      expect(await renderHtml(report, { static: true })).toContain('The picture joins 3 bins each')
      await expectSmall((options) => renderHtml(report, options))
    },
  )
})
