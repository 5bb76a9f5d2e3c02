import { realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fromSystemError, InputError } from '../base/input-error.js'
import type { ExperimentManifest, RunManifest } from '../model/manifest.js'
import type { Role, StreamFile, Window } from '../model/stream.js'
import type { Warning } from '../model/warning.js'
import type { Stream } from '../streams/registry.js'
import type { InputFile } from './experiment.js'
import { guard } from './guard.js'
import type { Reading } from './run-reader.js'

interface Place {
  root: string
  manifest: ExperimentManifest
  reading: Reading
}

/** A file of a run, as its manifest has it. */
interface Listed {
  role: Role
  file: string
  sha256: string
}

/** What a stream keeps of a recorded run, from the file that the manifest lists for it. */
export async function readStream(
  { root, manifest, reading }: Place,
  path: string,
  run: RunManifest,
  stream: Stream,
  window: Window | null,
) {
  const inputs: InputFile[] = []
  const warnings: Warning[] = []
  const missing = (reason: string) => ({ reduction: { present: false as const, reason }, inputs, warnings })
  const recorded = stream.recordedAs
    .map((id) => run.streams.find((entry) => entry.id === id))
    .find((entry) => entry !== undefined)
  const printed = stream.id === 'workload-output' ? outputsOf(run, warnings) : []
  if (recorded === undefined && printed.length === 0) return missing('not recorded')
  if (recorded?.records === 0 && recorded.note !== null && printed.length === 0) return missing(recorded.note)
  const listed: Listed[] =
    printed.length > 0 || recorded === undefined ? printed : [{ role: 'trace', ...recorded }]
  const files: { [R in Role]?: StreamFile } = {}
  for (const { role, file } of listed)
    files[role] = { path: join(path, file), name: `runs/${run.id}/${file}` }
  const read = async () => {
    for (const { role, sha256 } of listed) {
      const file = files[role] as StreamFile
      await refuseOutside(root, file.path)
      const digest = await reading.digest(file.path)
      if (digest.sha256 !== sha256)
        throw new InputError({
          path: file.path,
          expected: `sha256 ${sha256.slice(0, 12)}…`,
          found: `${digest.sha256.slice(0, 12)}…`,
          remedy: 'restore the file: it changed since it was recorded',
        })
      const id = printed.length > 0 ? stream.id : (recorded?.id ?? stream.id)
      inputs.push({ run: run.id, stream: id, role, name: file.name, ...digest })
    }
    const format = stream.id === 'workload-output' ? manifest.workload.format : null
    return reading.reduce(stream.id, files, { run: run.id, window, ...(format !== null && { format }) })
  }
  const reduction = await guard(stream, run.id, files, warnings, read)
  return { reduction, inputs, warnings }
}

/** The files that hold what the workload printed. */
function outputsOf({ id, output }: RunManifest, warnings: Warning[]): Listed[] {
  for (const { file, droppedBytes } of output)
    if (droppedBytes > 0)
      warnings.push({
        id: 'output-cut',
        severity: 'caution',
        text: `runs/${id}/${file}: ${droppedBytes} bytes between the begin and the end of the output were not kept; figures in them are missing.`,
        subject: id,
      })
  return output.map(({ source, file, sha256 }) => ({ role: source, file, sha256 }))
}

/** A link out of the experiment would let a stranger's directory read any file of the reader's machine. */
export async function refuseOutside(root: string, path: string): Promise<void> {
  const real = await realpath(path).catch((error) => {
    throw fromSystemError(path, error) ?? error
  })
  if (!real.startsWith(root + sep)) {
    throw new InputError({
      path,
      expected: 'a file within the experiment',
      found: 'a link that leads out of it',
      remedy: 'put the file itself there',
    })
  }
}
