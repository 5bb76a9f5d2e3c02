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
