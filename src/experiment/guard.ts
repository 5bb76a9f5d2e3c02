import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { SystemError } from '../base/system-error.js'
import type { Reduction, StreamFiles } from '../model/stream.js'
import type { Warning } from '../model/warning.js'

/**
 * Reads one stream of a run. Input that cannot be used makes the stream missing, with the reason, and a warning; the other
 * streams of the run stay usable. `required` lets the error through instead. A bug of ours costs the stream and nothing else,
 * too.
 */
export async function guard<Reduced>(
  { id, title }: { id: string; title: string },
  run: string,
  files: StreamFiles,
  warnings: Warning[],
  read: () => Promise<Reduction<Reduced>>,
  required = false,
): Promise<Reduction<Reduced>> {
  const without = (warning: string, reason: string) => {
    const text = `${title} of this run excluded: ${reason}`
    warnings.push({ id: warning, severity: 'caution', text, subject: run })
    return { present: false as const, reason }
  }
  try {
    const reduction = await read()
    if (reduction.present) warnings.push(...reduction.warnings)
    return reduction
  } catch (error) {
    // a machine that is short of something would leave out streams that are there
    if (error instanceof SystemError) throw error
    if (!(error instanceof InputError)) {
      const what = printable(error instanceof Error ? error.message : String(error))
      return without('stream-failed', `reading ${id} failed, an internal error of mglru-report: ${what}`)
    }
    if (required) throw error
    const all = Object.values(files).flatMap((file) => [file, ...(file.also ?? [])])
    const name = all.find((file) => file.path === error.path)?.name ?? id
    return without('stream-unusable', error.toLine(name))
  }
}
