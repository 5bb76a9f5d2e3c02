import { expect, test } from '@jest/globals'
import { reclaimedPages } from '../../src/tables/reclaimed.js'
import { run } from '../made.js'
import { check, vmstat } from './one-check.js'

test('pages reclaimed are those of all reclaim where the kernel counts it, else those outside of cgroups', () => {
  const outside = [
    ['pgsteal_kswapd', 10],
    ['pgsteal_direct', 5],
  ] as const
  expect(reclaimedPages(new Map(outside))).toBe(15)
  expect(reclaimedPages(new Map([...outside, ['pgsteal_anon', 0], ['pgsteal_file', 0]]))).toBe(0)
  expect(
    reclaimedPages(
      new Map([
        ['pgsteal_anon', 100],
        ['pgsteal_file', 17],
        ['pgsteal_direct', 0],
      ]),
    ),
  ).toBe(117)
  expect(reclaimedPages(undefined)).toBe(0)
})

const reclaimed = (id: string, kernel: string | null, [anon, file, kswapd, direct]: number[]) =>
  run(
    id,
    {
      vmstat: vmstat({
        pgsteal_anon: anon ?? 0,
        pgsteal_file: file ?? 0,
        pgsteal_kswapd: kswapd ?? 0,
        pgsteal_direct: direct ?? 0,
        pgsteal_khugepaged: 5,
      }),
    },
    kernel === null ? {} : { kernel: { release: kernel, build: 'x', bootId: '0'.repeat(16) } },
  )
const sums = (...runs: ReturnType<typeof run>[]) => check('reclaimed-sums', ...runs)

test('pages by kind and by whom add up, within 1%, and who gave them is told', () => {
  expect(
    sums(
      reclaimed('off-1', '6.12.1', [3000, 7000, 8000, 1995]),
      reclaimed('on-1', '6.12.1', [6000, 2000, 7000, 1050]),
    ),
  ).toEqual({
    outcome: 'pass',
    text: 'Of the reclaimed pages were anonymous: 30% with MGLRU off, 75% with MGLRU on; all others were page cache, and the two add up to what was reclaimed, within 1%, in all 2 runs.',
    metrics: null,
  })
})

test('more by whom than by kind is wrong on every kernel', () => {
  const found = sums(reclaimed('off-1', '6.12.1', [3000, 7000, 9000, 1995]))
  expect(found).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('off-1: 10000 by kind, 11000 by whom.'),
  })
  expect(sums(reclaimed('off-1', '6.12.1', [0, 0, 2000, 0]))?.outcome).toBe('caution')
})

test('fewer by whom is what cgroups reclaim on kernels that leave that out, and wrong on those that do not', () => {
  const fewer = [3000, 7000, 5000, 1995]
  expect(sums(reclaimed('off-1', '6.12.1', fewer))).toMatchObject({
    outcome: 'pass',
    text: expect.stringMatching(/page cache\. The counters by whom have less: on this kernel/),
  })
  expect(sums(reclaimed('off-1', null, fewer))?.outcome).toBe('pass')
  expect(sums(reclaimed('off-1', '7.2.1', fewer))?.outcome).toBe('caution')
})

test('too few pages, and kernels before 5.8, say nothing', () => {
  expect(sums(reclaimed('off-1', '6.12.1', [100, 100, 500, 0]))).toBeNull()
  expect(sums(run('off-1', { vmstat: vmstat({ pgsteal_kswapd: 9000, pgsteal_direct: 1 }) }))).toBeNull()
})

test('one in a hundred more or fewer adds up, one page beyond does not', () => {
  // 5 pages are those of khugepaged
  const of = (byWhom: number) => sums(reclaimed('off-1', '7.2.1', [3000, 7000, byWhom - 5, 0]))
  expect([9899, 9900, 10_100, 10_101].map((byWhom) => of(byWhom)?.outcome)).toEqual([
    'caution',
    'pass',
    'pass',
    'caution',
  ])
  expect(of(9900)?.text).toContain('add up to what was reclaimed, within 1%, in the one run.')
})

test('a thousand pages by either sum are enough to look at', () => {
  expect(sums(reclaimed('off-1', '7.2.1', [0, 999, 994, 0]))).toBeNull()
  expect(sums(reclaimed('off-1', '7.2.1', [0, 1000, 994, 0]))?.outcome).toBe('pass')
  expect(sums(reclaimed('off-1', '7.2.1', [0, 999, 995, 0]))?.outcome).toBe('pass')
})

test('three runs are told', () => {
  const wrong = ['off-1', 'off-2', 'on-1', 'on-2'].map((id) => reclaimed(id, '7.2.1', [3000, 7000, 5995, 0]))
  expect(sums(...wrong)?.text).toMatch(
    /^In 4 of 4 runs .*: off-1: 10000 by kind, 6000 by whom; off-2: [^;]*; on-1: [^;]*\.$/,
  )
})
