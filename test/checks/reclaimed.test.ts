import { expect, test } from '@jest/globals'
import { reclaimedPages } from '../../src/tables/reclaimed.js'

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
