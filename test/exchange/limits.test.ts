import { describe, expect, test } from '@jest/globals'
import { columnFromArray, int32, tableFromColumns, tableFromIPC, tableToIPC } from '@uwdata/flechette'
import { arrowFile } from '../../src/exchange/arrow.js'
import { benchstatFiles } from '../../src/exchange/benchstat.js'
import { renderBmf } from '../../src/exchange/bmf.js'
import { csv } from '../../src/exchange/csv.js'
import { cell } from '../../src/exchange/csv-cell.js'
import { indexTable } from '../../src/exchange/index-table.js'
import { renderLkp } from '../../src/exchange/lkp.js'
import { parquetFile } from '../../src/exchange/parquet.js'
import { recordedTables } from '../../src/exchange/recorded-tables.js'
import { REPORT_TABLES } from '../../src/exchange/report-tables.js'
import type { Table } from '../../src/exchange/table.js'
import type { Report } from '../../src/model/report.js'
import { experiment, run } from '../made.js'

// how long a name may be, how wide a column is, and what is empty

const LONG = 'x'.repeat(5000)
const side = (runs: string[], values: number[]) => ({
  n: values.length,
  median: values[0],
  runs,
  values,
  missing: [],
})
const long = {
  experiment: { id: LONG },
  host: { kernel: LONG, architecture: 'x86_64' },
  workload: null,
  conditions: [
    { id: 'off', label: LONG },
    { id: 'on', label: 'MGLRU on' },
  ],
  runs: [{ id: 'a', block: 1, position: 1 }],
  comparisons: [
    {
      metric: LONG,
      unit: 'count',
      better: 'higher',
      baseline: side(['a'], [100]),
      treatment: side(['b'], [110]),
      effect: null,
      test: { name: null, p: null, pAdjusted: null },
      moreBlocksNeeded: null,
    },
  ],
} as unknown as Report

test('names of strangers end where a line of the format has room for them', () => {
  const [[, text] = ['', '']] = benchstatFiles(long)
  expect(text.match(/^Unit (x+)/m)?.[1]).toHaveLength(120)
  expect(text.match(/^experiment: (x+)$/m)?.[1]).toHaveLength(200)
  const bmf = JSON.parse(renderBmf(long)) as Record<string, object>
  const [name = ''] = Object.keys(bmf)
  expect(name).toBe(`Workload (baseline: ${'x'.repeat(99)}…)`)
  expect(Object.keys(bmf[name] ?? {})).toEqual([`${'x'.repeat(119)}…`])
  expect(cell(LONG)).toBe(`${'x'.repeat(3999)}…`)
})

test('the columns of the kernel test robot', () => {
  expect(renderLkp(long).split('\n')).toEqual([
    `${'x'.repeat(29)}…                       MGLRU on`,
    '------------------- ------------------------------',
    '        mean %stdev    %change         mean %stdev',
    `      100.00            +10.0%       110.00         ${'x'.repeat(99)}…`,
    '',
  ])
})

describe('what is not there is null in a table', () => {
  test('of a row of the index without an effect, and of a run without a block', () => {
    const [scale, ...numbers] = indexTable.make([{ effect: null } as never]).cells.slice(-5)
    expect([scale, ...numbers]).toEqual([[null], [null], [null], [null], [null]])
    const cells = Object.fromEntries(
      REPORT_TABLES.slice(0, 2).map((table) => {
        const made = table.make(long)
        return [made.id, Object.fromEntries(made.columns.map(({ name }, at) => [name, made.cells[at]]))]
      }),
    )
    expect(cells['runs']).toMatchObject({ run: ['a', 'b'], block: [1, null], position: [1, null] })
    const none = { effect_scale: [null], effect: [null], lower: [null], upper: [null], confidence: [null] }
    expect(cells['comparisons']).toMatchObject(none)
  })
  test('and where a column has fewer cells, or the table none', () => {
    const table = (cells: Table['cells']): Table => ({
      id: 't',
      what: 'a row',
      columns: ['a', 'b'].map((name) => ({ name, type: 'integer', doc: 'a number' })),
      cells,
    })
    expect(csv(table([[1, 2], [3]]))).toBe('a,b\r\n1,3\r\n2,\r\n')
    expect(csv(table([]))).toBe('a,b\r\n')
    expect(parquetFile(table([])).length).toBeGreaterThan(0)
    // with a batch of no rows, which a file of such columns alone has not
    const bare = tableFromColumns({ a: columnFromArray([], int32()), b: columnFromArray([], int32()) })
    const without = tableToIPC(bare, { format: 'file' })?.length ?? 0
    expect(arrowFile(table([[], []])).length).toBeGreaterThan(without)
    const column = tableFromIPC(arrowFile(table([[], []]))).getChildAt(0)
    expect(column.data.map(({ length, nullCount }) => [length, nullCount])).toEqual([[0, 0]])
  })
})

test('processes: runs are named where as many were traced as the row has', () => {
  const one = (id: string, faults: number | null, included = true) => ({
    id,
    condition: id.slice(0, -1),
    faults,
    included,
  })
  const report = {
    ...long,
    runs: [one('off1', 5), one('off2', null), one('off3', 6), one('off4', 9, false), one('on1', 7)],
    processes: { rows: [{ process: 'fio', baseline: [5, 6], treatment: [7, 8] }] },
  } as unknown as Report
  expect(REPORT_TABLES.find(({ id }) => id === 'processes')?.make(report).cells).toEqual([
    ['fio', 'fio', 'fio', 'fio'],
    ['off1', 'off3', null, null],
    ['off', 'off', 'on', 'on'],
    [5, 6, 7, 8],
  ])
})

test('texts of what was recorded go through the redactor, numbers do not', async () => {
  const source = {
    directory: null,
    experiment: experiment(run('off-1', { vmstat: { deltas: new Map([['pgscan', 3]]) } })),
  }
  const tables = await recordedTables(source, (text) => `<${text}>` as never)
  expect(tables.find(({ id }) => id === 'deltas')?.cells).toEqual([['<off-1>'], ['<pgscan>'], [3]])
})
