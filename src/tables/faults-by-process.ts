import { type RunData, valueOf } from '../experiment/experiment.js'

/** Page faults by process, most first. */
export interface ProcessFaults {
  byProcess: ReadonlyMap<string, number>
  keyedBy: 'name' | 'number'
}

/** Of the trace of page faults, or else of what perf trace printed; null where no trace of the run tells them. */
export function faultsByProcess(run: RunData): ProcessFaults | null {
  const faults = valueOf(run, 'page-faults')
  if (faults !== null) return faults
  const traced = valueOf(run, 'perf-trace')
  return traced === null || traced.byProcess.size === 0
    ? null
    : { byProcess: traced.byProcess, keyedBy: 'name' }
}
