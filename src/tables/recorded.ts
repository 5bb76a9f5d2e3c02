import { join } from 'node:path'
import type { Experiment, RunData } from '../experiment/experiment.js'
import { readRunManifest } from '../experiment/manifest.js'
import { measuredWindow } from '../experiment/window.js'
import { readLines } from '../ingest/lines.js'
import type { Window } from '../model/stream.js'

/** A file of a recorded run, and when the part that counts began and ended, on both clocks. */
export interface Recorded {
  run: RunData
  path: string
  window: Window
}

/**
 * The files that a stream of an experiment directory was read from; runs without a measured part have none, nor has what was
 * not loaded from a directory.
 */
export async function recordedFiles(
  directory: string | null,
  experiment: Experiment,
  stream: string,
): Promise<Recorded[]> {
  const found: Recorded[] = []
  if (directory === null) return found
  for (const run of experiment.runs) {
    const input = experiment.inputs.find((one) => one.run === run.id && one.stream === stream)
    if (input === undefined) continue
    const window = measuredWindow(await readRunManifest(join(directory, 'runs', run.id)))
    if (window !== null) found.push({ run, path: join(directory, input.name), window })
  }
  return found
}

/** The records of a file that are JSON objects of a type, one after the other. */
export async function readRecords(
  path: string,
  type: string,
  onRecord: (record: Record<string, unknown>) => void,
): Promise<void> {
  await readLines(path, (buffer, start, end) => {
    const text = buffer.toString('utf8', start, end)
    if (!text.includes(`"${type}"`)) return
    let record: unknown
    try {
      record = JSON.parse(text)
    } catch {
      // counted and reported when the stream was reduced
      return
    }
    const isObject = record !== null && typeof record === 'object'
    if (isObject && (record as { type?: unknown }).type === type) onRecord(record as Record<string, unknown>)
  })
}
