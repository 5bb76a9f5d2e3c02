import type { RunValue } from '../model/comparison.js'

export interface Usable {
  run: string
  block: number | null
  position: number | null
  value: number
}

/** Beyond these a square or a sum could overflow or vanish, and no measurement of a machine is so large or so small. */
const MAX_MAGNITUDE = 1e150
const MIN_MAGNITUDE = 1e-150

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
