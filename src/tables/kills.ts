import { type RunData, valueOf } from '../experiment/experiment.js'
import { type KernelLog, type LoggedKill, MAX_KILLS } from '../streams/kernel-log.js'

/** hog: a process of the workload; bystander: any other; unknown: the run does not tell whose it was. */
export type KillRole = 'hog' | 'bystander' | 'unknown'

/** What the kernel keeps of a name. */
const NAME_LENGTH = 15

/**
 * Whose process a kill ended. Where both cgroups are recorded they decide: what is in the workload's, or is a cgroup that holds it, is the
 * hog. Else a name that begins with that of the workload's program is the hog, and any other proves nothing: a script's
 * processes have names of their own.
 */
export function killRole(
  { cgroup, name, by }: LoggedKill,
  run: Pick<RunData, 'cgroup' | 'workload'>,
): KillRole {
  const own = run.cgroup?.path
  if (own !== undefined && own !== '/' && cgroup !== null) {
    const inside = `${cgroup}/`.includes(`${own}/`)
    const around = by === 'systemd-oomd' && cgroup !== '/' && own.startsWith(`${cgroup}/`)
    return inside || around ? 'hog' : 'bystander'
  }
  const program = run.workload?.argv[0]?.split('/').at(-1)?.slice(0, NAME_LENGTH)
  return program !== undefined && program !== '' && name?.startsWith(program) === true ? 'hog' : 'unknown'
}

/**
 * Why memory was given by a kill: kswapd asks for one only where every generation is younger than min_ttl_ms (lru_gen_age_node in
 * mm/vmscan.c); order −1 is what SysRq asks with.
 */
export function killReason({ asker, order, by }: LoggedKill): 'min_ttl_ms' | 'SysRq' | 'allocation' | null {
  if (by !== 'kernel' || asker === null) return null
  if (order === -1) return 'SysRq'
  return /^kswapd\d{1,4}$/.test(asker) ? 'min_ttl_ms' : 'allocation'
}

/** The kills of the measured window; a text says why they are not known. */
export function killsInWindow({ kills }: KernelLog): readonly LoggedKill[] | string {
  if (kills.some(({ at }) => at === null)) return 'the log does not tell when a process was killed'
  return kills.length < MAX_KILLS ? kills : `more than ${MAX_KILLS - 1} processes were killed`
}

/** The first kill of the measured window; a text says why there is none, or none is known. */
export function firstKill(log: KernelLog): LoggedKill | string {
  const kills = killsInWindow(log)
  if (typeof kills === 'string') return kills
  const [first] = kills.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0))
  return first ?? 'no process was killed for its memory'
}

/** Seconds of memory.full pressure from the start of the measured window to a moment of it; null where PSI does not reach so far. */
export function stallBefore(run: RunData, at: number | null): number | null {
  const full = valueOf(run, 'psi')?.series?.['memory.full']
  if (full === undefined || at === null || at < 0) return null
  const { binSeconds, sum, covered } = full
  const bins = Math.floor(at / binSeconds)
  if (bins >= sum.length || covered.slice(0, bins).some((seconds) => seconds === 0)) return null
  const whole = sum.slice(0, bins).reduce((total, seconds) => total + seconds, 0)
  const seen = covered[bins] ?? 0
  return seen > 0 ? whole + ((sum[bins] ?? 0) * Math.min(seen, at - bins * binSeconds)) / seen : null
}

/** MemAvailable in the second of a moment of the measured window, bytes; null where meminfo was not recorded there. */
export function availableAt(run: RunData, at: number | null): number | null {
  const levels = valueOf(run, 'meminfo')?.series?.['available']
  if (levels === undefined || at === null || at < 0) return null
  const bin = Math.floor(at / levels.binSeconds)
  const seconds = levels.covered[bin] ?? 0
  return seconds > 0 ? (levels.sum[bin] ?? 0) / seconds : null
}
