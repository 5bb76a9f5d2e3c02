import { wordSetting } from './setting.js'

const DIRECTORY = '/sys/kernel/mm/transparent_hugepage'

export const TRANSPARENT_HUGE_PAGES = [
  wordSetting({
    name: 'thp.defrag',
    file: `${DIRECTORY}/defrag`,
    what: 'When a fault stalls in direct reclaim and compaction to get a huge page.',
  }),
  wordSetting({
    name: 'thp.enabled',
    file: `${DIRECTORY}/enabled`,
    what: 'Which anonymous memory may get transparent huge pages.',
  }),
  wordSetting({
    name: 'thp.shmem_enabled',
    file: `${DIRECTORY}/shmem_enabled`,
    what: 'Which shared memory may get transparent huge pages.',
  }),
  ...[16, 32, 64, 128, 256, 512].map((size) =>
    wordSetting({
      name: `mthp-${size}k`,
      file: `${DIRECTORY}/hugepages-${size}kB/enabled`,
      what: `Which anonymous memory may get folios of ${size} KiB.`,
    }),
  ),
]
