import { kernelVersion } from '../base/kernel-version.js'
import { percent } from '../base/percent.js'
import { OUTSIDE_CGROUPS_UNTIL } from '../comparability/definitions.js'
import { type Experiment, includedRuns, type RunData, valueOf } from '../experiment/experiment.js'
import { reclaimedByKind, reclaimedByWhom } from '../tables/reclaimed.js'
import type { CheckDef } from './check.js'

/** Each processor keeps a part of the counters to itself, so that a handful of pages says nothing. */
const FEW_PAGES = 1000
const TOLERANCE = 0.01

interface Sums {
  id: string
  anonymous: number
  /** Pages by what they held. */
  byKind: number
  byWhom: number
}

export const reclaimedSums: CheckDef = {
  id: 'reclaimed-sums',
  title: 'Reclaimed pages by kind and by whom',
  why:
    'Each page that reclaim takes was anonymous or page cache, and was taken by kswapd, by a program or by khugepaged: the kernel counts it both ' +
    'ways, and the two sums are the same. Where they differ, a counter is not what its name says, and shares made of it are wrong.',
  action:
    'Say which kernel it is and compare its counters with its source; until then trust neither sum of reclaimed pages.',
  run(experiment) {
    const known = includedRuns(experiment).flatMap(sumsOf)
    if (known.length === 0) return null
    const lacking = known.filter(({ byKind, byWhom }) => byWhom > (1 + TOLERANCE) * byKind)
    const beyond = known.filter(({ byKind, byWhom }) => byWhom < (1 - TOLERANCE) * byKind)
    const whole = countsCgroups(experiment)
    const wrong = whole ? [...lacking, ...beyond] : lacking
    if (wrong.length > 0)
      return {
        outcome: 'caution',
        text: `In ${wrong.length} of ${known.length} runs the pages reclaimed by kind (anonymous and page cache) are not those reclaimed by whom: ${wrong.slice(0, 3).map(told).join('; ')}.`,
        metrics: null,
      }
    const rest = beyond.length === 0 ? '' : ` ${CGROUPS}`
    return {
      outcome: 'pass',
      text: `${sharesText(experiment)}${beyond.length === 0 ? `, and the two add up to what was reclaimed, within 1%, in ${all(known.length)}` : ''}.${rest}`,
      metrics: null,
    }
  },
}

const CGROUPS =
  'The counters by whom have less: on this kernel they leave out what a cgroup reclaims because of its limit.'

const all = (runs: number) => (runs === 1 ? 'the one run' : `all ${runs} runs`)

const told = ({ id, byKind, byWhom }: Sums) => `${id}: ${byKind} by kind, ${byWhom} by whom`

function sumsOf(run: RunData): Sums[] {
  const deltas = valueOf(run, 'vmstat')?.deltas
  if (deltas === undefined) return []
  const [kinds, byWhom] = [reclaimedByKind(deltas), reclaimedByWhom(deltas)]
  if (kinds === null || byWhom === null) return []
  const byKind = kinds.anonymous + kinds.file
  if (Math.max(byKind, byWhom) < FEW_PAGES) return []
  return [{ id: run.id, anonymous: kinds.anonymous, byKind, byWhom }]
}

/** Whether the kernels of all runs are known to count reclaim of cgroups by whom, too. */
function countsCgroups(experiment: Experiment): boolean {
  const [major, minor] = OUTSIDE_CGROUPS_UNTIL
  return includedRuns(experiment).every((run) => {
    const release = run.kernel?.release ?? experiment.manifest?.value.host.kernel
    if (release === undefined) return false
    const [own, minorOfOwn] = kernelVersion(release)
    return own > major || (own === major && minorOfOwn >= minor)
  })
}

/** "Of the reclaimed pages 72% were anonymous with MGLRU off and 76% with MGLRU on, all others page cache". */
function sharesText(experiment: Experiment): string {
  const sides = experiment.conditions.flatMap(({ id, label }) => {
    const sums = includedRuns(experiment, id).flatMap(sumsOf)
    const total = sums.reduce((sum, { byKind }) => sum + byKind, 0)
    const anonymous = sums.reduce((sum, one) => sum + one.anonymous, 0)
    return total === 0 ? [] : [`${percent(anonymous / total)} with ${label}`]
  })
  return `Of the reclaimed pages were anonymous: ${sides.join(', ')}; all others were page cache`
}
