import type { ChartDef } from '../model/chart.js'
import { effectForest } from './effect-forest.js'
import { faultsByKind } from './faults-by-kind.js'
import { faultsByProcess } from './faults-by-process.js'
import { generations } from './generations.js'
import { latencyHeatmap } from './latency-heatmap.js'
import { latencyTails } from './latency-tails.js'
import { quantileShift } from './quantile-shift.js'
import { runDots } from './run-dots.js'
import { timelines } from './timelines.js'

/** Every chart, in the order in which the report shows them. A new one is one file and one line here. */
// biome-ignore format: one line each
export const CHARTS: readonly ChartDef[] = [
  effectForest,
  runDots,
  latencyTails,
  quantileShift,
  timelines,
  latencyHeatmap,
  faultsByProcess,
  faultsByKind,
  generations,
]
