import { type ColumnTable, table } from 'arquero'
import { InputError } from '../base/input-error.js'
import type { Experiment } from '../experiment/experiment.js'
import { readSamples, recordedFiles } from './recorded.js'

/** Streams that read something of the kernel's at an interval, on the monotonic clock. */
export const SAMPLED = ['kswapd-cpu', 'meminfo', 'psi', 'vmstat'] as const
export type SampledStream = (typeof SAMPLED)[number]

const MAX_ROWS = 20_000_000

/**
 * One row for each sample and number in it: run, block, condition, stream, at (seconds since the measured part of the run
 * began, on the clock of all tables), name, value. `names` keeps those that it holds alone. No rows where there is no directory.
 * @throws InputError for a stream that is not sampled, which would be an empty table.
 */
export async function sampleTable(
  directory: string | null,
  experiment: Experiment,
  streams: readonly SampledStream[] = SAMPLED,
  names: readonly string[] | null = null,
): Promise<ColumnTable> {
  const columns = {
    run: [] as string[],
    block: [] as (number | null)[],
    condition: [] as string[],
    stream: [] as string[],
    at: [] as number[],
    name: [] as string[],
    value: [] as number[],
  }
  for (const stream of streams) {
    if (!SAMPLED.includes(stream))
      throw new InputError({
        path: 'samples',
        expected: `streams out of ${SAMPLED.join(', ')}`,
        found: `"${stream}"`,
        remedy: 'name one that is sampled',
      })
    for (const { run, path, window } of await recordedFiles(directory, experiment, stream)) {
      await readSamples(path, ({ at: time, data }) => {
        const at = Number(time - window.monotonic.start) / 1e9
        for (const [name, value] of Object.entries(data)) {
          if (typeof value !== 'number' || (names !== null && !names.includes(name))) continue
          if (columns.at.length >= MAX_ROWS)
            throw new InputError({
              path,
              expected: `at most ${MAX_ROWS} rows`,
              found: 'more',
              remedy: 'name the streams or numbers that you need',
            })
          columns.run.push(run.id)
          columns.block.push(run.block)
          columns.condition.push(run.condition)
          columns.stream.push(stream)
          columns.at.push(at)
          columns.name.push(name)
          columns.value.push(value)
        }
      })
    }
  }
  return table(columns)
}
