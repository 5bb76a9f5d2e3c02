/**
 * Pages reclaimed by whoever reclaimed them, also within memory cgroups, as the events of reclaim have them: pgsteal_anon and
 * pgsteal_file (since Linux 5.8) are counted for all of it, pgsteal_kswapd and pgsteal_direct on 6.x kernels not for cgroups.
 */
export function reclaimedPages(deltas: ReadonlyMap<string, number> | undefined): number {
  const sum = (...names: string[]) => names.reduce((all, name) => all + (deltas?.get(name) ?? 0), 0)
  return deltas?.has('pgsteal_anon') === true
    ? sum('pgsteal_anon', 'pgsteal_file')
    : sum('pgsteal_kswapd', 'pgsteal_direct')
}

/** Pages reclaimed by what they held; null where the kernel does not tell (before Linux 5.8). */
export function reclaimedByKind(
  deltas: ReadonlyMap<string, number>,
): { anonymous: number; file: number } | null {
  const [anonymous, file] = [deltas.get('pgsteal_anon'), deltas.get('pgsteal_file')]
  return anonymous === undefined || file === undefined ? null : { anonymous, file }
}

/** The same pages by who reclaimed them; on 6.x kernels without what cgroups reclaim. */
export function reclaimedByWhom(deltas: ReadonlyMap<string, number>): number | null {
  const found = ['kswapd', 'direct', 'khugepaged', 'proactive'].flatMap(
    (who) => deltas.get(`pgsteal_${who}`) ?? [],
  )
  return found.length < 2 ? null : found.reduce((sum, pages) => sum + pages, 0)
}
