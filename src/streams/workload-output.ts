import { unwrapped } from '../decode/wrapped-lines.js'
import { ofWholeLines } from '../ingest/cut-line.js'
import { readerWarnings } from '../ingest/line-notes.js'
import { readText } from '../ingest/lines.js'
import type { Context, Reduction, StreamDef, StreamFile, StreamFiles } from '../model/stream.js'
import type { Figure } from '../workload/figure.js'
import { readFigures } from '../workload/read-figures.js'

export interface WorkloadOutput {
  figures: Figure[]
  /** Readers that took something. */
  readers: string[]
  problems: string[]
}

export const workloadOutput: StreamDef<'workload-output', WorkloadOutput> = {
  id: 'workload-output',
  title: 'Output of the workload',
  what:
    'What the workload printed, standard output and error. The figures of programs that are known, and lines `metric NAME=VALUE UNIT better=higher`, become metrics ' +
    'called workload:NAME.',
  collector:
    'standard output and error of the workload, kept as they are; for standalone files a file next to the trace',
  caveats:
    'The figures are those of the program, unchanged: what they mean is its matter. A figure that a run printed twice, or that is not a number, has no value in that run.',
  fields: {
    figures: {
      unit: 'text',
      doc: 'name, value, unit and better direction of each figure, with program and version; the reason where it cannot be used',
    },
    readers: { unit: 'text', doc: 'readers that took figures from it' },
    problems: { unit: 'text', doc: 'what is wrong with the output' },
  },
  sidecars: [
    { suffix: '.workload', role: 'stdout' },
    { suffix: '.workload.txt', role: 'stdout' },
    { suffix: '.workload.json', role: 'stdout' },
    { suffix: '.workload.csv', role: 'stdout' },
  ],
  recordedAs: ['workload-output'],
  reads: { 'workload-output': 'stdout' },
  reduce: reduceOutput,
}

async function reduceOutput(
  files: StreamFiles,
  { run, format = null }: Context,
): Promise<Reduction<WorkloadOutput>> {
  const { trace, stdout, stderr } = files
  const [first] = [stdout, stderr, trace].filter((file) => file !== undefined)
  if (first === undefined) return { present: false, reason: 'the output of the workload was not recorded' }
  const warnings = readerWarnings(first.name, run)
  const texts: string[] = []
  for (const file of [stdout, stderr]) if (file !== undefined) texts.push(await readText(file.path))
  // collectors of before kept the last lines of both together, wrapped
  if (trace !== undefined && texts.length === 0) texts.push(await wrappedText(trace, warnings))
  const { value: found, cut } = ofWholeOutput(texts, format)
  const { figures, readers, problems } = found
  warnings.lastLine(cut)
  for (const problem of problems) warnings.add('workload-output', `${problem}.`)
  if (figures.length === 0)
    return { present: false, reason: problems[0] ?? 'the workload printed no figure that a reader knows' }
  return { present: true, value: { figures, readers, problems }, warnings: warnings.list }
}

/** The figures; those of a last line of standard output that may be cut off are left out. A JSON document that is closed is whole. */
function ofWholeOutput(texts: readonly string[], format: string | null) {
  const [output = '', ...others] = texts
  const read = (text: string) => readFigures(texts.length === 0 ? [] : [text, ...others], format)
  if (/[\]}]\s*$/.test(output)) return { value: read(output), cut: null }
  return ofWholeLines(output.split('\n'), (lines) => read(lines.join('\n')))
}

async function wrappedText(file: StreamFile, warnings: ReturnType<typeof readerWarnings>): Promise<string> {
  const text = unwrapped(await readText(file.path), file.path, (line) =>
    warnings.add('stream-cut', 'the last line is cut off and was not read.', { line }),
  )
  // each was a line, the last one, too
  return `${text}\n`
}
