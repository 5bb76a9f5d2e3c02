import { answerOfDuckDb } from './duckdb-counts.mjs'

await answerOfDuckDb(
  (path, { start, end }) => `
  with records as (
    select regexp_extract(data, '^(\\d+) \\d+ \\d+ [uk?] [0-9a-f]+ (.*)\\n$', ['time', 'name']) as r
    from read_json('${path}', format = 'newline_delimited', columns = {type: 'VARCHAR', data: 'VARCHAR'})
    where type = 'printf')
  select r.name, (cast(r.time as bigint) - ${start}) // 1000000000 as second, count(*) as faults
  from records where cast(r.time as bigint) >= ${start} and cast(r.time as bigint) < ${end}
  group by all`,
)
