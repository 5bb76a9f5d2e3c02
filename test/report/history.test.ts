import { describe, expect, test } from '@jest/globals'
import { compareReleases } from '../../src/base/kernel-version.js'
import { historyFigure } from '../../src/charts/history.js'
import { drawSvg } from '../../src/charts/svg.js'
import { type History, type HistoryMetric, HistorySchema } from '../../src/model/history.js'
import type { Report } from '../../src/model/report.js'
import { historyOf } from '../../src/report/history.js'
import { changeSentences, markOf, metricSentences, summarySentences } from '../../src/report/history-text.js'
import { dailyReports, dayAt, THROUGHPUT } from './histories.js'

const given = (reports: readonly Report[]) =>
  reports.map((report) => ({ name: report.experiment.id, report }))
const made = (reports: readonly Report[], order: History['order'] = 'time') =>
  HistorySchema.parse(JSON.parse(JSON.stringify(historyOf(given(reports), order))))
const of = ({ metrics }: History, id: string) => metrics.find(({ metric }) => metric === id) as HistoryMetric
const throughputOf = ({ comparisons }: Report) => comparisons.filter(({ metric }) => metric === THROUGHPUT)
const kernelAt = (at: number) => (report: Report, place: number) => {
  if (report.host !== null) report.host.kernel = place < at ? '6.12.4-x' : '6.12.10-x'
}

describe('a planted step', () => {
  test('is found between its reports, with its size and what changed there', async () => {
    // a seed without a further, chance change, which 1 of 20 has
    const history = made(await dailyReports('b', { reports: 16, at: 9, also: kernelAt(9) }))
    const metric = of(history, THROUGHPUT)
    expect(metric.changes).toHaveLength(1)
    const [change] = metric.changes
    expect(change).toMatchObject({ before: 9, after: 10 })
    expect(change?.pAdjusted).toBeLessThanOrEqual(0.05)
    for (const [size, truth] of [
      [change?.treatment, 0.8],
      [change?.effect, 0.8],
      [change?.baseline, 1],
    ] as const) {
      expect(Math.abs((size?.estimate ?? 0) - truth)).toBeLessThan(0.03)
      expect(size?.lower).toBeLessThan(size?.estimate ?? 0)
      expect(size?.upper).toBeGreaterThan(size?.estimate ?? 0)
    }
    expect(change?.effect?.upper).toBeLessThan(0.9)
    expect(change?.facts).toEqual([{ fact: 'Kernel', before: '6.12.4-x', after: '6.12.10-x' }])
    const [where, sizes, facts] = changeSentences(history, metric, 0)
    expect(where).toMatch(
      /^A: between report 9 \(2026-01-09, 6\.12\.4\) and report 10 \(2026-01-10, 6\.12\.10\), adjusted p /,
    )
    expect(sizes).toMatch(
      /^Level with MGLRU off .*; with MGLRU on −2\d%, .* \(worse\); effect of MGLRU on −.* \(worse\)\.$/,
    )
    expect(facts).toBe('Changed there: kernel 6.12.4-x → 6.12.10-x.')
    expect(summarySentences(history)).toEqual([
      'Changed between report 9 (2026-01-09, 6.12.4) and report 10 (2026-01-10, 6.12.10): Throughput.',
    ])
  })

  test('without one nothing is marked, and the same reports give the same history in any order', async () => {
    const reports = await dailyReports('none', { reports: 16 })
    const history = made(reports)
    expect(history.metrics.flatMap(({ changes }) => changes)).toEqual([])
    expect(summarySentences(history)).toEqual([`No change point found in ${history.metrics.length} metrics.`])
    expect(made([...reports].reverse())).toEqual(history)
  })

  test('where nothing else changed, that is said', async () => {
    const history = made(await dailyReports('plain', { reports: 16, at: 8 }))
    expect(changeSentences(history, of(history, THROUGHPUT), 0)[2]).toBe(
      'Nothing else that the reports tell changed there.',
    )
  })
})

