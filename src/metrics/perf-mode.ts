import { type Experiment, includedRuns, valueOf } from '../experiment/experiment.js'

/** The event as perf stat counted it: of all modes, or, as for users without rights, of user mode alone. */
export function countedAs(counters: ReadonlyMap<string, number>, event: string): string | null {
  return [event, `${event}:u`].find((name) => counters.has(name)) ?? null
}

/** Why an event cannot be compared: some runs count it in all modes, and some in user mode alone; null where all are alike. */
export function modesDiffer(experiment: Experiment, event: string): string | null {
  const modes = new Map<string, string>()
  for (const run of includedRuns(experiment)) {
    const name = countedAs(valueOf(run, 'perf-stat')?.counters ?? new Map(), event)
    if (name !== null && !modes.has(name)) modes.set(name, run.id)
  }
  const shown = [...modes].map(([name, run]) => `${name} in ${run}`).join(', ')
  return modes.size < 2
    ? null
    : `perf stat counted it in different modes: ${shown}; ${event}:u leaves out what was counted in the kernel`
}
