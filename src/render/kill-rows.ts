import { formatNumber } from '../base/number-format.js'
import type { Report } from '../model/report.js'
import { NONE } from './cells.js'

type Kill = Report['kills'][number]['rows'][number]

export const KILL_HEADS = [
  'Run',
  'At, s',
  'By',
  'Victim',
  'Whose',
  'Its memory, MiB',
  'Rank',
  'Asked by',
  'Free, MiB',
  'Swap free, MiB',
  'Page cache, MiB',
  'Stall before, s',
] as const
/** Columns of numbers. */
export const KILL_NUMBERS = [1, 5, 8, 9, 10, 11] as const

const ROLES: Readonly<Record<Kill['role'], string>> = {
  hog: 'the workload’s',
  bystander: 'a bystander’s',
  unknown: NONE,
}

const number = (value: number | null) => (value === null ? NONE : formatNumber(value))
const mebibytes = (bytes: number | null) => (bytes === null ? NONE : formatNumber(bytes / 2 ** 20))

function askedBy({ asker, why }: Kill): string {
  if (asker === null) return NONE
  return why === 'min_ttl_ms' ? `${asker}, for min_ttl_ms` : why === 'SysRq' ? 'SysRq' : asker
}

/** A row of cells for each kill that the log tells of. */
export function killRows({ kills }: Report): string[][] {
  return kills.flatMap(({ run, rows }) =>
    rows.map((kill) => [
      run,
      number(kill.at),
      kill.by,
      kill.victim === null ? NONE : `${kill.victim}${kill.pid === null ? '' : ` (${kill.pid})`}`,
      ROLES[kill.role],
      mebibytes(kill.bytes),
      kill.rank === null ? NONE : `${kill.rank} of ${kill.tasks}`,
      askedBy(kill),
      `${mebibytes(kill.freeBytes)}${kill.scope === 'cgroup' && kill.freeBytes !== null ? ' (cgroup)' : ''}`,
      mebibytes(kill.swapFreeBytes),
      mebibytes(kill.pageCacheBytes),
      number(kill.stallSeconds),
    ]),
  )
}
