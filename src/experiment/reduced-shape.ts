import * as z from 'zod'
import { PlannedRunSchema, RunSchema } from '../model/manifest.js'
import { WarningSchema } from '../model/warning.js'
import type { StreamName } from '../streams/registry.js'
import type { RunData } from './experiment.js'
import { STREAM_SHAPES } from './stream-shapes.js'

const moment = z.object({ monotonic: z.bigint(), boottime: z.bigint(), realtime: z.bigint() })
const { shape } = RunSchema

/** A run in such a file. */
const run = PlannedRunSchema.extend({
  duration: z.object({ seconds: z.number().positive(), origin: z.string() }).nullable(),
  included: z.boolean(),
  reason: z.string().nullable(),
  settings: shape.settings.nullable(),
  time: z.object({ start: moment, end: moment }).nullable(),
  declaration: shape.declaration,
  kernel: shape.kernel,
  workload: shape.workload,
  environment: shape.environment,
  exit: shape.exit,
  usage: shape.usage,
  cgroup: shape.cgroup,
  measured: shape.window,
  probe: shape.probe,
  streams: z.record(
    z.string(),
    z.discriminatedUnion('present', [
      z.object({ present: z.literal(true), value: z.unknown(), warnings: z.array(WarningSchema) }),
      z.object({ present: z.literal(false), reason: z.string() }),
    ]),
  ),
}) satisfies z.ZodType<Omit<RunData, 'streams'>>

/**
 * Where in a run its shape is not what other code relies on, as "streams.vmstat.deltas"; null where it is. What is not in the shape
 * passes.
 */
export function wrongPlace(value: unknown): string | null {
  const read = run.safeParse(value)
  if (!read.success) return placeOf(read.error)
  for (const [name, reduction] of Object.entries(read.data.streams)) {
    const known: z.ZodType | undefined = Object.hasOwn(STREAM_SHAPES, name)
      ? STREAM_SHAPES[name as StreamName]
      : undefined
    if (known === undefined) return `streams.${name}`
    const of = reduction.present ? known.safeParse(reduction.value) : null
    if (of?.success === false) return `streams.${name}.${placeOf(of.error)}`
  }
  return null
}

const placeOf = ({ issues: [issue] }: z.ZodError) => issue?.path.map(String).join('.') ?? ''
