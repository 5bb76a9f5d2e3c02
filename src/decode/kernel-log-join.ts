import type { Kill } from './kernel-log-kills.js'

const secondsKeys = ({ by, told }: Kill): string[] =>
  [...told].flatMap(([step, at]) => (at === null ? [] : [`${by} ${step} ${at}`]))

/** The lines of both tell the kernel's time, and at different times: two kills. */
function apart(one: Kill, other: Kill): boolean {
  return [...one.told].some(([step, at]) => at !== null && (other.told.get(step) ?? at) !== at)
}

/** Of two logs of one run: a kill that both tell of is one. Time is linear in both. */
export function joinKills(one: readonly Kill[], other: readonly Kill[]): Kill[] {
  const free = new Set(one)
  const bySecond = new Map(one.flatMap((kill) => secondsKeys(kill).map((key) => [key, kill] as const)))
  const byVictim = new Map<string, Kill[]>()
  const victimOf = ({ by, victim }: Kill) => `${by} ${victim ?? ''}`
  for (const kill of one)
    byVictim.set(victimOf(kill), [...(byVictim.get(victimOf(kill)) ?? []).slice(-63), kill])
  const match = (kill: Kill): Kill | undefined => {
    for (const key of secondsKeys(kill)) {
      const found = bySecond.get(key)
      if (found !== undefined && free.has(found)) return found
    }
    const named = byVictim.get(victimOf(kill))?.find((found) => free.has(found) && !apart(found, kill))
    if (named !== undefined || secondsKeys(kill).length > 0) return named
    // a kill whose victim one of the logs does not tell may be any of the other's
    const [any] =
      kill.victim === null ? free : (byVictim.get(`${kill.by} `) ?? []).filter((found) => free.has(found))
    return any?.by === kill.by ? any : undefined
  }
  const more = other.filter((kill) => {
    const found = match(kill)
    if (found !== undefined) free.delete(found)
    return found === undefined
  })
  return [...one, ...more]
}

/** A message of trouble, and when it was written. */
export interface Trouble {
  kind: string
  message: string
  /** Of the kernel's clock; null where the line does not tell it. */
  seconds: number | null
}

/** The same of other messages: one that stands in both logs is one. */
export function joinTroubles(one: readonly Trouble[], other: readonly Trouble[]): Trouble[] {
  const free = new Map<string, number>()
  const exact = ({ message, seconds }: Trouble) => `${seconds} ${message}`
  for (const trouble of one) {
    const untimed = `untimed ${trouble.message}`
    free.set(untimed, (free.get(untimed) ?? 0) + 1)
    if (trouble.seconds !== null) free.set(exact(trouble), (free.get(exact(trouble)) ?? 0) + 1)
  }
  const allTimed = one.every(({ seconds }) => seconds !== null)
  const more = other.filter((trouble) => {
    const key = trouble.seconds !== null && allTimed ? exact(trouble) : `untimed ${trouble.message}`
    const left = free.get(key) ?? 0
    if (left > 0) free.set(key, left - 1)
    return left === 0
  })
  return [...one, ...more]
}
