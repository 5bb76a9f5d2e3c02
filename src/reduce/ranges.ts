import type { Context, LineRange, Posted, Ranges, Reduction, StreamFiles } from '../model/stream.js'

/**
 * Reading in ranges. It closes over what a range adds, plain data that a worker posts back as it is: typed in here, and
 * nobody outside needs the type.
 */
export function inRanges<Part extends object, Reduced extends object>(of: {
  /** Null for what only the whole trace shows. */
  read(files: StreamFiles, range: LineRange, context: Context): Promise<Part | null>
  join(one: Part, next: Part): Part | null
  finish(whole: Part, files: StreamFiles, context: Context): Promise<Reduction<Reduced> | null>
}): Ranges<Reduced> {
  const partOf = (posted: Posted) => posted as Part
  return {
    read: of.read,
    async merge(parts, files, context) {
      let whole: Part | null = null
      for await (const posted of parts) {
        if (posted === null) return null
        whole = whole === null ? partOf(posted) : of.join(whole, partOf(posted))
        if (whole === null) return null
      }
      return whole === null ? null : of.finish(whole, files, context)
    },
  }
}
