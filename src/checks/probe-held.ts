import { compareAll } from '../compare/compare.js'
import { designOf } from '../compare/design-of.js'
import { driftFinding } from '../compare/drift.js'
import { type Experiment, includedRuns, type RunData } from '../experiment/experiment.js'
import type { Comparison, ComparisonInput } from '../model/comparison.js'
import type { CheckDef } from './check.js'

const PARTS = [
  { id: 'cpu', title: 'the loop' },
  { id: 'memory', title: 'the memory walk' },
  { id: 'disk', title: 'the disk read' },
] as const

/** A machine that is slower by this much explains a difference of as much. */
const SMALLEST = { relative: 0.03, absolute: 1e-15 }

export const probeHeld: CheckDef = {
  id: 'probe-held',
  title: 'Control: the same work before every run',
  why:
    'Before each run, with nothing of the conditions in place, the collectors time a loop, a walk over memory and a read from the disk. A machine ' +
    'that does the same work at another speed under one condition, for heat, another guest of the host or a clock that changed, makes a difference that no ' +
    'setting made.',
  action:
    'Find what else was different: other guests of the host, temperature, the CPU governor. Record again on an idle machine, in blocks.',
  run(experiment) {
    const inputs = PARTS.flatMap((part) => probeInput(part, experiment))
    if (inputs.length === 0) return null
    const found = compareAll(inputs, designOf(experiment))
    const apart = found.filter(({ verdict }) => verdict === 'higher' || verdict === 'lower')
    const clear = apart.filter(({ clarity }) => clarity === 'clear')
    const drift = driftFinding(inputs)
    // runs next to one another that are alike, without a trend, are no drift
    const trend = drift?.text.startsWith('Trend') === true ? ` ${drift.text}` : ''
    const [, { label }] = experiment.conditions
    if (apart.length > 0)
      return {
        outcome: clear.length > 0 ? 'invalidates' : 'caution',
        text: `Before the runs with ${label} the machine itself was at another speed: ${apart.map(told).join('; ')}. What the runs differ in may be that.${trend}`,
        metrics: null,
      }
    const tested = found.filter(({ test }) => test.p !== null)
    if (trend !== '')
      return {
        outcome: 'caution',
        text: `The machine did the same work before every run, and not always at the same speed.${trend}`,
        metrics: null,
      }
    return {
      outcome: 'pass',
      text:
        tested.length === 0
          ? 'The same work was timed before every run; there are too few runs to compare it.'
          : `The same work was timed before every run; no test finds a difference between the conditions in ${tested.map(({ title }) => title).join(', ')}.`,
      metrics: null,
    }
  },
}

/** "the loop took 12% longer (adjusted p 0.01)"; of runs compared by difference only the direction. */
function told({ title, effect, verdict, test }: Comparison): string {
  const size = effect?.scale === 'ratio' ? `${Math.abs((effect.estimate - 1) * 100).toFixed(0)}% ` : ''
  const p = test.pAdjusted === null ? '' : ` (adjusted p ${test.pAdjusted.toPrecision(2)})`
  return `${title} took ${size}${verdict === 'higher' ? 'longer' : 'less time'}${p}`
}

/** Nanoseconds for a unit of the work; a list of one, or none where no run has it. */
function probeInput({ id, title }: (typeof PARTS)[number], experiment: Experiment): ComparisonInput[] {
  const of = (condition: string) =>
    includedRuns(experiment, condition).map((run: RunData) => {
      const part = run.probe?.[id] ?? null
      const value = part === null ? null : part.nanoseconds / part.units
      const { id: name, block, position } = run
      return { run: name, block, position, value, reason: value === null ? 'no probe was recorded' : null }
    })
  const [baseline = [], treatment = []] = experiment.conditions.map((one) => of(one.id))
  if ([baseline, treatment].some((side) => side.every(({ value }) => value === null))) return []
  return [
    {
      metric: `probe-${id}`,
      title,
      unit: 'nanoseconds',
      better: 'neither',
      family: 'secondary',
      smallestEffect: SMALLEST,
      notComparable: null,
      baseline,
      treatment,
    },
  ]
}
