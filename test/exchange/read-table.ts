import { tableFromIPC } from '@uwdata/flechette'
import { parquetReadObjects } from 'hyparquet'

export type Row = Record<string, unknown>

/** The rows of a Parquet or Arrow file, by a reader of its own, with null for what is missing. */
export async function rowsOf(name: string, bytes: Uint8Array): Promise<Row[]> {
  // a copy: the slice of a Buffer would have the bytes of others around it
  const file = new Uint8Array(bytes).buffer
  if (name.endsWith('.parquet')) return (await parquetReadObjects({ file })) as Row[]
  return tableFromIPC(new Uint8Array(file)).toArray() as Row[]
}
