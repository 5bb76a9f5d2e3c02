import pl from 'nodejs-polars'
import { answer, window } from './answer.mjs'

const path = process.argv[2]
const { start } = await window(path)
const data = pl
  .scanJson(path)
  .filter(pl.col('type').eq(pl.lit('printf')))
  .select(
    pl.col('data').str.extract('^(\\d+) ', 1).cast(pl.Int64).alias('time'),
    pl.col('data').str.extract('^\\d+ \\d+ \\d+ . [0-9a-f]+ (.*)\\n$', 1).alias('name'),
  )
  .withColumns(
    pl
      .col('time')
      .sub(pl.lit(Number(start)))
      .div(pl.lit(1e9))
      .floor()
      .alias('second'),
  )
  .groupBy(['name', 'second'])
  .agg(pl.count('time').alias('faults'))
const table = await data.collect()
const byProcess = new Map()
const bySecond = new Array(100).fill(0)
for (const { name, second, faults } of table.toRecords()) {
  if (second < 0 || second >= 100) continue
  byProcess.set(name, (byProcess.get(name) ?? 0) + Number(faults))
  bySecond[second] += Number(faults)
}
answer(byProcess, bySecond)
