import { InputError } from '../base/input-error.js'
import type { Warning } from '../model/comparison.js'
import type { Reduction, StreamDef, StreamFile, Window } from '../model/stream.js'

/**
 * Reduces one stream of a run. Input that cannot be used makes the stream missing, with the reason, and a warning;
 * the other streams of the run stay usable. `required` lets the error through instead.
 */
export async function reduceStream<T>(
  stream: StreamDef<T>,
  files: readonly StreamFile[],
  run: string,
  window: Window | null,
  required: boolean,
  warnings: Warning[],
): Promise<Reduction<T>> {
  try {
    const reduction = await stream.reduce(files, run, window)
    if (reduction.present) warnings.push(...reduction.warnings)
    return reduction
  } catch (error) {
    if (!(error instanceof InputError) || required) throw error
    const name = files.find((file) => file.path === error.path)?.name ?? stream.id
    const reason = error.toLine(name)
    warnings.push({
      id: 'stream-unusable',
      severity: 'caution',
      text: `${stream.title} of this run left out: ${reason}`,
      subject: run,
    })
    return { present: false, reason }
  }
}
