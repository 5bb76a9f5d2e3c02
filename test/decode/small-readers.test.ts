import { describe, expect, test } from '@jest/globals'
import { parseLruGen } from '../../src/decode/lru-gen.js'
import { oomDump } from '../../src/decode/oom-dump.js'

// readers asked directly, with values that are known by hand

describe('the report of a kill', () => {
  /** 1000 pages of anonymous memory of `size` KiB each, and 10 of page cache. */
  const kill = (size: number) => {
    const dump = oomDump(
      'fio',
      'fio invoked oom-killer: gfp_mask=0x140dca(GFP_HIGHUSER), order=3, oom_score_adj=0',
    )
    for (const line of [
      'active_anon:400 inactive_anon:600 isolated_anon:0',
      `Node 0 active_anon:${400 * size}kB inactive_anon:${600 * size}kB active_file:0kB`,
      'Node 0 DMA free:1000kB boost:0kB',
      'Node 0 DMA32 free:24kB boost:0kB',
      '10 total pagecache pages',
      'Free swap  = 7kB',
      'Total swap = 99kB',
      '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
      '[     41]     0    41     9000      300     49152        5             0 fio',
      '[     42]     0    42     9000      200     49152      200             0 fio',
      '[     43]     0    43     9000        1     49152        0             0 sh',
      // none of them
      '[12345678901]  0    44     9000      900     49152        0             0 sh',
      '[     45      0    45     9000      900     49152        0             0 sh',
    ])
      dump.take(line)
    return dump.end('41')
  }
  test('free memory of all zones, swap, page cache, and the rank of the victim with what it had in swap', () => {
    expect(kill(4)).toMatchObject({
      asker: 'fio',
      order: 3,
      freeBytes: 1024 * 1024,
      swapFreeBytes: 7 * 1024,
      swapBytes: 99 * 1024,
      pageCacheBytes: 10 * 4096,
      rank: 2,
      tasks: 3,
    })
  })
  test('pages have 4 to 64 KiB; of another size nothing is known of the page cache', () => {
    expect([2, 4, 16, 64, 128].map((size) => kill(size).pageCacheBytes)).toEqual([
      null,
      10 * 4096,
      10 * 16_384,
      10 * 65_536,
      null,
    ])
  })
})

test('generations of two cgroups and nodes: each newest one, pages of a generation together, by age apart', () => {
  const seen = parseLruGen(
    [
      'memcg     1 /',
      ' node     0',
      '          7       5000         10         20 ',
      '          8        900          1          2x',
      'memcg     2 /job',
      ' node     0',
      '          8       5000        100         -0 ',
      ' node     1',
      '          9        100          0          0 ',
      'something else',
      '',
    ].join('\n'),
  )
  expect([...seen.newest]).toEqual([
    ['1 / 0', 8],
    ['2 /job 0', 8],
    ['2 /job 1', 9],
  ])
  expect(seen.generations).toEqual([
    { sequence: 9, ageMilliseconds: 100, anonymous: 0, file: 0 },
    { sequence: 8, ageMilliseconds: 900, anonymous: 101, file: 2 },
    { sequence: 7, ageMilliseconds: 5000, anonymous: 10, file: 20 },
  ])
  expect(seen.ages).toEqual([
    { milliseconds: 900, pages: 3 },
    { milliseconds: 5000, pages: 130 },
  ])
  expect([seen.unknownLines, seen.repeated]).toEqual([1, []])
})
