// Prints as JSON what DuckDB or Polars reads of the tables in a directory: node read.mjs duckdb|polars DIRECTORY
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [program, directory] = process.argv.slice(2)
const files = readdirSync(directory).filter((name) => /\.(?:parquet|arrow)$/.test(name))

/** Rows of each file, columns in order, by name of the file; whole numbers of 64 bits as numbers. */
async function duckdb() {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const rows = {}
  for (const name of files.filter((one) => one.endsWith('.parquet'))) {
    const path = join(directory, name).replaceAll("'", "''")
    const reader = await connection.runAndReadAll(`select * from read_parquet('${path}')`)
    rows[name] = { columns: reader.columnNames(), rows: reader.getRowsJson() }
  }
  // a question as people ask it, over the file and by SQL alone
  const path = join(directory, 'runs.parquet').replaceAll("'", "''")
  const medians = await connection.runAndReadAll(
    `select metric, condition, median(value), count(value) from read_parquet('${path}') group by all order by all`,
  )
  return { rows, medians: medians.getRowsJson() }
}

async function polars() {
  const { default: pl } = await import('nodejs-polars')
  const rows = {}
  for (const name of files) {
    const path = join(directory, name)
    const frame = name.endsWith('.parquet') ? pl.readParquet(path) : pl.readIPC(readFileSync(path))
    rows[name] = { columns: frame.columns, rows: frame.rows() }
  }
  return { rows }
}

const plain = (_, value) => (typeof value === 'bigint' ? Number(value) : value)
process.stdout.write(JSON.stringify(await { duckdb, polars }[program](), plain))
