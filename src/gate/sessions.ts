import { mean, median } from 'simple-statistics'
import type { GatedMetric } from './gated-metrics.js'
import {
  type Arm,
  armsOf,
  comparisonOf,
  invalidOf,
  isSameArm,
  type Recording,
  valuesOf,
} from './recording.js'

/** What one boot of the machine recorded: the unit of a diff, because a boot does something to all of its runs. */
export interface Session {
  side: Recording['side']
  recordings: readonly Recording[]
}

/** Beyond this sums overflow, and no measurement of a machine is so large. */
export const MAX_MAGNITUDE = 1e150

/** Recordings of one boot are one session; where the boot is not known, each is one of its own. */
export function sessionsOf(recordings: readonly Recording[]): Session[] {
  const found: { side: Recording['side']; boots: Set<string>; recordings: Recording[] }[] = []
  for (const one of recordings) {
    const boots = one.report.experiment.boots as readonly string[]
    const same = found.filter(
      (session) => session.side === one.side && boots.some((boot) => session.boots.has(boot)),
    )
    const merged = {
      side: one.side,
      boots: new Set([...same.flatMap((session) => [...session.boots]), ...boots]),
      recordings: [...same.flatMap((session) => session.recordings), one],
    }
    const [first] = same
    if (first === undefined) found.push(merged)
    else found.splice(found.indexOf(first), 1, merged)
    for (const rest of same.slice(1)) found.splice(found.indexOf(rest), 1)
  }
  return found.map(({ side, recordings: own }) => ({ side, recordings: own }))
}

/** One value of a session, or why it has none. */
export interface SessionValue {
  side: Recording['side']
  value: number | null
  /** Values of its runs. */
  runs: readonly number[]
  why: string | null
}

/**
 * The level of a metric under a condition in each session: the median of its runs. Where any run of any session has 0 it is the mean,
 * or rare events would be 0 in every session; both sides alike.
 */
export function levelsOf(
  sessions: readonly Session[],
  { metric, isShareOfRuns }: GatedMetric,
  arm: Arm,
): SessionValue[] {
  const all = sessions.map((session) => ({ side: session.side, ...runsOf(session, metric, arm) }))
  const zeros = all.some(({ values }) => values.includes(0))
  const level = isShareOfRuns || zeros ? mean : median
  return all.map(({ side, values, why }) => ({
    side,
    value: values.length === 0 ? null : level(values),
    runs: values,
    why,
  }))
}

function runsOf(
  { recordings }: Session,
  metric: string,
  wanted: Arm,
): { values: number[]; why: string | null } {
  let why: string | null = null
  const values = recordings.flatMap(({ report }) => {
    const row = comparisonOf(report, metric)
    const arm = armsOf(report).find((one) => isSameArm(one, wanted))
    const invalid = invalidOf(report, metric)
    if (invalid !== null || row === undefined || arm === undefined) {
      why ??= invalid
      return []
    }
    const found = valuesOf(row, arm).filter((value) => Math.abs(value) <= MAX_MAGNITUDE)
    if (found.length === 0) why ??= row.reason
    return found
  })
  return { values, why: values.length === 0 ? (why ?? 'no run has a value') : null }
}

/** The conditions that every recording has, as the first one names them, and the labels of those that only some have. */
export function commonArms(recordings: readonly Recording[]): { arms: Arm[]; only: string[] } {
  const each = recordings.map(({ report }) => armsOf(report))
  const everywhere = (arm: Arm) => each.every((arms) => arms.some((one) => isSameArm(one, arm)))
  const [first = []] = each
  const missing = each.flatMap((arms) => arms.filter((arm) => !everywhere(arm)).map(({ label }) => label))
  return { arms: first.filter(everywhere), only: [...new Set(missing)] }
}
