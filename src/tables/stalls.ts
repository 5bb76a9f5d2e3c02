import { type ColumnTable, table } from 'arquero'
import { type Experiment, valueOf } from '../experiment/experiment.js'
import { STALL } from '../streams/direct-reclaim.js'
import { readPrinted, recordedFiles } from './recorded.js'

/**
 * One row for each direct-reclaim stall, paired by thread when it was recorded: run, block, condition, at (seconds since the
 * measured part of the run began: the tracer's clock is aligned with that of the samples by the anchors in run.json), seconds, pid,
 * thread, order, reclaimed (pages), process. Ends and begins without their other half are in `unpairedTable`.
 */
export async function stallTable(directory: string | null, experiment: Experiment): Promise<ColumnTable> {
  const columns = {
    run: [] as string[],
    block: [] as (number | null)[],
    condition: [] as string[],
    at: [] as number[],
    seconds: [] as number[],
    pid: [] as number[],
    thread: [] as number[],
    order: [] as number[],
    reclaimed: [] as number[],
    process: [] as string[],
  }
  for (const { run, path, window } of await recordedFiles(directory, experiment, 'direct-reclaim')) {
    await readPrinted(path, (text) => {
      const match = STALL.exec(text)
      if (match === null) return
      const [, begin = '0', length, pid, thread, order, reclaimed, process = ''] = match
      columns.run.push(run.id)
      columns.block.push(run.block)
      columns.condition.push(run.condition)
      columns.at.push(Number(BigInt(begin) - window.boottime.start) / 1e9)
      columns.seconds.push(Number(length) / 1e9)
      columns.pid.push(Number(pid))
      columns.thread.push(Number(thread))
      columns.order.push(Number(order))
      columns.reclaimed.push(Number(reclaimed))
      columns.process.push(process)
    })
  }
  return table(columns)
}

/** One row for each run: run, begins, ends, unpaired (begins and ends without the other half, and lines that were lost). */
export function unpairedTable(experiment: Experiment): ColumnTable {
  const rows = experiment.runs.flatMap((run) => {
    const reclaim = valueOf(run, 'direct-reclaim')
    return reclaim === null ? [] : [{ id: run.id, ...reclaim }]
  })
  return table({
    run: rows.map(({ id }) => id),
    begins: rows.map(({ begins }) => begins),
    ends: rows.map(({ ends }) => ends),
    unpaired: rows.map(({ begins, ends, missing }) =>
      begins === null || ends === null ? null : Math.abs(begins - ends) + missing,
    ),
  })
}
