import type { RunManifest } from '../model/manifest.js'
import type { Window } from '../model/stream.js'

/** The phase "measure" on both clocks, by the anchors that were read together; null without one. */
export function measuredWindow(run: RunManifest): Window | null {
  const measure = run.phases.find((phase) => phase.name === 'measure')
  if (measure === undefined) return null
  const [start, end] = [BigInt(measure.start), BigInt(measure.end)]
  const asleep = BigInt(run.clock.boottime) - BigInt(run.clock.monotonic)
  return { monotonic: { start, end }, boottime: { start: start + asleep, end: end + asleep } }
}
