import { join } from 'node:path'
import { bpftraceDecoder } from '../decode/bpftrace-json.js'
import { decodeSample, type Sample } from '../decode/samples.js'
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

/** The lines that a program of bpftrace printed; what cannot be decoded was reported when the stream was reduced. */
export async function readPrinted(path: string, onText: (text: string) => void): Promise<void> {
  const { decode } = bpftraceDecoder()
  await readLines(path, (buffer, start, end) => {
    const { record } = decode(buffer.toString('utf8', start, end))
    if (record?.type === 'printf') for (const text of record.text.replace(/\n$/, '').split('\n')) onText(text)
  })
}

/** The samples of a file; a broken one was reported when the stream was reduced. */
export async function readSamples(path: string, onSample: (sample: Sample) => void): Promise<void> {
  await readLines(path, (buffer, start, end) => {
    const sample = decodeSample(buffer.toString('utf8', start, end))
    if (sample !== null && sample !== 'other') onSample(sample)
  })
}
