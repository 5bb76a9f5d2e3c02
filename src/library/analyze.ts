import type { Experiment } from '../experiment/experiment.js'
import type { Report } from '../model/report.js'
import type { Unredacted } from '../report/publishable.js'
import { buildReport } from '../report/report.js'
import { type LoadOptions, load, type Source } from './load.js'

export interface AnalyzeOptions extends LoadOptions {
  /** What stays in the report although it could tell more than is meant to be published; nothing when not given. */
  keep?: readonly Unredacted[]
}

/**
 * The report of an experiment, read from its files or loaded before: what `mglru-report analyze` writes as report.json.
 * @throws InputError, or InputErrors for several at once, for what cannot be read.
 */
export async function analyze(source: Source | Experiment, options: AnalyzeOptions = {}): Promise<Report> {
  const { keep = [], ...reading } = options
  const loaded = typeof source === 'object' && 'runs' in source
  return buildReport(loaded ? source : (await load(source, reading)).experiment, keep)
}
