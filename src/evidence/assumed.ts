import { type Experiment, includedRuns } from '../experiment/experiment.js'
import { bootsOf } from './boots.js'
import { conditionProof } from './condition-proof.js'
import { declarationProof } from './declaration-proof.js'
import { kernelProof } from './kernel-proof.js'
import { orderProof } from './order-proof.js'
import { workProof } from './work-proof.js'

/** Something that a verdict rests on and nothing recorded proves. */
export interface Assumed {
  id: string
  /** What it is, as a noun: "the order of the runs". */
  text: string
  /** Metrics that rest on it; null for all. */
  metrics: string[] | null
}

/** What the verdicts of an experiment assume, in the order of the sentence: which two things, in which order, at what work. */
export function assumptions(experiment: Experiment): Assumed[] {
  const found: [string, string | null][] = [
    ['settings', settings(experiment)],
    ['order', orderProof(experiment).order === null ? 'the order of the runs' : null],
    ['randomization', randomization(experiment)],
    ['kernel', kernel(experiment)],
    ['boots', boots(experiment)],
    ['work', work(experiment)],
    ['environment', environment(experiment)],
    ['declaration', declaration(experiment)],
  ]
  return found.flatMap(([id, text]) => (text === null ? [] : [{ id, text, metrics: null }]))
}

/** "Not recorded: the settings, the kernel."; empty where everything is proven. */
export function notRecorded(assumed: readonly Assumed[]): string {
  return assumed.length === 0 ? '' : `Not recorded: ${assumed.map(({ text }) => text).join('; ')}.`
}

const some = (what: string, missing: number, all: number) =>
  missing === 0 ? null : missing === all ? `${what} of the runs` : `${what} of ${missing} of ${all} runs`

function settings(experiment: Experiment): string | null {
  const proof = conditionProof(experiment)
  if (proof === null) return 'the settings of the runs'
  const asked = experiment.conditions.some((condition) => Object.keys(condition.settings).length > 0)
  if (!asked) return 'the settings that the conditions ask for'
  return some('the settings', proof.unread.size, proof.runs)
}

function randomization(experiment: Experiment): string | null {
  if (experiment.manifest === null) return null
  const { drawn } = orderProof(experiment)
  if (drawn === 'equal') return null
  return drawn === 'other' ? 'an order that its seed gives' : 'how the order was drawn'
}

function kernel(experiment: Experiment): string | null {
  const { missing } = kernelProof(experiment)
  return some('the kernel', missing.length, includedRuns(experiment).length)
}

function boots(experiment: Experiment): string | null {
  const missing = bootsOf(experiment)?.missing.length ?? 0
  return missing === 0 ? null : 'that each run was of a boot of its own'
}

function work(experiment: Experiment): string | null {
  const { missing } = workProof(experiment)
  if (missing.includes('command line')) return 'the command line of the workload'
  return missing.includes('version') ? 'the version of the workload' : null
}

function environment(experiment: Experiment): string | null {
  if (experiment.manifest === null) return null
  const included = includedRuns(experiment)
  return some('the environment', included.filter((run) => run.environment === null).length, included.length)
}

function declaration(experiment: Experiment): string | null {
  const proof = declarationProof(experiment)
  if (proof === null) return 'a declaration of the metrics before the first run'
  if (proof.contradictions.length > 0) return null
  if (proof.ahead === null) return 'when the metrics were declared'
  return some('the declaration at the start', proof.recorded - proof.named, proof.recorded)
}
