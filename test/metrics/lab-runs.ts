import { existsSync, readFileSync } from 'node:fs'
import type { RunData } from '../../src/experiment/experiment.js'
import { NOTHING_KNOWN } from '../../src/experiment/nothing-known.js'
import { METRICS } from '../../src/metrics/index.js'
import type { Reduction, Window } from '../../src/model/stream.js'
import { STREAMS } from '../../src/streams/registry.js'
import { run as made } from '../made.js'

/** The file of a stream in a run that was recorded with all of them. */
export const fileOf = (stream: string, run: string) => `fixtures/formats/${stream}/every-${run}.ndjson.gz`

export function windowOf(run: string): { start: bigint; end: bigint; seconds: number } {
  const expected = JSON.parse(readFileSync(`${fileOf('vmstat', run)}.expected.json`, 'utf8'))
  const [start, end] = expected.window.map(BigInt) as [bigint, bigint]
  return { start, end, seconds: Number(end - start) / 1e9 }
}

/** Such a run with every stream that a metric needs. */
export async function load(run: string): Promise<RunData> {
  const { start, end, seconds } = windowOf(run)
  const window: Window = { monotonic: { start, end }, boottime: { start, end } }
  const streams: Record<string, Reduction<unknown>> = {}
  const needed = new Set(METRICS.flatMap(({ requires }) => [...requires] as string[]))
  for (const stream of STREAMS.filter(({ id }) => needed.has(id) && existsSync(fileOf(id, run))))
    streams[stream.id] = await stream.reduce(
      { trace: { path: fileOf(stream.id, run), name: stream.id } },
      { run, window },
    )
  return made(
    run,
    {},
    {
      condition: `mglru-${run.split('-')[1]}`,
      duration: { seconds, origin: 'the measure phase' },
      ...NOTHING_KNOWN,
      streams: streams as RunData['streams'],
    },
  )
}
