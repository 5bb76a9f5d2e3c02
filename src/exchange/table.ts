/** `integer` fits 32 bits; anything larger, and every measure, is a `number`, a double. */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean'
export type Cell = string | number | boolean | null

/** A column as the documentation and the files of a table have it; any cell may be null. */
export interface Column {
  name: string
  type: ColumnType
  doc: string
}

/** A table that is written for other programs. */
export interface TableDef {
  /** Its file is called ID.parquet, ID.arrow or ID.csv. */
  id: string
  /** What one row is. */
  what: string
  columns: readonly Column[]
}

export interface Table extends TableDef {
  /** Of each column, in the order of `columns`, the cells of all rows. */
  cells: readonly (readonly Cell[])[]
}

/** A column, and its cell of a row. */
export type CellOf<Row> = [name: string, type: ColumnType, doc: string, of: (row: Row) => Cell]

/** A table of rows that are made of a source, such as a report. */
export interface RowTable<Source> extends TableDef {
  make(source: Source): Table
}

export function rowTable<Source, Row>(
  id: string,
  what: string,
  rowsOf: (source: Source) => readonly Row[],
  columns: readonly CellOf<Row>[],
): RowTable<Source> {
  const def: TableDef = { id, what, columns: columns.map(([name, type, doc]) => ({ name, type, doc })) }
  return {
    ...def,
    make(source) {
      const rows = rowsOf(source)
      return { ...def, cells: columns.map(([, , , of]) => rows.map(of)) }
    },
  }
}
