import { adjustedSetting, numberSetting } from './setting.js'

const file = (name: string) => `/proc/sys/vm/${name}`

/** Seen between runs of one machine: huge pages and hotplug recalculate it. */
const SHARE_RECALCULATED = 0.05

export const VM = [
  adjustedSetting(SHARE_RECALCULATED)({
    name: 'vm.min_free_kbytes',
    file: file('min_free_kbytes'),
    what: 'Memory that the kernel keeps free: the min watermarks of all zones together. The kernel recalculates it.',
  }),
  numberSetting({
    name: 'vm.overcommit_memory',
    file: file('overcommit_memory'),
    what: 'Whether more memory may be promised than there is.',
  }),
  numberSetting({
    name: 'vm.page-cluster',
    file: file('page-cluster'),
    what: 'Logarithm to base 2 of the number of pages read from swap at once.',
  }),
  numberSetting({
    name: 'vm.swappiness',
    file: file('swappiness'),
    what: 'Relative cost of swapping against reading files again: 0 to 200.',
  }),
  numberSetting({
    name: 'vm.vfs_cache_pressure',
    file: file('vfs_cache_pressure'),
    what: 'How readily inodes and dentries are reclaimed, compared with page cache and swap.',
  }),
  numberSetting({
    name: 'vm.watermark_scale_factor',
    file: file('watermark_scale_factor'),
    what: 'Distance between the watermarks at which kswapd wakes and sleeps, in 1/10,000 of memory.',
  }),
  numberSetting({
    name: 'vm.watermark_boost_factor',
    file: file('watermark_boost_factor'),
    what: 'How far an allocation that fragments memory raises the watermarks, in 1/10,000.',
  }),
]
