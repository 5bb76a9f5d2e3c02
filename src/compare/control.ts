import type { Comparison, ComparisonInput, Design } from '../model/comparison.js'
import { compareAll } from './compare.js'
import { driftFinding } from './drift.js'

/** What no setting may change: work of a known size that is timed under both conditions. */
export interface Control {
  /** The same work was faster or slower under one condition. */
  apart: Comparison[]
  /** Of those, the ones whose size is above the smallest effect. */
  clear: Comparison[]
  /** Titles of those that had enough runs for a test. */
  tested: string[]
  /** A trend over the runs, as text; empty where there is none. */
  trend: string
}

/** A clock that counts instructions tells a trend of a thousandth for sure, which explains nothing. */
const LEAST_TREND = 0.01

/** A machine that is slower by this much explains a difference of as much. */
export const CONTROL_EFFECT = { relative: 0.03, absolute: 1e-15 }

export function compareControl(inputs: readonly ComparisonInput[], design: Design): Control {
  const found = compareAll(inputs, design)
  const apart = found.filter(({ verdict }) => verdict === 'higher' || verdict === 'lower')
  const drift = driftFinding(inputs, LEAST_TREND)
  return {
    apart,
    clear: apart.filter(({ clarity }) => clarity === 'clear'),
    tested: found.filter(({ test }) => test.p !== null).map(({ title }) => title),
    // runs next to one another that are alike, without a trend, are no drift
    trend: drift?.text.startsWith('Trend') === true ? ` ${drift.text}` : '',
  }
}

/** "the loop took 12% longer (adjusted p 0.01)"; of runs compared by difference only the direction. */
export function tookLonger({ title, effect, verdict, test }: Comparison): string {
  const size = effect?.scale === 'ratio' ? `${Math.abs((effect.estimate - 1) * 100).toFixed(0)}% ` : ''
  const p = test.pAdjusted === null ? '' : ` (adjusted p ${test.pAdjusted.toPrecision(2)})`
  return `${title} took ${size}${verdict === 'higher' ? 'longer' : 'less time'}${p}`
}
