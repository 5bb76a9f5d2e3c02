import { reclaimedByKind } from '../tables/reclaimed.js'
import { defineMetric } from './metric.js'

export const reclaimedAnonShare = defineMetric({
  id: 'reclaimed-anon-share',
  title: 'Anonymous share of reclaimed pages',
  unit: 'share',
  better: 'neither',
  family: 'descriptive',
  smallestEffect: { relative: 0.05, absolute: 0.01 },
  why: 'Who gave the memory: of all pages that were reclaimed, those that were anonymous and went to swap. All others were page cache. The two LRUs balance the two in ways of their own, and it decides whether programs or files are read again.',
  how: 'Increase of pgsteal_anon over that of pgsteal_anon and pgsteal_file together, in /proc/vmstat, whole machine, reclaim within cgroups included. Slab is in neither: the kernel counts the objects that it looked at, not those that it freed. Missing where nothing was reclaimed, and before Linux 5.8.',
  requires: ['vmstat'],
  compute({ vmstat: { deltas } }) {
    const found = reclaimedByKind(deltas)
    if (found === null) return { missing: "this kernel's /proc/vmstat has no pgsteal_anon" }
    const all = found.anonymous + found.file
    return all === 0 ? { missing: 'nothing was reclaimed' } : { value: found.anonymous / all }
  },
})
