import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/model/report.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'
import { type Row, rowsOf } from './read-table.js'

// The files as the programs that they are for read them. Where one is not installed the test says so and is skipped.
const PROGRAMS = 'test/exchange/programs'
const installed = (...packages: string[]) =>
  packages.every((name) => existsSync(join(PROGRAMS, 'node_modules', name)))
const benchstat = spawnSync('benchstat', ['-h']).error === undefined
const missing = [
  ...(installed('@duckdb/node-api') ? [] : ['DuckDB']),
  ...(installed('nodejs-polars', 'nodejs-polars-linux-x64-gnu') ? [] : ['Polars']),
  ...(benchstat ? [] : ['benchstat']),
]
if (missing.length > 0)
  process.stderr.write(`WARNING: not installed, so that it did NOT read our files: ${missing.join(', ')}\n`)

type Read = { rows: Record<string, { columns: string[]; rows: unknown[][] }>; medians?: unknown[][] }

const directory = temporaryDirectory()
let report: Report
beforeAll(async () => {
  const ran = await runCli(
    'analyze',
    'fixtures/experiments/swap-pressure-6.1',
    '--to',
    'json,parquet,arrow,benchstat,bmf',
    '-q',
    '-o',
    directory,
  )
  expect(ran).toEqual({ code: 0, stdout: '', stderr: '' })
  report = JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'))
})

