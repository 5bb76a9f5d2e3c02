import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import type { Reduction, StreamDef, StreamFile, Window } from '../model/stream.js'
import type { Warning } from '../model/warning.js'

/**
 * Reduces one stream of a run. Input that cannot be used makes the stream missing, with the reason, and a warning;
 * the other streams of the run stay usable. `required` lets the error through instead. A defect of ours costs the stream and
 * nothing else, too.
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
    if (!(error instanceof InputError)) return failed(stream.id, stream.title, run, error, warnings)
    if (required) throw error
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

function failed(id: string, title: string, run: string, error: unknown, warnings: Warning[]) {
  const what = printable(error instanceof Error ? error.message : String(error))
  const reason = `reading ${id} failed, which is a defect of mglru-report: ${what}`
  warnings.push({
    id: 'stream-failed',
    severity: 'caution',
    text: `${title} of this run left out: ${reason}`,
    subject: run,
  })
  return { present: false as const, reason }
}
