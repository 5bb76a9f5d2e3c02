import { type Experiment, includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import { TOLD_BY_OUTPUT } from '../experiment/run-length.js'

/** One fact of what a run did that must be the same in every run of both conditions. */
interface Fact {
  name: string
  /** Null where it was not recorded. */
  of(run: RunData, planned: Planned | null): string | null
}

type Planned = NonNullable<Experiment['manifest']>['value']['workload']

const setupOf = (run: RunData) => valueOf(run, 'stress-ng')

/** Without the running kernel, which stress-ng prints beside its own version: the kernel is a fact of its own. */
function versionOf(run: RunData): string | null {
  const tool = run.workload?.tool
  return tool?.replace(/ Linux \d\S{0,80}(?=\))/, '') ?? setupOf(run)?.setup.version ?? null
}

/** Programs that printed the figures, with their versions: `fio 3.33`; null where none says. */
function programsOf(run: RunData): string | null {
  const figures = valueOf(run, 'workload-output')?.figures ?? []
  const found = figures.flatMap(({ program, version }) => (version === null ? [] : [`${program} ${version}`]))
  return found.length === 0 ? null : distinct(found).join(', ')
}

const FACTS: readonly Fact[] = [
  { name: 'command line', of: ({ workload }) => workload && commandLine(workload.argv) },
  { name: 'version', of: (run) => versionOf(run) },
  {
    name: 'stressors',
    of: (run) =>
      setupOf(run)
        ?.stressors.map(({ name }) => name)
        .sort()
        .join(', ') ?? null,
  },
  { name: 'programs', of: (run) => programsOf(run) },
  { name: 'instances', of: (run) => setupOf(run)?.setup.instances ?? null },
  {
    name: 'requested length',
    of(run, planned) {
      const recorded = run.workload?.requestedSeconds ?? setupOf(run)?.setup.requestedSeconds
      const seconds = recorded ?? planned?.timeoutSeconds ?? null
      return seconds === null ? null : `${seconds} s`
    },
  },
]

/** What is recorded of the work of the runs, and whether it was the same. */
export interface WorkProof {
  /** Facts that differ: in words, the values of each condition. */
  differing: { name: string; baseline: string[]; treatment: string[] }[]
  /** Facts known of every included run, all the same. */
  equal: string[]
  /** Facts that some included run lacks. */
  missing: string[]
}

export function workProof({ conditions, manifest, runs }: Experiment): WorkProof {
  const planned = manifest?.value.workload ?? null
  const included = includedRuns({ runs })
  const proof: WorkProof = { differing: [], equal: [], missing: [] }
  for (const { name, of } of FACTS) {
    const [baseline, treatment] = conditions.map(({ id }) =>
      distinct(included.filter((run) => run.condition === id).map((run) => of(run, planned))),
    ) as [string[], string[]]
    if (distinct([...baseline, ...treatment]).length > 1) proof.differing.push({ name, baseline, treatment })
    if (included.some((run) => of(run, planned) === null)) proof.missing.push(name)
    else if (distinct([...baseline, ...treatment]).length === 1) proof.equal.push(name)
  }
  const lengths = proof.missing.includes('requested length')
    ? differingLengths(included, conditions[0].id)
    : null
  if (lengths !== null) proof.differing.push(lengths)
  return proof
}

/** Without a requested length: whether all runs of one condition were longer than all of the other, by this factor. */
const LEAST_FACTOR = 1.25
const MIN_RUNS = 2

function differingLengths(
  included: readonly RunData[],
  baseline: string,
): WorkProof['differing'][number] | null {
  // a command with a fixed amount of work takes as long as it takes: then the length is a result
  if (included.every(({ workload }) => workload !== null)) return null
  const seconds = (own: boolean) =>
    included
      .filter(({ condition }) => (condition === baseline) === own)
      .flatMap(({ duration }) =>
        // a workload that says how long it took may have had a fixed amount of work, too
        duration === null || duration.origin.startsWith(TOLD_BY_OUTPUT) ? [] : [duration.seconds],
      )
      .sort((a, b) => a - b)
  const [a, b] = [seconds(true), seconds(false)]
  const ends = (list: readonly number[]) => [list[0] ?? 0, list.at(-1) ?? 0] as const
  if (a.length < MIN_RUNS || b.length < MIN_RUNS) return null
  const [[least, most], [leastOther, mostOther]] = [ends(a), ends(b)]
  if (least <= LEAST_FACTOR * mostOther && leastOther <= LEAST_FACTOR * most) return null
  const text = (from: number, to: number) => [`${from.toFixed(1)} to ${to.toFixed(1)} s`]
  return { name: 'length', baseline: text(least, most), treatment: text(leastOther, mostOther) }
}

/** The words of a command without where it writes its own metrics, which is another file in every run. */
function commandLine(argv: readonly string[]): string {
  const words: string[] = []
  for (let at = 0; at < argv.length; at++) {
    if (argv[at] === '--yaml' || argv[at] === '-Y') at++
    else words.push(JSON.stringify(argv[at]))
  }
  return words.join(' ')
}

const distinct = (values: readonly (string | null)[]) =>
  [...new Set(values.filter((value) => value !== null))].sort()
