import type { About, Context, Reduction, StreamDef, StreamFile, StreamFiles } from '../model/stream.js'

/** A stream of one file, its trace. Where there is none it was not recorded. */
export function fromTrace<const Name extends string, Reduced extends object>(
  about: About<Name, Reduced>,
  read: (trace: StreamFile, context: Context, files: StreamFiles) => Promise<Reduction<Reduced>>,
): StreamDef<Name, Reduced> {
  return {
    sidecars: [],
    recordedAs: [about.id],
    ...about,
    async reduce(files, context) {
      const { trace } = files
      return trace === undefined ? { present: false, reason: 'not recorded' } : read(trace, context, files)
    },
  }
}
