import { type Experiment, includedRuns } from '../experiment/experiment.js'
import { figuresOf } from '../metrics/of-workload.js'
import type { CheckDef } from './check.js'

/** Less than this share of what was offered is another load. */
const LEAST = 0.98
const SHOWN = 3
/** Served of what was offered, as the workloads at a fixed rate print it. */
const NAME = /^(?:.{1,100}\.)?served$/

export const loadServed: CheckDef = {
  id: 'load-served',
  title: 'Load at a fixed rate',
  why:
    'At a fixed rate the latency is compared, and not the throughput. A machine that cannot keep up with the rate does less than was asked for: its latencies are those of ' +
    'fewer requests, and what waited before it was begun is in none of them.',
  action:
    'Record again at a lower rate: a smaller --pace, or a larger limit. Where only one condition cannot keep up, compare what was served.',
  run(experiment) {
    const runs = includedRuns(experiment)
    const served = runs.flatMap((run) =>
      figuresOf(run).flatMap(({ name, value }) =>
        NAME.test(name) && typeof value === 'number' ? [{ run, name, value }] : [],
      ),
    )
    if (served.length === 0) return null
    const behind = served.filter(({ value }) => value < LEAST)
    const names = [...new Set(served.map(({ name }) => name))].join(', ')
    if (behind.length === 0)
      return {
        outcome: 'pass',
        text: `At least ${percent(Math.min(...served.map(({ value }) => value)))} of what was offered was served in every run (${names}).`,
        metrics: null,
      }
    const counts = experiment.conditions.map(({ id, label }) => `${runsBehind(id, behind)} with ${label}`)
    const shown = behind
      .slice(0, SHOWN)
      .map(({ run, name, value }) => `${name} ${percent(value)} in ${run.id}`)
    const more = behind.length > SHOWN ? `; ${behind.length - SHOWN} more` : ''
    return {
      outcome: 'caution',
      text: `The machine did not keep up with the fixed rate: less than ${percent(LEAST)} of what was offered was served in ${counts.join(' and ')} (${shown.join('; ')}${more}).`,
      metrics: null,
    }
  },
}

const runsBehind = (condition: string, behind: readonly { run: Experiment['runs'][number] }[]) =>
  new Set(behind.flatMap(({ run }) => (run.condition === condition ? [run.id] : []))).size

const percent = (share: number) => `${(Math.floor(share * 1000) / 10).toFixed(1)}%`
