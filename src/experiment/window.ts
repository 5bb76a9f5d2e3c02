import type { RunManifest } from '../model/manifest.js'
import type { Window } from '../model/stream.js'
import type { Clocks, RunData } from './experiment.js'

/** The phase "measure" on both clocks, by the anchors that were read together; null without one. */
export function measuredWindow(run: RunManifest): Window | null {
  const measure = run.phases.find((phase) => phase.name === 'measure')
  if (measure === undefined) return null
  const [start, end] = [BigInt(measure.start), BigInt(measure.end)]
  const asleep = BigInt(run.clock.boottime) - BigInt(run.clock.monotonic)
  return { monotonic: { start, end }, boottime: { start: start + asleep, end: end + asleep } }
}

/** From the first phase to the end of the last, on all clocks by the anchors; null without any phase. */
export function runTime({ clock, phases }: RunManifest): RunData['time'] {
  const at = (monotonic: bigint): Clocks => {
    const since = monotonic - BigInt(clock.monotonic)
    return { monotonic, boottime: BigInt(clock.boottime) + since, realtime: BigInt(clock.realtime) + since }
  }
  const [first] = phases
  if (first === undefined) return null
  let [start, end] = [BigInt(first.start), BigInt(first.end)]
  for (const phase of phases) {
    if (BigInt(phase.start) < start) start = BigInt(phase.start)
    if (BigInt(phase.end) > end) end = BigInt(phase.end)
  }
  return { start: at(start), end: at(end) }
}
