import { type Experiment, includedRuns, type RunData } from '../experiment/experiment.js'
import type { Comparison, ComparisonInput, Design } from '../model/comparison.js'
import { compareAll } from './compare.js'
import { driftFinding } from './drift.js'
import type { Finding } from './finding.js'

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
const CONTROL_EFFECT = { relative: 0.03, absolute: 1e-15 }

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

/**
 * What the control took in each run of both conditions; a list of one, or none where a condition has no run with it.
 * @param absent why a run has none
 */
export function controlInput(
  experiment: Experiment,
  named: Pick<ComparisonInput, 'metric' | 'title' | 'unit'>,
  valueOf: (run: RunData) => number | null,
  absent: string,
): ComparisonInput[] {
  const [baseline = [], treatment = []] = experiment.conditions.map((condition) =>
    includedRuns(experiment, condition.id).map((run) => {
      const value = valueOf(run)
      const { id, block, position } = run
      return { run: id, block, position, value, reason: value === null ? absent : null }
    }),
  )
  if ([baseline, treatment].some((side) => side.every(({ value }) => value === null))) return []
  const plain = { better: 'neither', family: 'secondary', notComparable: null } as const
  return [{ ...named, ...plain, smallestEffect: CONTROL_EFFECT, baseline, treatment }]
}

/** The sentences of one kind of control. */
export interface ControlWords {
  /** The work took longer or less time with a condition, as the list says. */
  apart(list: string): string
  /** It was not always the same. */
  drifts: string
  /** What was timed, up to the semicolon. */
  timed: string
  /** No test finds a difference in these. */
  alike(tested: readonly string[]): string
}

/** @param takesAway whether a clear difference takes every verdict away */
export function controlFinding(
  { apart, clear, tested, trend }: Control,
  words: ControlWords,
  takesAway: boolean,
): Finding {
  const found = (outcome: Finding['outcome'], text: string): Finding => ({ outcome, text })
  if (apart.length > 0)
    return found(
      takesAway && clear.length > 0 ? 'invalidates' : 'caution',
      `${words.apart(apart.map(tookLonger).join('; '))}${trend}`,
    )
  if (trend !== '') return found('caution', `${words.drifts}${trend}`)
  const told = tested.length === 0 ? 'there are too few runs to compare it.' : words.alike(tested)
  return found('pass', `${words.timed}; ${told}`)
}

/** "the loop took 12% longer (adjusted p 0.01)"; of runs compared by difference only the direction. */
function tookLonger({ title, effect, verdict, test }: Comparison): string {
  const size = effect?.scale === 'ratio' ? `${Math.abs((effect.estimate - 1) * 100).toFixed(0)}% ` : ''
  const p = test.pAdjusted === null ? '' : ` (adjusted p ${test.pAdjusted.toPrecision(2)})`
  return `${title} took ${size}${verdict === 'higher' ? 'longer' : 'less time'}${p}`
}
