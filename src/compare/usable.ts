import type { RunValue } from '../model/comparison.js'

export interface Usable {
  run: string
  block: number | null
  position: number | null
  value: number
}

/** Beyond this a square or a sum could overflow, and no measurement of a machine is so large. */
const MAX_MAGNITUDE = 1e150
/** Nor is any so small that is not 0: it is a share of something beyond belief. */
const MIN_MAGNITUDE = 1e-200

/** The runs that have a value, and why each of the others has none. */
export function usable(runs: readonly RunValue[]): {
  present: Usable[]
  missing: { run: string; reason: string }[]
} {
  const present: Usable[] = []
  const missing: { run: string; reason: string }[] = []
  for (const { run, block, position, value, reason } of runs) {
    if (value === null) missing.push({ run, reason: reason ?? 'no value' })
    else if (!Number.isFinite(value)) missing.push({ run, reason: `the value is ${value}, not a number` })
    else if (Math.abs(value) > MAX_MAGNITUDE || (value !== 0 && Math.abs(value) < MIN_MAGNITUDE))
      missing.push({ run, reason: `the value ${value} is beyond belief` })
    else present.push({ run, block, position, value })
  }
  return { present, missing }
}
