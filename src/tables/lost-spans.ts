import type { RunData } from '../experiment/experiment.js'
import type { MetricResult } from '../model/metric.js'
import { perSecond, shareOf } from './rates.js'

/** Why a run has no value that needs every line of its stream. */
const lostLines = (missing: number, what: string): string =>
  `${missing === 1 ? '1 line' : `${missing} lines`} of ${what} ${missing === 1 ? 'was' : 'were'} lost`

/** How often something began or went on within the window, a second; missing where a line of it was lost. */
export const spansPerSecond = (count: number, missing: number, what: string, run: RunData): MetricResult =>
  missing > 0 ? { missing: lostLines(missing, what) } : perSecond(count, run)

/** The share of the window in which at least one of them ran; missing where a line of one was lost. */
export const spansShare = (seconds: number, missing: number, what: string, run: RunData): MetricResult =>
  shareOf(missing > 0 ? null : seconds, run, lostLines(missing, what))
