import type { ColumnTable } from 'arquero'
import { valueTable } from '../compare/value-table.js'
import type { Experiment } from '../experiment/experiment.js'
import { metricsOf } from '../metrics/of-workload.js'
import type { Report } from '../model/report.js'
import { buildReport } from '../report/report.js'
import { counterTable } from '../tables/counters.js'
import { pageTable } from '../tables/pages.js'
import { processTable } from '../tables/processes.js'
import { runTable } from '../tables/runs.js'
import { type SampledStream, sampleTable } from '../tables/samples.js'
import { stallTable, unpairedTable } from '../tables/stalls.js'
import { type LoadOptions, load, type Source } from './load.js'

/** An experiment as arquero tables, each keyed by run; all times are seconds since the measured part of the run began. */
export interface Tables {
  experiment: Experiment
  /** Every run: run, condition, kind, block, position, included, seconds. */
  runs: ColumnTable
  /** Every metric of every run: run, block, condition, included, metric, unit, value, reason. */
  values: ColumnTable
  /** Increase of each counter of /proc/vmstat: run, counter, delta. */
  counters: ColumnTable
  /** Page faults by process: run, process, rank, faults. */
  processes: ColumnTable
  /** Pages with the most faults, of raw traces: run, rank, address, process, faults, oneIn. */
  pages: ColumnTable
  /** Begins and ends of direct reclaim, and how many have no other half: run, begins, ends, unpaired. */
  unpaired: ColumnTable
  /**
   * What was read each second, of some streams or numbers alone: run, block, condition, stream, at, name, value. Without rows
   * where the source is not an experiment directory: single samples stay in its files.
   */
  samples(streams?: readonly SampledStream[], names?: readonly string[]): Promise<ColumnTable>
  /** Every direct-reclaim stall: run, block, condition, at, seconds, pid, thread, order, reclaimed, process. As samples. */
  stalls(): Promise<ColumnTable>
  /** What `mglru-report analyze` writes as report.json. */
  report(): Report
}

/**
 * Loads an experiment as tables.
 * @throws InputError, or InputErrors for several at once, for what cannot be read.
 */
export async function loadExperiment(source: Source, options: LoadOptions = {}): Promise<Tables> {
  const { experiment, directory } = await load(source, options)
  return {
    experiment,
    runs: runTable(experiment),
    values: valueTable(experiment, metricsOf(experiment)),
    counters: counterTable(experiment),
    processes: processTable(experiment),
    pages: pageTable(experiment),
    unpaired: unpairedTable(experiment),
    samples: (streams, names) => sampleTable(directory, experiment, streams, names ?? null),
    stalls: () => stallTable(directory, experiment),
    report: () => buildReport(experiment),
  }
}
