import type { Experiment } from '../experiment/experiment.js'
import type { Report } from '../model/report.js'
import { faultsByProcess } from '../tables/faults-by-process.js'
import { faultKinds } from './fault-kinds.js'

const MAX_ROWS = 10
const RANKS = ['largest', '2nd', '3rd', '4th', '5th', '6th', '7th', '8th', '9th']
const ALL_OTHERS = 'all others'

/**
 * Page faults by process for each included run that has a trace, processes with most faults first. Traces that have
 * process numbers only are compared by rank within the run: number 227 of one run is not that of another.
 */
export function processFaults(experiment: Experiment): Report['processes'] {
  const kinds = faultKinds(experiment)
  const traced = experiment.runs.filter((run) => run.included && faultsByProcess(run) !== null)
  if (traced.length === 0) return { keyedBy: null, rows: [], kinds }
  const byRank = traced.every((run) => faultsByProcess(run)?.keyedBy === 'number')
  const keyed = traced.flatMap((run) =>
    [...(faultsByProcess(run)?.byProcess ?? [])].map(([process, count], index) => ({
      run: run.id,
      key: byRank ? (RANKS[index] ?? ALL_OTHERS) : process,
      faults: count,
    })),
  )
  const totals = new Map<string, number>()
  for (const { key, faults } of keyed) totals.set(key, (totals.get(key) ?? 0) + faults)
  totals.delete(ALL_OTHERS)
  const top = [...totals]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, byRank ? RANKS.length : MAX_ROWS)
    .map(([key]) => key)
  const cells = new Map<string, number>()
  const kept = new Set(top)
  for (const { run, key, faults } of keyed) {
    const cell = `${run} ${kept.has(key) ? key : ALL_OTHERS}`
    cells.set(cell, (cells.get(cell) ?? 0) + faults)
  }
  const others = traced.some((run) => cells.has(`${run.id} ${ALL_OTHERS}`)) ? [ALL_OTHERS] : []
  const [baseline, treatment] = experiment.conditions.map(({ id }) =>
    traced.filter((run) => run.condition === id),
  )
  const values = (runs: typeof traced, key: string) => runs.map((run) => cells.get(`${run.id} ${key}`) ?? 0)
  return {
    keyedBy: byRank ? 'rank' : 'name',
    rows: [...top, ...others].map((process) => ({
      process,
      baseline: values(baseline ?? [], process),
      treatment: values(treatment ?? [], process),
    })),
    kinds,
  }
}
