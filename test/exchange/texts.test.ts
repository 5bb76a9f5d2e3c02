import { describe, expect, test } from '@jest/globals'
import { benchmarkName } from '../../src/exchange/benchmark-name.js'
import { benchstatFiles } from '../../src/exchange/benchstat.js'
import { renderBmf } from '../../src/exchange/bmf.js'
import { csv, renderComparisonsCsv, renderRunsCsv } from '../../src/exchange/csv.js'
import { cell } from '../../src/exchange/csv-cell.js'
import { indexTable } from '../../src/exchange/index-table.js'
import { renderLkp } from '../../src/exchange/lkp.js'
import type { Report } from '../../src/model/report.js'

// a report of two runs a side, small enough that every text of it is known by hand

const side = (runs: string[], values: number[], missing: string[] = []) => ({
  n: values.length,
  median: values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length,
  runs,
  values,
  missing: missing.map((run) => ({ run })),
})
const NO_TEST = { name: null, p: null, pAdjusted: null }
const speed = {
  metric: 'speed',
  unit: 'requests/s',
  better: 'higher',
  family: 'primary',
  verdict: 'improved',
  clarity: 'clear',
  baseline: side(['a1', 'a2'], [100, 104]),
  treatment: side(['b1', 'b2'], [2000, 1000]),
  effect: { scale: 'ratio', estimate: 14.7, lower: 9, upper: null, confidence: 0.95 },
  test: { name: 'a test', p: 0.01, pAdjusted: 0.02 },
  moreBlocksNeeded: null,
  reason: null,
}
const waits = {
  ...speed,
  metric: 'ns-of-waits',
  unit: 'count',
  better: 'neither',
  family: 'descriptive',
  verdict: 'inconclusive',
  clarity: null,
  baseline: side(['a1'], [0], ['a2']),
  treatment: side(['b1', 'b2'], [0, 0.004]),
  effect: null,
  test: NO_TEST,
  moreBlocksNeeded: 3,
  reason: 'too few',
}
const nothing = { ...waits, metric: 'nothing', baseline: side([], []), treatment: side([], []) }
const report = {
  experiment: { id: 'one' },
  host: { kernel: '6.12.0', architecture: 'x86_64' },
  workload: { profile: null, argv: ['./my-bench/2'] },
  conditions: [
    { id: 'off', label: 'MGLRU off' },
    { id: 'on', label: 'MGLRU on' },
  ],
  runs: ['a1', 'b1', 'b2', 'a2'].map((id, index) => ({
    id,
    block: Math.floor(index / 2) + 1,
    position: (index % 2) + 1,
  })),
  comparisons: [speed, waits, nothing],
} as unknown as Report

test.each([
  [{ profile: 'fio-zipf', argv: ['x'] }, 'Fio_zipf'],
  [{ profile: null, argv: ['./my-bench/2'] }, 'My_bench_2'],
  [{ profile: null, argv: [] }, 'Workload'],
  [{ profile: '7z', argv: [] }, 'Workload_7z'],
  [{ profile: '//', argv: [] }, 'Workload'],
  [{ profile: 'x'.repeat(200), argv: [] }, `X${'x'.repeat(79)}`],
  [null, 'Workload'],
])('the name of a benchmark for %j', (workload, name) => {
  expect(benchmarkName({ workload } as unknown as Report)).toBe(name)
})

test('benchstat: a file for each side, a line for each run in the order of the plan, units that keep their values', () => {
  const head = [
    'experiment: one',
    'kernel: 6.12.0',
    'architecture: x86_64',
    'Unit speed better=higher assume=nothing',
    'Unit xns-of-waits assume=nothing',
  ]
  expect(benchstatFiles(report)).toEqual([
    [
      'benchstat-baseline.txt',
      [...head, 'BenchmarkMy_bench_2 1 100 speed 0 xns-of-waits', 'BenchmarkMy_bench_2 1 104 speed', ''].join(
        '\n',
      ),
    ],
    [
      'benchstat-treatment.txt',
      [
        ...head,
        'BenchmarkMy_bench_2 1 2000 speed 0 xns-of-waits',
        'BenchmarkMy_bench_2 1 1000 speed 0.004 xns-of-waits',
        '',
      ].join('\n'),
    ],
  ])
  const odd = ['two words', 'x/MB', 'nsx', 'sns', 'a*ns-MB'].map((metric) => ({ ...speed, metric }))
  const [[, text] = ['', '']] = benchstatFiles({
    ...report,
    host: null,
    comparisons: odd,
  } as unknown as Report)
  expect(text.match(/^Unit \S+/gm)).toEqual([
    'Unit two_words',
    'Unit x/xMB',
    'Unit nsx',
    'Unit sns',
    'Unit a*xns-xMB',
  ])
  expect(text).not.toContain('kernel:')
})

