import type { Experiment } from '../experiment/experiment.js'
import { clockOrder } from './run-order.js'

/** Whether the metrics and their smallest effects were declared before the first run. */
export interface DeclarationProof {
  /** Why they were not, empty where nothing contradicts it. */
  contradictions: string[]
  /** Runs that name the declaration, and that it is the one in experiment.json. */
  named: number
  recorded: number
  /** Seconds from the declaration to the first run; null where no clock was recorded. */
  ahead: number | null
}

/** createdAt has whole seconds, and may be rounded. */
const ROUNDING_SECONDS = 1

/** Null for standalone files, which declare nothing. */
export function declarationProof({ manifest, runs }: Experiment): DeclarationProof | null {
  if (manifest === null) return null
  const { createdAt, plan } = manifest.value
  const recorded = runs.filter(({ time }) => time !== null)
  const first = clockOrder(
    runs,
    plan.runs.map(({ id }) => id),
  )?.runs[0]
  const start = runs.find(({ id }) => id === first)?.time?.start.realtime
  const ahead = start === undefined ? null : Number(start) / 1e9 - Date.parse(createdAt) / 1000
  const others = recorded.filter(({ declaration }) => declaration !== null && declaration !== manifest.sha256)
  return {
    contradictions: [
      ...(ahead !== null && ahead < -ROUNDING_SECONDS
        ? [`experiment.json was made at ${createdAt}, after ${first} began (${lengthText(-ahead)} before)`]
        : []),
      ...(others.length > 0
        ? [`experiment.json is not the one that ${named(others.map(({ id }) => id))} began with`]
        : []),
    ],
    named: recorded.filter(({ declaration }) => declaration === manifest.sha256).length,
    recorded: recorded.length,
    ahead,
  }
}

/** Whether the primary family may be believed: standalone files have only the defaults, which nobody chose. */
export function declaredBefore(experiment: Experiment): boolean {
  return (declarationProof(experiment)?.contradictions.length ?? 0) === 0
}

const UNITS = [
  [86400, 'days'],
  [3600, 'hours'],
  [60, 'minutes'],
] as const

function lengthText(seconds: number): string {
  const [size, unit] = UNITS.find(([size]) => seconds >= 2 * size) ?? [1, 'seconds']
  return `${Math.round(seconds / size)} ${unit}`
}

/** `a, b, c and 4 others` */
export function named(ids: readonly string[], shown = 3): string {
  const rest = ids.length - shown
  return rest > 1 ? `${ids.slice(0, shown).join(', ')} and ${rest} others` : ids.join(', ')
}
