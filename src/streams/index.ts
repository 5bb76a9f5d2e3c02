import type { StreamDef } from '../model/stream.js'
import { pageFaults } from './page-faults.js'
import { stressNg } from './stress-ng.js'
import { vmstat } from './vmstat.js'

/** Every stream, sorted by id. A new one is one file and one line here. */
// biome-ignore format: one line each
export const STREAMS: readonly StreamDef<unknown>[] = [
  pageFaults,
  stressNg,
  vmstat,
]
