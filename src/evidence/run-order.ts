import { type Clocks, type Experiment, type RunData, valueOf } from '../experiment/experiment.js'

/** In which order runs really began, and how that is known. */
export interface RunOrder {
  /** Ids of the runs with a known start, earliest first. */
  runs: string[]
  /** Of the kind "the monotonic clock", for sentences. */
  basis: string
  /** What is remarkable of the clocks: two boots, a wall clock that was set. */
  remarks: string[]
  /** Pairs of runs that ran at the same time. */
  overlaps: [string, string][]
}

type Timed = RunData & { time: NonNullable<RunData['time']> }

/** Null where no run recorded its clocks. `planned` are run ids in the order of the plan. */
export function clockOrder(runs: readonly RunData[], planned: readonly string[]): RunOrder | null {
  const timed = runs.filter((run): run is Timed => run.time !== null)
  if (timed.length === 0) return null
  const boots = new Set(timed.map(({ kernel }) => kernel?.bootId ?? null))
  if (!boots.has(null)) return byBoots(timed, boots.size)
  const byWall = sorted(timed, 'realtime')
  const sinceBoot = sorted(timed, 'monotonic')
  if (same(byWall, sinceBoot)) return orderOf(sinceBoot, 'monotonic', 'the clocks', [])
  // without boot ids, a reboot and a wall clock set back look alike
  const fits = (list: readonly Timed[]) => same(list, inPlan(timed, planned))
  const at = firstBackwards(byWall, 'monotonic')
  const restart = `The clocks since boot go back at ${at}: the machine was rebooted there, or its wall clock was set; no boot id was recorded.`
  return fits(sinceBoot) && !fits(byWall)
    ? orderOf(sinceBoot, 'monotonic', 'the monotonic clock', [restart])
    : orderOf(byWall, 'realtime', 'the wall clock', [restart])
}

function byBoots(timed: readonly Timed[], boots: number): RunOrder {
  const byWall = sorted(timed, 'realtime')
  if (boots === 1) {
    const list = sorted(timed, 'monotonic')
    const at = firstBackwards(list, 'realtime')
    const remarks =
      at === null
        ? []
        : [`The wall clock was set back before ${at}; the monotonic clock of the one boot is used instead.`]
    return orderOf(list, 'monotonic', 'the monotonic clock', remarks)
  }
  const ids = [...new Set(byWall.map(({ kernel }) => kernel?.bootId))]
  const list = ids.flatMap((boot) =>
    sorted(
      timed.filter(({ kernel }) => kernel?.bootId === boot),
      'monotonic',
    ),
  )
  const first = ids.slice(1).map((boot) => list.find(({ kernel }) => kernel?.bootId === boot)?.id ?? '')
  return orderOf(list, 'realtime', 'the monotonic clock within each boot, the wall clock between them', [
    `${boots} boots: the machine was rebooted before ${first.join(', ')}.`,
  ])
}

function orderOf(
  list: readonly Timed[],
  clock: keyof Clocks,
  basis: string,
  remarks: readonly string[],
): RunOrder {
  const overlaps = list.slice(1).flatMap((run, index): [string, string][] => {
    const before = list[index] as Timed
    const comparable = (before.kernel?.bootId ?? null) === (run.kernel?.bootId ?? null)
    const on = comparable && clock === 'monotonic' ? 'monotonic' : 'realtime'
    return before.time.end[on] > run.time.start[on] ? [[before.id, run.id]] : []
  })
  return { runs: list.map(({ id }) => id), basis, remarks: [...remarks], overlaps }
}

/**
 * The order of standalone files, by a counter that only grows since boot: each run has the counter of its two copies of
 * /proc/vmstat. Null where a run has none, or where two runs overlap: then they are of two boots or two machines.
 */
export function counterOrder({ runs }: Pick<Experiment, 'runs'>): RunOrder | null {
  const seen = runs.flatMap((run) => {
    const faults = valueOf(run, 'vmstat')?.faultsSinceBoot
    return faults === undefined ? [] : [{ id: run.id, ...faults }]
  })
  if (seen.length < runs.length || seen.length === 0) return null
  seen.sort((a, b) => a.before - b.before || (a.id < b.id ? -1 : 1))
  const apart = seen.every((run, index) => index === 0 || run.before >= (seen[index - 1]?.after ?? 0))
  if (!apart) return null
  return { runs: seen.map(({ id }) => id), basis: 'pgfault since boot', remarks: [], overlaps: [] }
}

function sorted(runs: readonly Timed[], clock: keyof Clocks): Timed[] {
  return [...runs].sort((a, b) => {
    const difference = a.time.start[clock] - b.time.start[clock]
    if (difference !== 0n) return difference < 0n ? -1 : 1
    return a.id < b.id ? -1 : 1
  })
}

const same = (a: readonly Timed[], b: readonly Timed[]) => a.every(({ id }, index) => b[index]?.id === id)

function inPlan(runs: readonly Timed[], planned: readonly string[]): Timed[] {
  const place = new Map(planned.map((id, index) => [id, index]))
  return [...runs].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
}

/** The first run of a list whose clock is behind that of the one before it; null where the clock never goes back. */
function firstBackwards(list: readonly Timed[], clock: keyof Clocks): string | null {
  const found = list.find((run, index) => {
    const before = list[index - 1]
    return before !== undefined && before.time.start[clock] > run.time.start[clock]
  })
  return found?.id ?? null
}
