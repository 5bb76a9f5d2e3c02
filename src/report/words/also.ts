/** Other words that ask for a term of the glossary: those that reports, messages and help use. */
export const ALSO: Readonly<Record<string, string>> = {
  'ab-ba': 'ab, ba, ab ba, abba',
  'anonymous-memory': 'anon, anonymous, anonymous page',
  'bogo-op': 'bogus operation',
  'collapsed-run': 'collapse, collapsed, collapses',
  compaction:
    'kcompactd, compact, compacts, compacted, compact_result, contiguous, fragmented, fragmentation, fragment',
  'direct-reclaim': 'direct, reclaimed directly',
  generation: 'youngest, oldest, aging, age',
  'huge-page': 'huge',
  kswapd: 'background reclaim, wake-up, wake-ups',
  'major-fault': 'major',
  mglru: 'multi-gen lru, multi-gen, multigenerational lru',
  'minor-fault': 'minor',
  'oom-killer':
    'kill, killed, kills, killer, killable, out of memory, oom, lmkd, earlyoom, oomd, systemd-oomd, lowmemorykiller',
  'page-fault': 'fault, faulted, page',
  psi: 'pressure, pressures, some, full, io.some, memory.some, memory.full, memory pressure, stall information',
  reclaim: 'reclaimer, reclaimable, kernel reclaim',
  refault: 'refaulted',
  swap: 'swapped, swapping, swap-in, swap-out, swap-ins, swap-outs',
  thrashing: 'thrash, thrashes',
  'westfall-young': 'westfall, young, step-down, min-p',
}
