import { comparedInBlocks } from '../evidence/boots.js'
import type { Experiment } from '../experiment/experiment.js'
import type { Design, PlannedStep } from '../model/comparison.js'

/** What the manifest and the recorded runs say of how the runs came about. */
export function designOf(experiment: Experiment): Design {
  const { id, manifest, runs, conditions } = experiment
  const blocked = comparedInBlocks(experiment)
  if (manifest === null) return { blocked, seed: id }
  const { plan } = manifest.value
  const orders = plan.runs.flatMap(({ kind: what, block, position, condition }) =>
    what === 'measured' && position === 1 && block !== null
      ? [{ block, baselineFirst: condition === conditions[0].id }]
      : [],
  )
  const measured = runs.filter((run) => run.kind === 'measured' && run.settings !== null)
  const recorded = new Set(measured.map(({ block }) => block))
  // a run recorded under another declaration belongs to a plan that was changed since
  const first = measured.find(({ declaration }) => declaration !== null)?.declaration ?? null
  const later = measured.filter(({ declaration }) => declaration !== null && declaration !== first)
  return {
    blocked,
    seed: id,
    orders,
    looks: plan.looks,
    recordedBlocks: recorded.size,
    addedBlocks: new Set(later.map(({ block }) => block)).size,
    describeOnly: plan.describeOnly,
  }
}

/** Every planned run in its order, warm-up and untraced ones among them; null without a plan. */
export function sequenceOf({ manifest, conditions }: Experiment): PlannedStep[] | null {
  if (manifest === null) return null
  return manifest.value.plan.runs.map(({ kind, block, position, condition }) => ({
    block: kind === 'measured' ? block : null,
    position,
    treatment: condition === conditions[1].id,
  }))
}
