import { LRU_DEFINITIONS, OUTSIDE_CGROUPS, REDEFINITIONS } from './definitions.js'

/** Between which runs counters may be compared, in words, for the documentation: sentences without a final period. */
export function comparabilityText(names: readonly string[]): string {
  const rules = LRU_DEFINITIONS.filter((row) => names.some((name) => row.names.test(name)))
  const changes = REDEFINITIONS.filter((row) => names.some((name) => row.names.test(name)))
  const texts = [
    ...rules.map(({ alikeSince, why }) =>
      alikeSince === null
        ? `only where both conditions use the same LRU: ${why}`
        : `between MGLRU off and on since Linux ${alikeSince.join('.')}: ${why}`,
    ),
    ...changes
      .filter(({ lru }) => lru === 'both')
      .map(
        ({ kernel, change, source }) =>
          `not between kernels before and since Linux ${kernel.join('.')}: ${change} (${source})`,
      ),
    ...(names.some((name) => OUTSIDE_CGROUPS.test(name))
      ? ['not where the workload has a memory limit: reclaim within its memory cgroup is not counted']
      : []),
  ]
  if (rules.length === 0)
    texts.unshift(changes.length === 0 ? 'on every kernel, under all settings' : 'under all settings')
  return [...new Set(texts)].join('; ')
}
