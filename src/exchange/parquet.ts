import { parquetWriteBuffer } from 'hyparquet-writer'
import { VERSION } from '../version.js'
import type { ColumnType, Table } from './table.js'

const TYPES: Readonly<Record<ColumnType, 'STRING' | 'INT32' | 'DOUBLE' | 'BOOLEAN'>> = {
  text: 'STRING',
  integer: 'INT32',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
}

/** The table as a Parquet file, compressed with Snappy; every column may have nulls, or nothing else. */
export function parquetFile({ columns, cells, what }: Table): Uint8Array {
  const columnData = columns.map(({ name, type }, index) => ({
    name,
    data: [...(cells[index] ?? [])],
    type: TYPES[type],
    nullable: true,
  }))
  const buffer = parquetWriteBuffer({
    columnData,
    createdBy: `mglru-report version ${VERSION}`,
    kvMetadata: [{ key: 'row', value: what }],
  })
  return new Uint8Array(buffer)
}
