import { sha256 } from '../base/sha256.js'
import { type Experiment, includedRuns, type RunData } from '../experiment/experiment.js'
import { comparisonKind } from './comparison-kind.js'
import { planIsBelieved } from './order-proof.js'

/** Of two kernels compared: which runs are of one boot. What a boot does to its runs is no effect of its kernel. */
export interface Boots {
  /** Ids of the included runs of each boot, by condition, in the order of the runs. */
  baseline: string[][]
  treatment: string[][]
  /** Included runs whose boot was not recorded: each is taken for a boot of its own. */
  missing: string[]
  /** The block that stands for each boot, by its first run; null where boots of the two kernels are of different blocks. */
  blocks: Map<string, number> | null
}

/** Null where the two conditions ran on one kernel: then they ran in one boot, or in boots of the same kernel. */
export function bootsOf(experiment: Experiment): Boots | null {
  if (comparisonKind(experiment) !== 'kernels') return null
  const [a, b] = experiment.conditions.map(({ id }) => includedRuns(experiment, id)) as [RunData[], RunData[]]
  const [baseline, treatment] = [byBoot(a), byBoot(b)]
  return {
    baseline: idsOf(baseline),
    treatment: idsOf(treatment),
    missing: [...a, ...b].filter(({ kernel }) => kernel === null).map(({ id }) => id),
    blocks: planIsBelieved(experiment) ? blocksOf(baseline, treatment) : null,
  }
}

/** Of each boot that included runs are known to be of a hash, so that reports of one boot are known, and nothing else of it. Sorted. */
export function bootHashes(experiment: Pick<Experiment, 'runs'>): string[] {
  const ids = includedRuns(experiment).flatMap(({ kernel }) => kernel?.bootId ?? [])
  return [...new Set(ids)].map((id) => sha256(`boot ${id}`).slice(0, 16)).sort()
}

/** Whether runs, or boots of a comparison of kernels, are compared block by block. */
export function comparedInBlocks(experiment: Experiment): boolean {
  const boots = bootsOf(experiment)
  if (boots !== null) return boots.blocks !== null
  return experiment.inBlocks === true || planIsBelieved(experiment)
}

const idsOf = (boots: readonly RunData[][]) => boots.map((runs) => runs.map(({ id }) => id))

function byBoot(runs: readonly RunData[]): RunData[][] {
  const boots = new Map<string, RunData[]>()
  for (const run of runs) {
    const boot = run.kernel === null ? `unknown ${run.id}` : run.kernel.bootId
    boots.set(boot, [...(boots.get(boot) ?? []), run])
  }
  return [...boots.values()]
}

/** Boots of the two kernels are pairs where they ran the same blocks; one without a partner keeps a block of its own. */
function blocksOf(
  baseline: readonly RunData[][],
  treatment: readonly RunData[][],
): Map<string, number> | null {
  const setOf = (runs: readonly RunData[]) => runs.flatMap(({ block }) => block ?? []).sort((x, y) => x - y)
  const [ours, theirs] = [baseline, treatment].map((boots) => boots.map(setOf)) as [number[][], number[][]]
  // a block in two boots of different extent would be in two pairs
  const torn = ours.some((own) =>
    theirs.some((other) => own.some((block) => other.includes(block)) && own.join() !== other.join()),
  )
  const repeated = [ours, theirs].some((sets) => new Set(sets.flat()).size !== sets.flat().length)
  if (torn || repeated) return null
  const blocks = new Map<string, number>()
  for (const runs of [...baseline, ...treatment]) {
    const [block] = setOf(runs)
    if (runs[0] !== undefined && block !== undefined) blocks.set(runs[0].id, block)
  }
  return blocks
}
