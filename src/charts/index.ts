import type { ChartDef } from '../model/chart.js'
import { effectForest } from './effect-forest.js'
import { faultsByProcess } from './faults-by-process.js'
import { runDots } from './run-dots.js'
import { timelines } from './timelines.js'

/** Every chart, in the order in which the report shows them. A new one is one file and one line here. */
// biome-ignore format: one line each
export const CHARTS: readonly ChartDef[] = [
  effectForest,
  runDots,
  timelines,
  faultsByProcess,
]
