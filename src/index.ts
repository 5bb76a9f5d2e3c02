import { type ColumnTable, table } from 'arquero'
import { valueTable } from './compare/value-table.js'
import { loadBare } from './experiment/bare.js'
import { loadDirectory } from './experiment/directory.js'
import type { Experiment } from './experiment/experiment.js'
import { METRICS } from './metrics/index.js'
import type { Report } from './model/report.js'
import { buildReport } from './report/report.js'
import { asOf } from './tables/as-of.js'
import { counterTable } from './tables/counters.js'
import { pageTable } from './tables/pages.js'
import { processTable } from './tables/processes.js'
import { runTable } from './tables/runs.js'
import { sampleTable } from './tables/samples.js'
import { stallTable, unpairedTable } from './tables/stalls.js'

export type { Experiment, RunData } from './experiment/experiment.js'
export type { Report } from './model/report.js'
export { asOf }

/** An experiment as arquero tables, each keyed by run; all times are seconds since the measured part of the run began. */
export interface Tables {
  experiment: Experiment
  /** Every run: run, condition, kind, block, position, included, seconds. */
  runs: ColumnTable
  /** Every metric of every run: run, block, condition, included, metric, unit, value, reason. */
  values: ColumnTable
  /** Growth of each counter of /proc/vmstat: run, counter, delta. */
  counters: ColumnTable
  /** Page faults by process: run, process, rank, faults. */
  processes: ColumnTable
  /** Pages with the most faults, of raw traces: run, rank, address, process, faults, oneIn. */
  pages: ColumnTable
  /** Begins and ends of direct reclaim, and how many have no other half: run, begins, ends, unpaired. */
  unpaired: ColumnTable
  /** What was read each second, of some streams or numbers alone: run, block, condition, stream, at, name, value. */
  samples(streams?: readonly string[], names?: readonly string[]): Promise<ColumnTable>
  /** Every direct-reclaim stall: run, block, condition, at, seconds, pid, thread, order, reclaimed, process. */
  stalls(): Promise<ColumnTable>
  /** What `mglru-report analyze` writes as report.json. */
  report(): Report
}

/**
 * Loads an experiment directory, or bare files with `{ off: [...], on: [...] }`, which have no samples and stalls of their own.
 * @throws InputError when it cannot be read.
 */
export async function loadExperiment(
  source: string | { off: readonly string[]; on: readonly string[] },
): Promise<Tables> {
  const quiet = () => {}
  const experiment =
    typeof source === 'string'
      ? await loadDirectory(source, quiet)
      : await loadBare(source.off, source.on, quiet)
  const recorded = (make: (directory: string) => Promise<ColumnTable>) =>
    typeof source === 'string' ? make(source) : Promise.resolve(table({ run: [], at: [] }))
  return {
    experiment,
    runs: runTable(experiment),
    values: valueTable(experiment, METRICS),
    counters: counterTable(experiment),
    processes: processTable(experiment),
    pages: pageTable(experiment),
    unpaired: unpairedTable(experiment),
    samples: (streams, names) =>
      recorded((directory) => sampleTable(directory, experiment, streams, names ?? null)),
    stalls: () => recorded((directory) => stallTable(directory, experiment)),
    report: () => buildReport(experiment),
  }
}
