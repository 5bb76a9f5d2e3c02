/** A counter or tracepoint that the active/inactive LRU and the multi-gen LRU define differently. */
export interface LruDefinition {
  id: string
  names: RegExp
  /** What it counts with each of the two. */
  classic: string
  generations: string
  /** The kernel from which on both count the same; null: they never do. */
  alikeSince: readonly [number, number] | null
  /** Why the two are not comparable: a part of a sentence. */
  why: string
  source: string
}

/** A counter whose definition changed from one kernel to the next; a new name for the same definition is no change. */
export interface Redefinition {
  id: string
  names: RegExp
  kernel: readonly [number, number]
  /** Under which LRU it changed. */
  lru: 'generations' | 'both'
  change: string
  source: string
}

/** Sorted by id; the first whose names match holds. */
export const LRU_DEFINITIONS: readonly LruDefinition[] = [
  {
    id: 'generations',
    names: /^lru_gen\b/,
    classic: 'nothing: pages are in no generation',
    generations: 'generations and the ages of their pages',
    alikeSince: null,
    why: 'with the active/inactive LRU pages are in no generation',
    source: 'mm/vmscan.c (lru_gen_seq_show)',
  },
  {
    id: 'lists',
    names: /^nr_(?:zone_)?(?:in)?active_/,
    classic: 'pages on the list',
    generations: 'pages of generations that are mapped to the list for compatibility',
    alikeSince: null,
    why: 'with MGLRU the lists are generations, mapped for compatibility',
    source: 'include/linux/mm_inline.h (lru_gen_update_size)',
  },
  {
    id: 'pgrefill',
    names: /^pgrefill/,
    classic: 'pages scanned on the active list',
    generations: 'pages sorted into another generation',
    alikeSince: null,
    why: 'with MGLRU off it counts scans of the active list, with MGLRU on pages sorted into generations',
    source: 'mm/vmscan.c (shrink_active_list, scan_folios)',
  },
  {
    id: 'pgscan',
    names: /^pgscan_/,
    classic: 'pages scanned',
    generations: 'pages isolated',
    alikeSince: null,
    why: 'with MGLRU on it counts isolated pages, with MGLRU off scanned pages',
    source: 'mm/vmscan.c (shrink_inactive_list, scan_folios)',
  },
  {
    id: 'shrink-active',
    names: /^mm_vmscan_lru_shrink_active$/,
    classic: 'scans of the active list',
    generations: 'nothing: it never fires',
    alikeSince: null,
    why: 'with MGLRU on it never fires',
    source: 'mm/vmscan.c (shrink_active_list)',
  },
  {
    id: 'shrink-inactive',
    names: /^mm_vmscan_lru_(?:isolate|shrink_inactive)$/,
    classic: 'batches isolated and scanned',
    generations: 'batches of other sizes since 6.7, nothing before',
    alikeSince: null,
    why: 'with MGLRU on it fires only since Linux 6.7, and for batches of other sizes',
    source: 'mm/vmscan.c, commit 8c2214fc9a47',
  },
  {
    id: 'throttled',
    names: /^mm_vmscan_throttled$/,
    classic: 'all reasons for throttling',
    generations: 'few of them',
    alikeSince: null,
    why: 'most reasons for throttling exist only on the path of the active/inactive LRU',
    source: 'mm/vmscan.c (reclaim_throttle)',
  },
  {
    id: 'workingset',
    names: /^workingset_(?:refault|activate)_/,
    classic: 'all pages whose shadow entry was found, and those activated',
    generations: 'since 6.5 the same; before, only pages evicted recently, and protected pages',
    alikeSince: [6, 5],
    why: 'before Linux 6.5 MGLRU counted only refaults of recently evicted pages, so it seems to have fewer than it has',
    source: 'mm/workingset.c, "Multi-gen LRU: fix workingset accounting" (May 2023)',
  },
  {
    id: 'workingset-restore',
    names: /^workingset_restore_/,
    classic: 'refaults of pages that were in the working set',
    generations: 'refaults in page faults, or of pages with many references',
    alikeSince: null,
    why: 'what counts as having been in the working set differs between MGLRU on and off',
    source: 'mm/workingset.c (lru_gen_refault)',
  },
]

export const REDEFINITIONS: readonly Redefinition[] = [
  {
    id: 'khugepaged',
    names: /^(?:pgscan|pgsteal|pgdemote)_direct$/,
    kernel: [6, 2],
    lru: 'both',
    change: 'reclaim by khugepaged is counted apart',
    source: 'commit 57e9cc50f4dd',
  },
  {
    id: 'shrink-inactive-generations',
    names: /^mm_vmscan_lru_(?:isolate|shrink_inactive)$/,
    kernel: [6, 7],
    lru: 'generations',
    change: 'it fires with MGLRU on, too',
    source: 'commit 8c2214fc9a47',
  },
  {
    id: 'workingset-generations',
    names: /^workingset_(?:refault|activate)_/,
    kernel: [6, 5],
    lru: 'generations',
    change: 'MGLRU counts all refaults, not only those of recently evicted pages',
    source: '"Multi-gen LRU: fix workingset accounting" (May 2023)',
  },
  {
    id: 'zero-pages',
    names: /^pswp(?:in|out)$/,
    kernel: [6, 12],
    lru: 'both',
    change: 'zero-filled pages are not written to swap, and not counted',
    source: 'commit 0ca0c24e3211',
  },
]

/**
 * Counters and events of reclaim that leave out what a memory cgroup reclaims on its own: mm/vmscan.c counts them only
 * `if (!cgroup_reclaim(sc))`, and traces that reclaim under other names. pgscan_anon and pgsteal_anon, pswpin, pswpout, refaults and
 * faults have it. In 2026 patches made the counters node statistics, which have it, too.
 */
export const OUTSIDE_CGROUPS =
  /^(?:(?:pgscan|pgsteal)_(?:direct|khugepaged)|pgrefill|allocstall.*|mm_vmscan_direct_reclaim_(?:begin|end))$/
/** Up to here, exclusive, they certainly do. */
export const OUTSIDE_CGROUPS_UNTIL = [7, 0] as const
