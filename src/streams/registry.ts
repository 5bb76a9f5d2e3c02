import type { Field, StreamDef } from '../model/stream.js'
import * as all from './index.js'

/** Every stream, by id. */
export const STREAMS = Object.values(all satisfies Record<string, StreamDef<string, object>>).sort((a, b) =>
  a.id < b.id ? -1 : 1,
)

export type Stream = (typeof STREAMS)[number]
export type StreamName = Stream['id']
type ReducedOf<S> = S extends StreamDef<string, infer Reduced> ? Reduced : never

/** What is kept of a run, member by member. */
export const fieldsOf = ({ fields }: Stream) =>
  Object.entries<Field>(fields).map(([name, { unit, doc }]) => ({ name, unit, doc }))

export function streamOf(name: StreamName): Stream {
  return STREAMS.find(({ id }) => id === name) as Stream
}

/** What each stream keeps of a run. */
export type StreamValues = { [S in Stream as S['id']]: ReducedOf<S> }

/** Why nothing is made of a stream; null where something is. */
export const unusedOf = ({ unused }: StreamDef<string, object>): string | null => unused ?? null

/** What to mind of a stream, and whether anything is made of it. */
export function caveatsOf(stream: StreamDef<string, object>): string {
  const unused = unusedOf(stream)
  return unused === null ? stream.caveats : `${stream.caveats} It is read and not used: ${unused}`
}
