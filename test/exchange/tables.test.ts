import { describe, expect, test } from '@jest/globals'
import { arrowFile } from '../../src/exchange/arrow.js'
import { csv } from '../../src/exchange/csv.js'
import { parquetFile } from '../../src/exchange/parquet.js'
import { RECORDED_TABLES, recordedTables } from '../../src/exchange/recorded-tables.js'
import { REPORT_TABLES } from '../../src/exchange/report-tables.js'
import type { Table } from '../../src/exchange/table.js'
import { render } from '../../src/index.js'
import type { PublishedReport } from '../../src/model/report.js'
import { buildPublishable } from '../../src/report/report.js'
import { readFixture, reportOf } from '../fixtures.js'
import { expectSame } from '../same.js'
import { type Row, rowsOf } from './read-table.js'

/** Rows of a table by name of column. */
const plain = ({ columns, cells }: Table): Row[] =>
  (cells[0] ?? []).map((_, row) =>
    Object.fromEntries(columns.map(({ name }, at) => [name, cells[at]?.[row] ?? null])),
  )

const made = (cells: Table['cells'], types: readonly Table['columns'][number]['type'][]): Table => ({
  id: 'made',
  what: 'a row',
  columns: types.map((type, at) => ({ name: `c${at}`, type, doc: 'a cell' })),
  cells,
})

const ODD = ['a,b', 'say "x"', 'two\nlines', '=cmd|/C calc', "'=1+1", '', 'é😀\u0000', null]

describe.each(['parquet', 'arrow'] as const)('%s', (form) => {
  const back = (table: Table) =>
    rowsOf(`x.${form}`, form === 'parquet' ? parquetFile(table) : arrowFile(table))

  test('texts of strangers, numbers of any size and nulls come back as they were', async () => {
    const numbers = [0, -0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, -1, 2 ** 53, null]
    const whole = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 7, null, null]
    const yes = [true, false, null, true, true, null, null, false]
    const table = made([ODD, numbers, whole, yes], ['text', 'number', 'integer', 'boolean'])
    expect(await back(table)).toEqual(plain(table))
  })

  test('columns of nothing but nulls, and tables without rows, keep their columns', async () => {
    const types = ['text', 'number', 'integer', 'boolean'] as const
    const nulls = made(
      types.map(() => [null, null, null]),
      types,
    )
    expect(await back(nulls)).toEqual(plain(nulls))
    expect(await back(made([[], [], [], []], types))).toEqual([])
  })

  test.each(['fixtures/one-liner-7.2', 'fixtures/constructed/blocks', 'fixtures/constructed/hostile'])(
    'every table of the report of %s is what report.json says',
    async (fixture) => {
      const report = await reportOf(fixture)
      const files = await render(report, form)
      expect(Object.keys(files).sort()).toEqual(REPORT_TABLES.map(({ id }) => `${id}.${form}`).sort())
      for (const table of REPORT_TABLES) {
        const name = `${table.id}.${form}`
        expectSame(await rowsOf(name, files[name] as Uint8Array), plain(table.make(report)))
      }
      expectSame(await rowsOf(`runs.${form}`, files[`runs.${form}`] as Uint8Array), valuesIn(report))
    },
  )
})

/** The same by no table: every value of every run, and those that are missing. */
function valuesIn({ comparisons, runs, conditions }: PublishedReport): Row[] {
  return comparisons.flatMap(({ metric, unit, better, baseline, treatment }) =>
    [baseline, treatment].flatMap((side, index) => {
      const row = (id: string, value: number | null) => {
        const { block = null, position = null } = runs.find((run) => run.id === id) ?? {}
        return { run: id, condition: conditions[index]?.id, block, position, metric, unit, better, value }
      }
      return [
        ...side.values.map((value, at) => row(side.runs[at] as string, value)),
        ...side.missing.map(({ run }) => row(run, null)),
      ]
    }),
  )
}

test('what was recorded: each table as documented, texts through the redactor of the report', async () => {
  const directory = 'fixtures/experiments/swap-pressure-6.1'
  const experiment = await readFixture(directory)
  const { text } = buildPublishable(experiment)
  const tables = await recordedTables({ directory, experiment }, text)
  expect(tables.map(({ id }) => id)).toEqual(RECORDED_TABLES.map(({ id }) => id))
  const rows = new Map(tables.map((table) => [table.id, plain(table)]))
  const samples = rows.get('samples') ?? []
  expect(samples.length).toBeGreaterThan(1000)
  expect([...new Set(samples.map(({ stream }) => stream))]).toEqual(expect.arrayContaining(['psi', 'vmstat']))
  expect(rows.get('stalls')?.length).toBeGreaterThan(10)
  expect(rows.get('deltas')?.length).toBeGreaterThan(500)
  const kinds = { text: 'string', integer: 'number', number: 'number', boolean: 'boolean' }
  for (const { columns, cells } of tables)
    for (const [at, { name, type }] of columns.entries()) {
      const found = new Set((cells[at] ?? []).filter((cell) => cell !== null).map((cell) => typeof cell))
      found.delete(kinds[type] as 'string')
      expect({ name, others: [...found] }).toEqual({ name, others: [] })
    }
  const hidden = await recordedTables({ directory, experiment }, () => 'redacted' as never)
  for (const { columns, cells } of hidden)
    for (const [at, { type }] of columns.entries())
      if (type === 'text') expect(new Set(cells[at]).size).toBeLessThan(2)
})

test('without files of an experiment there are no samples and no stalls, and the columns stay', async () => {
  const experiment = await readFixture('fixtures/one-liner-7.2')
  const tables = await recordedTables({ directory: null, experiment }, (text) => text as never)
  for (const id of ['samples', 'stalls']) expect(tables.find((one) => one.id === id)?.cells[0]).toEqual([])
})

test('CSV: quotes where they are needed, no formula, nothing that a terminal obeys', () => {
  const text = csv(
    made([['a,b', 'say "x"', 'two\nlines', '=cmd', '-1', "'=1", '\u001b[31m', null]], ['text']),
  )
  expect(text.split('\r\n')).toEqual([
    'c0',
    '"a,b"',
    '"say ""x"""',
    '"two\nlines"',
    "'=cmd",
    "'-1",
    "''=1",
    '\\x1b[31m',
    '',
    '',
  ])
})

test('names of columns are distinct within a table, those of tables within the files', () => {
  const tables = [...REPORT_TABLES, ...RECORDED_TABLES]
  expect(new Set(tables.map(({ id }) => id)).size).toBe(tables.length)
  for (const { columns } of tables) {
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length)
    for (const { doc } of columns) expect(doc).toMatch(/^\S.*[^.]$/)
  }
})
