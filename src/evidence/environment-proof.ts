import { type Experiment, includedRuns, type RunData } from '../experiment/experiment.js'
import { SETTINGS, settingOf } from '../settings/index.js'
import { treatmentOf } from './condition-proof.js'
import { IRRELEVANT, IRRELEVANT_WORDS, WORDS_WHY } from './irrelevant-environment.js'

/** Something that was not the same in every run. */
export interface EnvironmentDifference {
  name: string
  /** The values of each condition's runs; ABSENT where a run has none. */
  baseline: string[]
  treatment: string[]
  /**
   * conditions: the two do not have the same values; boots: they do, and each boot has one; runs: they do, and it changed within a
   * boot, or boots are not known.
   */
  between: 'conditions' | 'boots' | 'runs'
  /** Why it decides nothing, from the written list; null for what may explain an effect. */
  irrelevant: string | null
}

export interface EnvironmentProof {
  differences: EnvironmentDifference[]
  /** Included runs whose environment was recorded, and those whose was not. */
  recorded: number
  missing: string[]
  /** Facts that are recorded of any run. */
  facts: number
  /** Boots that the runs are known to be of. */
  boots: number
}

export const ABSENT = 'absent'
const EMPTY = 'empty'
const COMMAND_LINE = 'kernel.cmdline'

const BY_FILE = new Map(SETTINGS.map((setting) => [setting.file, setting]))

/** Null where no run recorded its environment. Every fact that is not declared and not equal in all runs is a difference. */
export function environmentProof(experiment: Experiment): EnvironmentProof | null {
  const included = includedRuns(experiment)
  const runs = included.filter(({ environment }) => environment !== null)
  if (runs.length === 0) return null
  const names = new Set(runs.flatMap(({ environment }) => Object.keys(environment ?? {})))
  const treatment = treatmentOf(experiment.conditions)
  const declared = new Set(treatment.map((name) => settingOf(name).file))
  const [baseline] = experiment.conditions
  const differences = [...names]
    .sort()
    .filter((name) => !declared.has(name))
    .flatMap((name) => differenceOf(name, runs, baseline.id) ?? [])
  return {
    differences,
    recorded: runs.length,
    missing: included.filter(({ environment }) => environment === null).map(({ id }) => id),
    facts: names.size,
    boots: new Set(runs.flatMap(({ kernel }) => kernel?.bootId ?? [])).size,
  }
}

function differenceOf(
  name: string,
  runs: readonly RunData[],
  baselineId: string,
): EnvironmentDifference | null {
  const same = BY_FILE.get(name)?.same ?? ((a: string, b: string) => a === b)
  const seen: string[] = []
  /** The first value that this one is the same as: a number that the kernel recalculates has one value. */
  const valueOf = ({ environment }: RunData): string => {
    const value = textOf(environment ?? {}, name)
    const known = seen.find((one) => one === value || same(one, value))
    if (known === undefined) seen.push(value)
    return known ?? value
  }
  const found = runs.map((run) => ({ run, value: valueOf(run) }))
  if (seen.length < 2) return null
  const valuesOf = (side: typeof found) => [...new Set(side.map(({ value }) => value))].sort()
  const baseline = valuesOf(found.filter(({ run }) => run.condition === baselineId))
  const treatment = valuesOf(found.filter(({ run }) => run.condition !== baselineId))
  const between =
    baseline.join('\n') !== treatment.join('\n') ? 'conditions' : byBoot(found) ? 'boots' : 'runs'
  return { name, baseline, treatment, between, irrelevant: irrelevantFor(name, seen) }
}

function textOf(environment: Readonly<Record<string, string | null>>, name: string): string {
  if (!Object.hasOwn(environment, name)) return ABSENT
  const value = environment[name] ?? EMPTY
  // a text that reads like one of the two words stays apart from them
  return environment[name] !== null && (value === ABSENT || value === EMPTY || value.startsWith('"'))
    ? JSON.stringify(value)
    : value
}

/** Whether every boot has one value, and there are several boots. */
function byBoot(found: readonly { run: RunData; value: string }[]): boolean {
  const values = new Map<string, string>()
  for (const { run, value } of found) {
    const boot = run.kernel?.bootId
    if (boot === undefined || (values.get(boot) ?? value) !== value) return false
    values.set(boot, value)
  }
  return values.size > 1
}

function irrelevantFor(name: string, values: readonly string[]): string | null {
  if (name === COMMAND_LINE) {
    const rest = values.map((value) =>
      value
        .split(' ')
        .filter((word) => !IRRELEVANT_WORDS.test(word))
        .join(' '),
    )
    return rest.every((one) => one === rest[0]) ? WORDS_WHY : null
  }
  return IRRELEVANT.find((one) => one.name.test(name))?.why ?? null
}
