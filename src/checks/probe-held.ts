import { CONTROL_EFFECT, compareControl, tookLonger } from '../compare/control.js'
import { designOf } from '../compare/design-of.js'
import { type Experiment, includedRuns, type RunData } from '../experiment/experiment.js'
import type { ComparisonInput } from '../model/comparison.js'
import type { CheckDef } from './check.js'

const PARTS = [
  { id: 'cpu', title: 'the loop' },
  { id: 'memory', title: 'the memory walk' },
  { id: 'disk', title: 'the disk read' },
] as const

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
    const { apart, clear, tested, trend } = compareControl(inputs, designOf(experiment))
    const [, { label }] = experiment.conditions
    if (apart.length > 0)
      return {
        outcome: clear.length > 0 ? 'invalidates' : 'caution',
        text: `Before the runs with ${label} the machine itself was at another speed: ${apart.map(tookLonger).join('; ')}. What the runs differ in may be that.${trend}`,
        metrics: null,
      }
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
          : `The same work was timed before every run; no test finds a difference between the conditions in ${tested.join(', ')}.`,
      metrics: null,
    }
  },
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
      smallestEffect: CONTROL_EFFECT,
      notComparable: null,
      baseline,
      treatment,
    },
  ]
}