describe('values', () => {
  test('a level is the median of the runs, and the effect that of the report', async () => {
    const reports = await dailyReports('values', { reports: 3 })
    const { points, level } = of(made(reports), THROUGHPUT)
    expect(level).toBe('median')
    for (const [index, report] of reports.entries()) {
      const [row] = throughputOf(report)
      expect(points[index]).toMatchObject({
        baseline: { value: expect.closeTo(row?.baseline.median ?? 0, 6), n: row?.baseline.n },
        treatment: { value: expect.closeTo(row?.treatment.median ?? 0, 6) },
        effect: row?.effect,
        missing: null,
      })
    }
  })

  test('what a report does not have is a gap with its reason, never 0, and is not tested', async () => {
    const reports = await dailyReports('gaps', {
      reports: 14,
      also: (report, place) => {
        const [row] = throughputOf(report)
        if (row === undefined) return
        if (place === 2) report.comparisons = report.comparisons.filter((one) => one !== row)
        if (place === 4) Object.assign(row, { verdict: 'not-comparable', reason: 'A check says so.' })
        if (place === 6) row.unit = 'furlongs'
        if (place === 8)
          for (const side of [row.baseline, row.treatment]) Object.assign(side, { n: 0, values: [] })
      },
    })
    const history = made(reports)
    const metric = of(history, THROUGHPUT)
    const gaps = metric.points.filter(({ missing }) => missing !== null)
    expect(gaps.map(({ report, missing }) => [report, missing])).toEqual([
      [3, 'not measured'],
      [5, 'A check says so.'],
      [7, 'measured in furlongs, higher is better'],
      [9, 'no run has a value'],
    ])
    for (const { baseline, treatment, tested } of gaps)
      expect([baseline, treatment, tested]).toEqual([null, null, false])
    expect(metric.tested).toBe(10)
    expect(metricSentences(metric)[1]).toMatch(/^No value in 4 reports \(1 not measured; 1 a check says so; /)
    const svg = await drawSvg(historyFigure(history, metric))
    expect(svg).toContain('<svg')
    expect(svg).not.toMatch(/NaN|Infinity/)
  })

  test('rare events have means, nothing but zeros is not tested', async () => {
    const reports = await dailyReports('rare', {
      reports: 10,
      also: (report) => {
        for (const one of report.comparisons) {
          if (one.metric === 'swap-in-per-op') {
            one.baseline.values = one.baseline.values.map((_, index) => (index === 0 ? 3 : 0))
            one.treatment.values = one.treatment.values.map(() => 0)
          }
          if (one.metric === 'swap-out-per-op')
            for (const side of [one.baseline, one.treatment]) side.values = side.values.map(() => 0)
        }
      },
    })
    const history = made(reports)
    const rare = of(history, 'swap-in-per-op')
    expect([rare.level, rare.scale]).toEqual(['mean', 'difference'])
    const [first] = rare.points
    expect(first?.baseline?.value).toBeCloseTo(3 / (first?.baseline?.n ?? 0), 12)
    expect(first?.baseline?.upper).toBeGreaterThan(first?.baseline?.value ?? 0)
    // runs that are all alike say nothing of their spread
    expect(first?.treatment).toMatchObject({ value: 0, lower: null, upper: null })
    expect(of(history, 'swap-out-per-op')).toMatchObject({ untested: '0 in every run', changes: [] })
  })
})

describe('order', () => {
  test.each([
    ['6.12.4', '6.12.10', -1],
    ['6.13.0-rc1', '6.13.0-rc10', -1],
    ['6.13.0-rc7', '6.13.0', -1],
    ['6.13-rc7', '6.13.0', -1],
    ['6.9.0', '6.12.0', -1],
    ['6.12.4+deb13-amd64', '6.12.4-other', 0],
    ['nonsense', '2.6.32', -1],
  ])('%s and %s', (a, b, expected) => {
    expect(Math.sign(compareReleases(a, b))).toBe(expected)
    expect(Math.sign(compareReleases(b, a))).toBe(-expected || 0)
  })

  test('by kernel, those of one version by start of recording', async () => {
    const kernels = ['6.13.0', '6.12.10', '6.13.0-rc2', '6.12.4', '6.12.4']
    const reports = await dailyReports('kernels', {
      reports: 5,
      also: (report, place) => {
        if (report.host !== null) report.host.kernel = kernels[place] ?? ''
      },
    })
    const history = made(reports, 'kernel')
    expect(history.reports.map(({ kernel, recordedAt }) => [kernel, recordedAt])).toEqual([
      ['6.12.4', dayAt(3)],
      ['6.12.4', dayAt(4)],
      ['6.12.10', dayAt(1)],
      ['6.13.0-rc2', dayAt(2)],
      ['6.13.0', dayAt(0)],
    ])
  })

  test('what has no place in the order is named, and the others are shown', async () => {
    const also = (report: Report, place: number) => {
      if (place === 1) report.experiment.recordedAt = null
      if (place === 2) report.experiment.recordedAt = 'yesterday'
      if (place === 3 && report.host !== null) report.host.kernel = 'custom'
    }
    const reports = await dailyReports('unplaced', { reports: 5, also })
    const left = (order: History['order']) => made(reports, order).left
    expect(left('time')).toEqual([
      { report: 'night-2', reason: 'it does not tell when it was recorded' },
      { report: 'night-3', reason: 'it does not tell when it was recorded' },
    ])
    expect(left('kernel')).toEqual([{ report: 'night-4', reason: 'no version in "custom"' }])
  })

  test('letters of changes', () => expect([0, 25, 26, 52].map(markOf)).toEqual(['A', 'Z', 'A2', 'A3']))
})

describe('what is told', () => {
  test('too few reports: how many are needed, and nothing is marked', async () => {
    const history = made(await dailyReports('few', { reports: 7, at: 4, factor: 0.1 }))
    const metric = of(history, THROUGHPUT)
    expect(metric).toMatchObject({
      changes: [],
      untested: '7 reports with a value under both conditions, and at least 8 are needed',
      lagOne: null,
    })
    expect(summarySentences(history)).toEqual(['No metric is tested for changes.'])
  })

  test('reports of one boot are drawn, and the first of them tested', async () => {
    const also = ({ experiment }: Report, place: number) => {
      if (place === 5) experiment.boots = ['boot-4' as never]
    }
    const history = made(await dailyReports('boots', { reports: 12, also }))
    expect(history.reports.map(({ firstOfBoot }) => firstOfBoot).filter((one) => one !== null)).toEqual([5])
    expect(of(history, THROUGHPUT)).toMatchObject({ tested: 11 })
    expect(of(history, THROUGHPUT).points[5]).toMatchObject({ tested: false, missing: null })
    expect(history.notes).toEqual([
      expect.stringMatching(/^1 report is of a boot that an earlier report is of/),
    ])
  })

  test('another machine class is noted, and a fact of the change there', async () => {
    const also = ({ host }: Report, place: number) => {
      if (host !== null && place >= 8) host.cpus = 64
    }
    const history = made(await dailyReports('machines', { reports: 16, at: 8, also }))
    expect(history.notes[0]).toMatch(/^Reports are of 2 machine classes/)
    expect(of(history, THROUGHPUT).changes[0]?.facts.map(({ fact }) => fact)).toEqual(['Machine class'])
  })

  test('effects on several scales: levels alone are tested', async () => {
    const also = (report: Report, place: number) => {
      for (const row of throughputOf(report))
        if (place === 3 && row.effect !== null) row.effect.scale = 'difference'
    }
    const history = made(await dailyReports('scales', { reports: 16, at: 8, also }))
    expect(history.notes).toEqual([
      'Throughput: levels alone are tested, since effects are missing or on different scales.',
    ])
    expect(of(history, THROUGHPUT).changes[0]).toMatchObject({ before: 8, effect: null })
  })

  test('neighbours that resemble each other', async () => {
    const wave = (report: Report, place: number) => {
      for (const row of throughputOf(report))
        for (const side of [row.baseline, row.treatment])
          side.values = side.values.map((value) => value * Math.exp(0.05 * Math.sin(place / 2)))
    }
    const reports = await dailyReports('wave', { reports: 24, noise: 0.002, also: wave })
    expect(metricSentences(of(made(reports), THROUGHPUT)).join(' ')).toMatch(
      /Reports next to each other resemble each other \(autocorrelation 0\.\d\d\)/,
    )
    const independent = made(await dailyReports('independent', { reports: 24 }))
    expect(metricSentences(of(independent, THROUGHPUT))).toHaveLength(1)
  })
})
