import { compareControl, controlFinding, controlInput } from '../compare/control.js'
import { designOf } from '../compare/design-of.js'
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
    const inputs = PARTS.flatMap(({ id, title }) =>
      controlInput(
        experiment,
        { metric: `probe-${id}`, title, unit: 'nanoseconds' },
        ({ probe }) => {
          const part = probe?.[id] ?? null
          return part === null ? null : part.nanoseconds / part.units
        },
        'no probe was recorded',
      ),
    )
    if (inputs.length === 0) return null
    const [, { label }] = experiment.conditions
    const words = {
      apart: (list: string) =>
        `Before the runs with ${label} the machine itself was at another speed: ${list}. What the runs differ in may be that.`,
      drifts: 'The machine did the same work before every run, and not always at the same speed.',
      timed: 'The same work was timed before every run',
      alike: (tested: readonly string[]) =>
        `no test finds a difference between the conditions in ${tested.join(', ')}.`,
    }
    return { ...controlFinding(compareControl(inputs, designOf(experiment)), words, true), metrics: null }
  },
}
