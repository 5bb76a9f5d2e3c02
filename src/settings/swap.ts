import { booleanSetting, numberSetting, textSetting, wordSetting } from './setting.js'

const ZSWAP = '/sys/module/zswap/parameters'

export const SWAP = [
  wordSetting({
    name: 'zram.compressor',
    file: '/sys/block/zram0/comp_algorithm',
    what: 'How the first zram device compresses what is swapped to it.',
  }),
  textSetting({ name: 'zswap.compressor', file: `${ZSWAP}/compressor`, what: 'How zswap compresses pages.' }),
  booleanSetting({
    name: 'zswap.enabled',
    file: `${ZSWAP}/enabled`,
    what: 'Whether pages are compressed in memory before they go to the swap device.',
  }),
  numberSetting({
    name: 'zswap.max_pool_percent',
    file: `${ZSWAP}/max_pool_percent`,
    what: 'Share of memory that the compressed pages of zswap may take, in percent.',
  }),
  booleanSetting({
    name: 'zswap.shrinker_enabled',
    file: `${ZSWAP}/shrinker_enabled`,
    what: 'Whether zswap writes cold pages to the swap device when memory is short.',
  }),
]
