import {
  batchType,
  bool,
  Column,
  columnFromArray,
  type DataType,
  float64,
  int32,
  tableFromColumns,
  tableToIPC,
  utf8,
} from '@uwdata/flechette'
import type { Cell, ColumnType, Table } from './table.js'

const TYPES: Readonly<Record<ColumnType, () => DataType>> = {
  text: utf8,
  integer: int32,
  number: float64,
  boolean: bool,
}

/** The table as an Arrow IPC file. */
export function arrowFile({ columns, cells }: Table): Uint8Array {
  const made = columns.map(({ name, type }, index) => [name, columnOf(cells[index] ?? [], TYPES[type]())])
  const bytes = tableToIPC(tableFromColumns(Object.fromEntries(made)), { format: 'file' })
  if (bytes === null) throw new Error('no Arrow file was made')
  return bytes
}

/** Also without rows a column has a batch: of a file without any, Polars says that it is broken. */
function columnOf(cells: readonly Cell[], type: DataType) {
  if (cells.length > 0) return columnFromArray([...cells], type)
  const none = {
    length: 0,
    nullCount: 0,
    type,
    validity: new Uint8Array(0),
    values: new Uint8Array(0),
    offsets: new Int32Array(1),
  }
  return new Column([new (batchType(type))(none)])
}
