import { redefinedBetween, type Side } from '../comparability/comparable.js'
import { capital } from '../report/sentence-parts.js'
import { usesGenerations } from '../settings/lru-gen.js'
import type { GatedMetric } from './gated-metrics.js'
import { type Arm, armsOf, isSameArm, type Recording } from './recording.js'

const SWITCH = 'lru_gen.enabled'

/** Why a metric does not count the same on the kernels of the recordings under one condition, a sentence; or null. */
export function notComparableBetween(
  recordings: readonly Recording[],
  { counts }: GatedMetric,
  arm: Arm,
): string | null {
  const sides = recordings.map((recording) => sideOf(recording, arm))
  for (const one of sides)
    for (const other of sides) {
      const found = redefinedBetween(counts, one, other)
      if (found !== null) return `${capital(found.why ?? '')}.`
    }
  return null
}

function sideOf({ report }: Recording, arm: Arm): Side {
  const own = armsOf(report).find((one) => isSameArm(one, arm))
  const condition = report.conditions.find(({ role }) => own?.roles.includes(role) === true)
  const settings: Readonly<Record<string, string>> = condition?.settings ?? {}
  const generations =
    settings[SWITCH] === undefined
      ? condition?.id === 'mglru-on'
        ? true
        : condition?.id === 'mglru-off'
          ? false
          : null
      : usesGenerations(settings[SWITCH])
  return {
    kernel: settings['kernel'] ?? report.host?.kernel ?? null,
    lru: generations === null ? null : generations ? 'generations' : 'classic',
  }
}
