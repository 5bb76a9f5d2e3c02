import { describe, expect, test } from '@jest/globals'
import { generations } from '../../src/charts/generations.js'
import { timelines } from '../../src/charts/timelines.js'
import type { Verdict } from '../../src/model/comparison.js'
import type { Report } from '../../src/model/report.js'
import { reportOf } from '../fixtures.js'

const made = reportOf('fixtures/experiments/swap-pressure-6.12')

/** The title of the grid with other verdicts; those not named are inconclusive. */
async function titleWith(
  verdicts: Readonly<Record<string, Verdict>>,
  p: number | null = 0.01,
): Promise<string> {
  const report = await made
  const other: Report = {
    ...report,
    comparisons: report.comparisons.map((one) => ({
      ...one,
      verdict: verdicts[one.metric] ?? verdicts['*'] ?? 'inconclusive',
      test: { ...one.test, p },
    })),
  }
  return timelines.figures(other)[0]?.grid?.title ?? ''
}

describe('the title says no more than the verdicts', () => {
  test('all inconclusive', async () => {
    expect(await titleWith({})).toBe('Signals over time: of 7 tested, 7 inconclusive with MGLRU on')
  })
  test('too few runs for a test', async () => {
    expect(await titleWith({}, null)).toBe('Signals over time: description only')
  })
  test('not comparable', async () => {
    expect(await titleWith({ '*': 'not-comparable' })).toBe('Signals over time: not comparable')
  })
  test('some changed, one is equivalent', async () => {
    expect(
      await titleWith({
        'swap-in-per-op': 'improved',
        'swap-out-per-op': 'improved',
        'kswapd-cpu-per-op': 'regressed',
        'page-fault-rate': 'equivalent',
      }),
    ).toBe(
      'Signals over time: of 7 tested, 2 improved, 1 regressed, 1 equivalent, 3 inconclusive with MGLRU on',
    )
  })
})

test('a signal that stood still has no panel and is named, one that was not recorded too', async () => {
  const report = await made
  const [first, second, ...rest] = report.timelines
  const absent = (one: typeof first, why: string) => ({ ...(one as NonNullable<typeof one>), absent: why })
  const other = {
    ...report,
    timelines: [absent(first, 'not recorded'), absent(second, '0 in every run'), ...rest],
  }
  expect(timelines.figures(other).map(({ id }) => id)).not.toContain(`time-${first?.id}`)
  expect(timelines.absent?.(other)).toBe(
    'Over time: traced page-fault rate (not recorded); major-fault rate (0 in every run).',
  )
  expect(timelines.figures({ ...report, timelines: [] })).toEqual([])
})

test('the text for those who do not see it has the numbers of the data', async () => {
  const report = await made
  const pressure = report.timelines.find(({ metric }) => metric === 'memory-pressure-some')
  const peak = Math.max(...(pressure?.baseline.median ?? []).map((value) => value ?? 0))
  const at = pressure?.baseline.median.indexOf(peak) ?? -1
  const figure = timelines.figures(report).find(({ id }) => id === `time-${pressure?.id}`)
  expect(figure?.alt).toContain(
    `${pressure?.title} over time. MGLRU off at most ${(peak * 100).toFixed(1)}%, ${at} to ${at + 1} s`,
  )
})

test('a long recording is thinned as it says: fewer points and rows, ends of ranges kept', async () => {
  const report = await made
  const [one] = report.timelines.filter(({ metric }) => metric === 'swap-out-rate')
  const bins = Array.from({ length: 120 }, (_, bin) => bin)
  const side = {
    runs: 3,
    missing: [],
    lossy: 0,
    n: bins.map(() => 3),
    median: bins,
    lower: bins.map(() => 0),
  }
  const spike = bins.map((bin) => (bin === 77 ? 1e6 : 200))
  const long = {
    ...(one as NonNullable<typeof one>),
    t: bins,
    baseline: { ...side, upper: spike },
    treatment: { ...side, upper: spike },
  }
  const [figure] = timelines.figures({ ...report, timelines: [long] })
  const { data } = (figure?.spec ?? {}) as {
    data?: { values: { t: number; median: number; upper: number }[] }
  }
  const values = data?.values ?? []
  expect(values).toHaveLength(2 * 40)
  expect(values.filter(({ upper }) => upper === 1e6).map(({ t, median }) => [t, median])).toEqual([
    [76.5, 76],
    [76.5, 76],
  ])
  expect(figure?.howToRead).toContain('joins 3 bins each')
  expect(figure?.table.rows).toHaveLength(12)
  expect(figure?.table.columns[1]).toBe('From, s (every 10th bin)')
})

test('generations: how fast in the median run', async () => {
  const report = await made
  const rate = report.comparisons.find(({ metric }) => metric === 'generation-rate')?.treatment.median ?? 0
  const [figure] = generations.figures(report)
  expect(figure?.grid?.title).toBe(
    `New generations: none with MGLRU off; every ${(1 / rate).toPrecision(3)} s with MGLRU on (median run)`,
  )
  expect(generations.figures(await reportOf('fixtures/experiments/a-a-6.12'))).toEqual([])
})
