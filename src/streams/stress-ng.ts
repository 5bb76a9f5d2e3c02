import { InputError } from '../base/input-error.js'
import { parseStressLog, parseStressYaml, type Stressor } from '../decode/stress-ng.js'
import { readText } from '../ingest/lines.js'
import type { Reduction, StreamDef, StreamFile } from '../model/stream.js'

export interface StressNg {
  stressors: Stressor[]
  /** File the figures come from. */
  origin: string
}

declare module '../model/stream.js' {
  interface StreamValues {
    'stress-ng': StressNg
  }
}

export const stressNg: StreamDef<StressNg> = {
  id: 'stress-ng',
  title: 'Workload progress',
  what:
    'stress-ng puts the machine under pressure and counts its own rounds of work, which it calls bogo-ops. ' +
    'More of them in the same time means that the workload got further.',
  collector: 'stress-ng --metrics --yaml FILE, or its log',
  caveats:
    'Bogo-ops compare only between runs of the same stressor, options and version of stress-ng; its manual says they were never meant ' +
    'as a precise benchmark.',
  columns: [
    { name: 'stressor', unit: 'text', doc: 'name of the stressor' },
    { name: 'bogo-ops', unit: 'bogo-ops', doc: 'rounds of work done by all its instances' },
    { name: 'seconds', unit: 'seconds', doc: 'wall-clock time it ran' },
  ],
  sidecars: [
    { suffix: '.stress.yaml', role: 'yaml' },
    { suffix: '.stress.log', role: 'log' },
  ],
  recordedAs: ['stress-ng'],
  reduce: reduceStressNg,
}

async function reduceStressNg(files: readonly StreamFile[], run: string): Promise<Reduction<StressNg>> {
  const trace = files.find((file) => file.role === 'trace')
  const yaml = files.find((file) => file.role === 'yaml')
  const log = files.find((file) => file.role === 'log')
  const problems: string[] = []
  for (const [file, parse] of [
    [trace, parseWrapped],
    [yaml, parseStressYaml],
    [log, parseStressLog],
  ] as const) {
    if (file === undefined) continue
    const text = await readText(file.path)
    try {
      const stressors = await parse(text, file.path)
      if (stressors.length === 0) {
        problems.push(`${file.name} reports no metrics: stress-ng may not have finished`)
        continue
      }
      const warnings = problems.map((text) => ({
        id: 'stress-ng-unreadable',
        severity: 'caution' as const,
        text: `${text}.`,
        subject: run,
      }))
      return { present: true, value: { stressors, origin: file.name }, warnings }
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(error.toLine(file.name))
    }
  }
  return {
    present: false,
    reason: problems.length === 0 ? "stress-ng's metrics were not recorded" : problems.join('; '),
  }
}

/** The YAML's lines, each wrapped as {"type":"line","data":...} by the collectors. */
async function parseWrapped(text: string, path: string): Promise<Stressor[]> {
  const lines: string[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    try {
      const record = JSON.parse(line) as { type?: unknown; data?: unknown } | null
      if (record?.type === 'line' && typeof record.data === 'string') lines.push(record.data)
    } catch {
      throw new InputError({
        path,
        line: index + 1,
        expected: 'a JSON record',
        found: 'a line that is not JSON',
        remedy: 'check the stream',
      })
    }
  }
  const inner = lines.join('\n')
  return /^stress-ng: /m.test(inner) ? parseStressLog(inner) : parseStressYaml(inner, path)
}
