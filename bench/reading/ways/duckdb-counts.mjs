import { DuckDBInstance } from '@duckdb/node-api'
import { answer, window } from './answer.mjs'

/** Runs the query, whose rows are name, second and faults: one pass for both answers. */
export async function answerOfDuckDb(sql) {
  const [, , path, threads] = process.argv
  const database = await (await DuckDBInstance.create(':memory:', { threads })).connect()
  const rows = await database.runAndReadAll(sql(path, await window(path)))
  const byProcess = new Map()
  const bySecond = new Array(100).fill(0)
  for (const [name, second, faults] of rows.getRows()) {
    byProcess.set(name, (byProcess.get(name) ?? 0) + Number(faults))
    bySecond[Number(second)] += Number(faults)
  }
  answer(byProcess, bySecond)
}