test('Bencher Metric Format: median between the least and the greatest run; effects with the bounds that there are', () => {
  expect(JSON.parse(renderBmf(report))).toEqual({
    'My_bench_2 (baseline: MGLRU off)': {
      speed: { value: 102, lower_value: 100, upper_value: 104 },
      'ns-of-waits': { value: 0, lower_value: 0, upper_value: 0 },
    },
    'My_bench_2 (treatment: MGLRU on)': {
      speed: { value: 1500, lower_value: 1000, upper_value: 2000 },
      'ns-of-waits': { value: 0.002, lower_value: 0, upper_value: 0.004 },
    },
    'My_bench_2 change': { 'speed.ratio': { value: 14.7, lower_value: 9 } },
  })
  const empty = { ...report, comparisons: [nothing] } as unknown as Report
  expect(JSON.parse(renderBmf(empty))).toEqual({})
})

describe('the mail of the kernel test robot', () => {
  const rowsOf = (...comparisons: object[]) =>
    renderLkp({ ...report, comparisons } as unknown as Report)
      .trimEnd()
      .split('\n')
      .slice(3)
      .map((row) => row.trim().split(/ {2,}/))
  test('means, their spread and the change; a metric without values is left out', () => {
    expect(rowsOf(speed, waits, nothing)).toEqual([
      ['102.00 ± 3%', '+1370.6%', '1500 ±47%', 'speed'],
      ['0.00', '2.00e-3 ±141%', 'ns-of-waits'],
    ])
  })
  test('spreads below 1% are not shown, 10% has no blank, a fall has its sign, great numbers their exponent', () => {
    const one = (off: number[], on: number[]) => ({
      ...speed,
      baseline: side(off.map(String), off),
      treatment: side(on.map(String), on),
    })
    expect(rowsOf(one([1000, 1002], [900, 900]))).toEqual([['1001', '-10.1%', '900.00', 'speed']])
    expect(rowsOf(one([100, 120], [0.01, 0.01]))).toEqual([['110.00 ±13%', '-100.0%', '0.01', 'speed']])
    expect(rowsOf(one([1e7], [9_999_999]))).toEqual([['1.00e+7', '-0.0%', '9999999', 'speed']])
    expect(rowsOf(one([-2], [-1]))).toEqual([['-2.00', '+50.0%', '-1.00', 'speed']])
  })
})

test('runs and comparisons as tables: missing is empty and not 0', () => {
  expect(renderRunsCsv(report).trimEnd().split('\r\n')).toEqual([
    'run,condition,block,position,metric,unit,better,value',
    'a1,off,1,1,speed,requests/s,higher,100',
    'a2,off,2,2,speed,requests/s,higher,104',
    'b1,on,1,2,speed,requests/s,higher,2000',
    'b2,on,2,1,speed,requests/s,higher,1000',
    'a1,off,1,1,ns-of-waits,count,neither,0',
    'a2,off,2,2,ns-of-waits,count,neither,',
    'b1,on,1,2,ns-of-waits,count,neither,0',
    'b2,on,2,1,ns-of-waits,count,neither,0.004',
  ])
  expect(renderComparisonsCsv(report).trimEnd().split('\r\n').slice(1)).toEqual([
    'speed,requests/s,higher,primary,improved,clear,2,102,2,1500,ratio,14.7,9,,0.95,a test,0.01,0.02,,',
    'ns-of-waits,count,neither,descriptive,inconclusive,,1,0,2,0.002,,,,,,,,,3,too few',
    'nothing,count,neither,descriptive,inconclusive,,0,,0,,,,,,,,,,3,too few',
  ])
})

test('a row of the index, with an effect and without', () => {
  const row = {
    experiment: 'one',
    report: null,
    kernel: '6.12',
    machine: 'x86_64, 2 CPUs',
    workload: 'fio',
    metric: 'speed',
    unit: 'count',
    family: 'primary',
    verdict: 'improved',
  }
  const effect = { scale: 'ratio', estimate: 1.5, lower: 1.2, upper: 1.9, confidence: 0.95 } as const
  expect(
    csv(
      indexTable.make([
        { ...row, effect },
        { ...row, effect: null },
      ]),
    )
      .split('\r\n')
      .slice(1),
  ).toEqual([
    'one,,6.12,"x86_64, 2 CPUs",fio,speed,count,primary,improved,ratio,1.5,1.2,1.9,0.95',
    'one,,6.12,"x86_64, 2 CPUs",fio,speed,count,primary,improved,,,,,',
    '',
  ])
  expect(csv(indexTable.make([]))).toMatch(/^experiment,.*,confidence\r\n$/)
})

test.each([
  [null, ''],
  [0, '0'],
  [-1.5, '-1.5'],
  [true, 'true'],
  ['-1', "'-1"],
  ['a\rb', 'a\\x0db'],
  [`${'x'.repeat(3999)}y`, `${'x'.repeat(3999)}y`],
])('a cell of %j', (value, text) => {
  expect(cell(value)).toBe(text)
})
