import { type Experiment, includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import type { Better, Family } from '../model/comparison.js'
import type { MetricResult } from '../model/metric.js'
import type { Figure, FigureRole } from '../workload/figure.js'
import { binsOf } from '../workload/index.js'
import { METRICS } from './index.js'
import type { MetricDef } from './metric.js'
import { metricsOf as ofLength } from './per-run.js'
import { STRESSOR_PREFIX, WORKLOAD_PREFIX } from './work.js'

/** With more headline figures than this none of them is primary unless it was declared: each costs the others power. */
const MAX_HEADLINES = 4
/** Rows of one report; headline figures and declared ones first. */
const MAX_METRICS = 100

/** One figure of the workload, over the runs that have it. */
interface Known {
  name: string
  units: Map<string, string>
  better: Better
  betters: Set<Better>
  role: FigureRole
  programs: Set<string>
  bins: number
  partOf?: string
}

const known = new WeakMap<Experiment, readonly MetricDef[]>()

/** Every metric of an experiment: those of the analysis, and the figures that its workload printed. */
export function metricsOf(experiment: Experiment): readonly MetricDef[] {
  const old = known.get(experiment)
  if (old !== undefined) return old
  const made = [...ofLength(experiment, METRICS), ...workloadMetrics(experiment)]
  known.set(experiment, made)
  return made
}

/** Figures of the workload's output, and of several stressors of stress-ng one each. In the order in which they were printed. */
export function workloadMetrics(experiment: Experiment): MetricDef[] {
  const found = new Map<string, Known>()
  for (const run of includedRuns(experiment))
    for (const figure of figuresOf(run)) {
      const { name, unit, better, role, program, version } = figure
      const one = found.get(name) ?? {
        name,
        units: new Map(),
        better,
        betters: new Set(),
        role,
        programs: new Set(),
        bins: 0,
        ...(figure.partOf !== undefined && { partOf: figure.partOf }),
      }
      if (!one.units.has(unit)) one.units.set(unit, run.id)
      one.betters.add(better)
      one.bins = Math.max(one.bins, binsOf(figure.reader, name))
      one.programs.add(version === null ? program : `${program} ${version}`)
      found.set(name, one)
    }
  const declared = new Set(experiment.manifest?.value.plan.primary.map(({ metric }) => metric))
  const all = [...found.values()]
  const headlines = all.filter(({ role }) => role === 'headline').length
  const rank = (one: Known) =>
    declared.has(WORKLOAD_PREFIX + one.name)
      ? 0
      : one.role === 'headline'
        ? 1
        : one.role === 'secondary'
          ? 2
          : 3
  const kept = new Set([...all].sort((a, b) => rank(a) - rank(b)).slice(0, MAX_METRICS))
  return all.filter((one) => kept.has(one)).map((one) => definitionOf(one, headlines))
}

type NamedFigure = Omit<Figure, 'reader'> & { reader?: string; partOf?: string }

const STRESSOR_NAME = /^[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){0,4}$/

/** The figures of a run: of its output, and of its stressors where there are several, whose operations have no sum. */
export function figuresOf(run: RunData): NamedFigure[] {
  const printed = valueOf(run, 'workload-output')?.figures ?? []
  const stress = valueOf(run, 'stress-ng')
  if (stress === null || stress.stressors.length < 2) return printed
  return [
    ...printed,
    ...stress.stressors.map(({ name, bogoOps, seconds }, index): NamedFigure => {
      const twice = stress.stressors.filter((one) => one.name === name).length > 1
      const reason = twice
        ? 'stress-ng reports it twice'
        : seconds > 0
          ? null
          : 'stress-ng reports no run time'
      return {
        // no stressor has another name: what a log of a stranger calls one is no name of a metric
        name: `${STRESSOR_PREFIX}${STRESSOR_NAME.test(name) ? name : `stressor-${index + 1}`}`,
        value: reason === null ? bogoOps / seconds : null,
        reason,
        unit: 'bogo-ops/s',
        better: 'higher',
        role: 'headline',
        program: 'stress-ng',
        version: stress.setup.version,
        partOf: 'bogo-ops-rate',
      }
    }),
  ]
}

function definitionOf(one: Known, headlines: number): MetricDef {
  const { name, units, betters, role, programs, bins, partOf } = one
  const [unit = ''] = units.keys()
  const [better = 'neither'] = betters
  const usual: Record<FigureRole, Family> = {
    headline: headlines <= MAX_HEADLINES ? 'primary' : 'secondary',
    secondary: 'secondary',
    descriptive: 'descriptive',
  }
  const contradiction =
    units.size > 1
      ? `the workload printed it in different units: ${[...units].map(([text, run]) => `${text === '' ? 'none' : text} in ${run}`).join(', ')}`
      : betters.size > 1
        ? `the workload printed different better directions of it: ${[...betters].join(', ')}`
        : undefined
  const program = [...programs].sort().join(', ')
  const fromStress = partOf !== undefined
  return {
    id: WORKLOAD_PREFIX + name,
    title: name,
    unit,
    better: contradiction === undefined ? better : 'neither',
    family: usual[role],
    // a rate or a time of a whole run; how large an effect matters is for who declares it
    smallestEffect: { relative: role === 'headline' ? 0.03 : 0.05, absolute: 1e-9 },
    why: `A figure of the workload’s own, from ${program}: what its user asks of it, and what it says itself.`,
    how: fromStress
      ? "stress-ng's bogo-ops of this stressor divided by its wall-clock time, in one run."
      : `As ${program} printed it in each run, unchanged.`,
    requires: [fromStress ? 'stress-ng' : 'workload-output'],
    of: (run) => valueIn(run, name),
    ...(contradiction !== undefined && { contradiction }),
    ...(bins > 0 && { bins }),
    ...(partOf !== undefined && { partOf }),
  }
}

function valueIn(run: RunData, name: string): MetricResult {
  const figure = figuresOf(run).find((one) => one.name === name)
  if (figure !== undefined)
    return figure.value === null ? { missing: figure.reason ?? 'no value' } : { value: figure.value }
  const output = run.streams['workload-output']
  return {
    missing: output?.present === false ? output.reason : `the workload did not print ${name} in this run`,
  }
}
