import { DuckDBInstance } from '@duckdb/node-api'
import { answer, window } from './answer.mjs'

const [, , path, threads] = process.argv
const { start, end } = await window(path)
const database = await (await DuckDBInstance.create(':memory:', { threads })).connect()
// one pass: what both answers need, grouped by name and second
const rows = await database.runAndReadAll(`
  with records as (
    select regexp_extract(data, '^(\\d+) \\d+ \\d+ [uk?] [0-9a-f]+ (.*)\\n$', ['time', 'name']) as r
    from read_json('${path}', format = 'newline_delimited', columns = {type: 'VARCHAR', data: 'VARCHAR'})
    where type = 'printf')
  select r.name, (cast(r.time as bigint) - ${start}) // 1000000000 as second, count(*) as faults
  from records where cast(r.time as bigint) >= ${start} and cast(r.time as bigint) < ${end}
  group by all`)
const byProcess = new Map()
const bySecond = new Array(100).fill(0)
for (const [name, second, faults] of rows.getRows()) {
  byProcess.set(name, (byProcess.get(name) ?? 0) + Number(faults))
  bySecond[Number(second)] += Number(faults)
}
answer(byProcess, bySecond)
