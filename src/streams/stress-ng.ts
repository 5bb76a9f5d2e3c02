import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { endsWithinMetrics, parseStressYaml, type Stressor } from '../decode/stress-ng.js'
import { parseStressLog, stressNgFailures, stressNgRuns, withoutMetrics } from '../decode/stress-ng-log.js'
import { NO_SETUP, type StressNgSetup, stressNgSetup } from '../decode/stress-ng-setup.js'
import { unwrapped } from '../decode/wrapped-lines.js'
import { ofWholeLines } from '../ingest/cut-line.js'
import { type ReaderWarnings, readerWarnings } from '../ingest/line-notes.js'
import { readText } from '../ingest/lines.js'
import type { Context, Reduction, StreamDef, StreamFiles } from '../model/stream.js'

export interface StressNg {
  stressors: Stressor[]
  /** How it was run, by all of its files. */
  setup: StressNgSetup
  /** File the figures come from. */
  origin: string
}

export const stressNg: StreamDef<'stress-ng', StressNg> = {
  id: 'stress-ng',
  title: 'stress-ng metrics',
  what:
    'stress-ng puts the machine under pressure and counts its own rounds of work, which it calls bogo-ops. ' +
    'More of them in the same time means that the workload got further.',
  collector: 'stress-ng --metrics --yaml FILE, or its log',
  caveats:
    'Bogo-ops compare only between runs of the same stressor, options and version of stress-ng; its manual says they were never meant ' +
    'as a precise benchmark.',
  fields: {
    stressors: {
      unit: 'bogo-ops',
      doc: 'for each stressor its bogo-ops and its wall-clock, user and system seconds',
    },
    setup: {
      unit: 'text',
      doc: 'version, kernel, instances and requested length, as stress-ng reports them',
    },
    origin: { unit: 'text', doc: 'file that the figures come from' },
  },
  sidecars: [
    { suffix: '.stress.yaml', role: 'yaml' },
    { suffix: '.stress.log', role: 'log' },
  ],
  recordedAs: ['stress-ng'],
  reads: { 'stress-ng-yaml': 'yaml', 'stress-ng-log': 'log' },
  reduce: reduceStressNg,
}

async function reduceStressNg(files: StreamFiles, { run }: Context): Promise<Reduction<StressNg>> {
  const { trace, yaml, log } = files
  const problems: string[] = []
  const setup = await setupOf(files)
  for (const [file, parse] of [
    [trace, parseWrapped],
    [yaml, ofLines(parseStressYaml)],
    [log, ofLines(parseStressLog)],
  ] as const) {
    if (file === undefined) continue
    const text = await readText(file.path)
    const warnings = readerWarnings(file.name, run)
    try {
      const inner = file === trace ? unwrapped(text, file.path) : text
      const runs = stressNgRuns(inner)
      if (runs.length > 1) {
        problems.push(
          `${file.name} holds ${runs.length} runs of stress-ng, from lines ${listed(runs)}; put each in a file of its own`,
        )
        continue
      }
      const stressors = parse(text, file.path, warnings)
      const [failure, ...more] = stressNgFailures(inner)
      if (stressors.length === 0) {
        const said =
          failure === undefined
            ? ''
            : `; line ${failure.line}: ${failure.type}: ${printable(failure.text, 80)}`
        problems.push(`${file.name} reports no metrics: stress-ng may not have finished${said}`)
        continue
      }
      if (endsWithinMetrics(inner))
        warnings.add(
          'stream-cut',
          'the file ends within the metrics, without the line "..." that stress-ng writes at its end: stressors may be missing.',
          { line: inner.trimEnd().split('\n').length },
        )
      const [untold, ...others] = withoutMetrics(inner, stressors)
      if (untold !== undefined)
        warnings.add(
          'stress-ng-without-metrics',
          `${untold}${others.length > 0 ? ` and ${others.length} more` : ''} was started and has no metrics here: it was skipped, or the log is cut off.`,
        )
      if (failure !== undefined)
        warnings.add(
          'stress-ng-failed',
          `stress-ng reported ${failure.type}: ${printable(failure.text, 80)}${more.length > 0 ? `, and ${more.length} more` : ''}.`,
          { line: failure.line },
        )
      const unreadable = problems.map((text) => ({
        id: 'stress-ng-unreadable',
        severity: 'caution' as const,
        text: `${text}.`,
        subject: run,
      }))
      const value = { stressors, setup, origin: file.name }
      return { present: true, value, warnings: [...unreadable, ...warnings.list] }
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

async function setupOf({ trace, yaml, log }: StreamFiles): Promise<StressNgSetup> {
  try {
    const texts: string[] = []
    if (trace !== undefined) texts.push(unwrapped(await readText(trace.path), trace.path))
    for (const file of [yaml, log]) if (file !== undefined) texts.push(sound(await readText(file.path)))
    return stressNgSetup(texts)
  } catch (error) {
    // what cannot be read is reported where its metrics are read
    if (!(error instanceof InputError)) throw error
    return NO_SETUP
  }
}

type Parse = (text: string, path: string, warnings: ReaderWarnings) => Stressor[]

function ofLines(parse: (text: string, path: string) => Stressor[]): Parse {
  return (text, path, warnings) => {
    const { value, cut } = ofWholeLines(text.split('\n'), (lines) => parse(lines.join('\n'), path))
    warnings.lastLine(cut)
    return value
  }
}

/** Without a last line that may be cut off and would tell something else then. */
function sound(text: string): string {
  const lines = text.split('\n')
  const { cut } = ofWholeLines(lines, (some) => stressNgSetup([some.join('\n')]))
  return cut === null || cut.used ? text : lines.slice(0, -1).join('\n')
}

const parseWrapped: Parse = (text, path, warnings) => {
  const inner = unwrapped(text, path, (line) =>
    warnings.add('stream-cut', 'the last line is cut off and was not read.', { line }),
  )
  return /^stress-ng: |^dispatching hogs: /m.test(inner)
    ? parseStressLog(inner)
    : parseStressYaml(inner, path)
}

const listed = (lines: readonly number[]): string =>
  lines.length <= 4 ? lines.join(', ') : `${lines.slice(0, 4).join(', ')} and more`
