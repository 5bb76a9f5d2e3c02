import type { ExperimentManifest } from '../model/manifest.js'

/**
 * The manifest with each planned run once, and the runs that cannot be used because the plan has them, or their place in a
 * block, twice: which of the two places was theirs is unknown.
 */
export function eachPlannedOnce(manifest: ExperimentManifest): {
  manifest: ExperimentManifest
  twice: Map<string, string>
} {
  const twice = new Map<string, string>()
  const first = new Map<string, string>()
  const runs = manifest.plan.runs.filter(({ id, kind, block, condition }, index, all) => {
    if (all.findIndex((run) => run.id === id) < index) {
      twice.set(id, 'is in the plan twice, so its place in the order is unknown')
      return false
    }
    if (kind !== 'measured') return true
    const place = `${block} ${condition}`
    const other = first.get(place)
    if (other === undefined) first.set(place, id)
    else
      for (const run of [other, id])
        twice.set(run, `shares its condition in block ${block} with ${run === id ? other : id}`)
    return true
  })
  return { manifest: { ...manifest, plan: { ...manifest.plan, runs } }, twice }
}
