import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { csvRows } from '../../src/decode/csv.js'
import { runTable } from '../../src/decode/run-table.js'
import { renderRunsCsv } from '../../src/exchange/csv.js'
import type { Report } from '../../src/model/report.js'
import { reportOf } from '../fixtures.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

/** Values of every run and metric, sorted, with the names that a table gives to metrics. */
function valuesOf({ comparisons, conditions, runs }: Report): string[] {
  const rows = comparisons.flatMap(({ metric, unit, better, baseline, treatment }) =>
    [baseline, treatment].flatMap((side, index) =>
      side.values.map((value, at) => {
        const run = runs.find(({ id }) => id === side.runs[at])
        const name = metric.replace(/^workload:/, '')
        return `${side.runs[at]} ${conditions[index]?.id} ${run?.block} ${run?.position} ${name} ${unit} ${better} ${value}`
      }),
    ),
  )
  return rows.sort()
}

// metrics of which no run has a value are those of an analysis, and not of its table
const withValue = (line: string) => !line.endsWith(',')

test.each([
  'fixtures/constructed/blocks',
  'fixtures/experiments/swap-pressure-6.12',
  'fixtures/one-liner-7.2',
])('runs.csv of %s is an input: the same values, and written again the same file', async (fixture) => {
  const report = await reportOf(fixture)
  const directory = temporaryDirectory()
  const table = join(directory, 'runs.csv')
  writeFileSync(table, renderRunsCsv(report))
  const again = join(directory, 'again')
  const { code, stderr } = await runCli('analyze', table, '--to', 'json,csv', '-q', '-o', again)
  expect([code, stderr]).toEqual([0, ''])
  const second: Report = JSON.parse(readFileSync(join(again, 'report.json'), 'utf8'))
  expect(valuesOf(second)).toEqual(valuesOf(report))
  const lines = (text: string) =>
    text
      .trimEnd()
      .split('\r\n')
      .filter(withValue)
      .map((line) => line.replace(',workload:', ','))
      .sort()
  expect(lines(readFileSync(join(again, 'runs.csv'), 'utf8'))).toEqual(lines(readFileSync(table, 'utf8')))
})

test('names with commas, quotes and formulas come back as they were', async () => {
  const report = await reportOf('fixtures/constructed/blocks')
  const [first] = report.comparisons
  const [run] = first?.baseline.runs ?? []
  if (first === undefined || run === undefined) throw new Error('no run')
  for (const name of ['=cmd|/C calc', "'=1", '+1', 'a,b', 'say "x"', '@x', "it's"]) {
    const renamed = {
      ...report,
      runs: report.runs.map((one) => (one.id === run ? { ...one, id: name } : one)),
      comparisons: [
        {
          ...first,
          baseline: { ...first.baseline, runs: first.baseline.runs.map((id) => (id === run ? name : id)) },
        },
      ],
    } as Report
    const text = renderRunsCsv(renamed)
    expect(runTable(text, 'runs.csv').filter((row) => row.run === name)).toHaveLength(1)
    for (const { cells } of csvRows(text, 'runs.csv')) expect(cells[0]).not.toMatch(/^[=+@-]/)
  }
})
