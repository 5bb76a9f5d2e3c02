// The same without a regular expression: the fields are cut at the spaces, which DuckDB does faster.
import { DuckDBInstance } from '@duckdb/node-api'
import { answer, window } from './answer.mjs'

const [, , path, threads] = process.argv
const { start, end } = await window(path)
const database = await (await DuckDBInstance.create(':memory:', { threads })).connect()
const rows = await database.runAndReadAll(`
  with records as (
    select string_split(rtrim(data, chr(10)), ' ') as f
    from read_json('${path}', format = 'newline_delimited', columns = {type: 'VARCHAR', data: 'VARCHAR'})
    where type = 'printf'),
  named as (select cast(f[1] as bigint) as time, array_to_string(f[6:], ' ') as name from records)
  select name, (time - ${start}) // 1000000000 as second, count(*) as faults
  from named where time >= ${start} and time < ${end} group by all`)
const byProcess = new Map()
const bySecond = new Array(100).fill(0)
for (const [name, second, faults] of rows.getRows()) {
  byProcess.set(name, (byProcess.get(name) ?? 0) + Number(faults))
  bySecond[Number(second)] += Number(faults)
}
answer(byProcess, bySecond)