function readBy(program: string): Read {
  const ran = spawnSync('node', [join(PROGRAMS, 'read.mjs'), program, directory], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  expect([ran.status, ran.stderr]).toEqual([0, ''])
  return JSON.parse(ran.stdout)
}

async function sameEverywhere({ rows }: Read, ends: RegExp): Promise<void> {
  const names = Object.keys(rows).filter((name) => ends.test(name))
  expect(names.length).toBeGreaterThan(12)
  for (const name of names) {
    const { columns, rows: seen } = rows[name] as Read['rows'][string]
    const own = await rowsOf(name, readFileSync(join(directory, name)))
    const same = (row: unknown[] | undefined): Row =>
      Object.fromEntries(columns.map((column, at) => [column, row?.[at]]))
    expect([name, seen.length]).toEqual([name, own.length])
    for (const [index, row] of own.entries()) {
      if (name.startsWith('samples') && index % 50 !== 0) continue
      expect(same(seen[index])).toEqual(row)
    }
  }
}

/** Medians of every metric and condition, sorted, as report.json has them. */
const mediansOf = ({ comparisons, conditions }: Report): unknown[][] =>
  comparisons
    .flatMap(({ metric, baseline, treatment }) =>
      [baseline, treatment].flatMap(({ n, median, missing: none }, index): unknown[][] =>
        n + none.length === 0 ? [] : [[metric, conditions[index]?.id, median, String(n)]],
      ),
    )
    .sort((a, b) => (`${a[0]} ${a[1]}` < `${b[0]} ${b[1]}` ? -1 : 1))

const when = (there: boolean) => (there ? describe : describe.skip)

when(!missing.includes('DuckDB'))('DuckDB', () => {
  test('reads every Parquet file as it is, and finds the medians of report.json by SQL', async () => {
    const read = readBy('duckdb')
    await sameEverywhere(read, /\.parquet$/)
    // the mean of two values, one rounding more or less
    expect(read.medians).toEqual(
      mediansOf(report).map(([metric, condition, median, n]) => [
        metric,
        condition,
        typeof median === 'number' ? expect.closeTo(median, 9) : median,
        n,
      ]),
    )
  })
})

when(!missing.includes('Polars'))('Polars', () => {
  test('reads every Parquet and Arrow file as it is', async () => {
    const read = readBy('polars')
    await sameEverywhere(read, /\.parquet$/)
    await sameEverywhere(read, /\.arrow$/)
  })
})

when(benchstat)('benchstat', () => {
  test('has the medians of report.json, and says nothing of lines that it does not know', () => {
    const ran = spawnSync(
      'benchstat',
      ['-format', 'csv', 'benchstat-baseline.txt', 'benchstat-treatment.txt'],
      { cwd: directory, encoding: 'utf8' },
    )
    expect(ran.status).toBe(0)
    expect(
      ran.stderr.replace(
        /^\S+: need >= \d+ samples .*\n?|^.*(?:all samples are equal|must be >0).*\n?/gm,
        '',
      ),
    ).toBe('')
    const found = new Map<string, [number, number]>()
    let metric = ''
    for (const line of ran.stdout.split('\n')) {
      const cells = line.split(',')
      if (cells[0] === '' && cells[2] === 'CI') metric = cells[1] ?? ''
      if (/^Stress_ng/.test(line)) found.set(metric, [Number(cells[1]), Number(cells[3])])
    }
    const both = report.comparisons.filter(({ baseline, treatment }) => baseline.n > 0 && treatment.n > 0)
    expect(both.length).toBeGreaterThan(20)
    for (const { metric: id, baseline, treatment } of both)
      expect([id, ...(found.get(id) ?? [])]).toEqual([
        id,
        expect.closeTo(baseline.median ?? 0, 9),
        expect.closeTo(treatment.median ?? 0, 9),
      ])
  })
})

/** Lines as https://pkg.go.dev/golang.org/x/perf/benchfmt has them: a key, what a unit is, or a result. */
function benchLines(text: string) {
  const results: { name: string; values: Map<string, number> }[] = []
  const keys: string[] = []
  for (const line of text.trimEnd().split('\n')) {
    const result = /^(Benchmark[A-Z]\S*) (\d+)((?: \S+ \S+)+)$/.exec(line)
    if (result !== null) {
      const words = (result[3] as string).trim().split(' ')
      const values = new Map<string, number>()
      for (let at = 0; at < words.length; at += 2) values.set(words[at + 1] as string, Number(words[at]))
      results.push({ name: result[1] as string, values })
    } else {
      expect(line).toMatch(/^Unit [\x21-\x7e]+(?: [a-z]+=[a-z]+)+$|^[a-z]+: [\x20-\x7e]+$/)
      if (!line.startsWith('Unit')) keys.push(line)
    }
  }
  return { results, keys }
}

test('by its grammar: a line for each run, with the values of report.json, and the same keys in both files', () => {
  const [baseline, treatment] = ['baseline', 'treatment'].map((side) =>
    benchLines(readFileSync(join(directory, `benchstat-${side}.txt`), 'utf8')),
  )
  expect(baseline?.keys).toEqual(treatment?.keys)
  expect(
    new Set([...(baseline?.results ?? []), ...(treatment?.results ?? [])].map(({ name }) => name)).size,
  ).toBe(1)
  // a "-8" at the end of a name would be a number of processors
  expect(baseline?.results[0]?.name).not.toMatch(/-\d+$|\//)
  for (const comparison of report.comparisons)
    for (const [side, file] of [
      ['baseline', baseline],
      ['treatment', treatment],
    ] as const) {
      const seen = (file?.results ?? []).flatMap(({ values }) => values.get(comparison.metric) ?? [])
      const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b)
      expect([comparison.metric, sorted(seen)]).toEqual([comparison.metric, sorted(comparison[side].values)])
    }
})

test('Bencher Metric Format: medians between the extremes, effects with their intervals; our own reader takes it', async () => {
  const bmf = JSON.parse(readFileSync(join(directory, 'report.bmf.json'), 'utf8'))
  const [off, on, change] = Object.keys(bmf)
  expect([off, on, change]).toEqual([
    'Stress_ng (baseline: MGLRU off)',
    'Stress_ng (treatment: MGLRU on)',
    'Stress_ng change',
  ])
  for (const { metric, baseline, treatment, effect } of report.comparisons) {
    for (const [name, { median, values }] of [
      [off, baseline],
      [on, treatment],
    ] as const)
      expect(bmf[name as string][metric]).toEqual(
        median === null
          ? undefined
          : { value: median, lower_value: Math.min(...values), upper_value: Math.max(...values) },
      )
    if (effect !== null)
      expect(bmf[change as string][`${metric}.${effect.scale}`].value).toBe(effect.estimate)
  }
  const { code, stdout } = await runCli('inspect', join(directory, 'report.bmf.json'))
  expect([code, stdout]).toEqual([0, expect.stringContaining('readers: "bmf"')])
})
