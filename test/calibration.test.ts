import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

interface Results {
  experiments: Record<string, number>
  families: {
    name: string
    blocks: number
    metrics: number
    correlation: number
    error: [number, number]
    coverage: [number, number]
    power: [number, number]
  }[]
  looks: { looks: number[]; metrics: number; error: number }[]
  carryOver: {
    carry: number
    effect: number
    blocks: number
    claims: number
    fired: number
    left: number
  }[]
  collapses: { off: number; on: number; found: number[] }[]
  bare: { m: number; n: number; ratio: number; name: string; both: number }[]
  equivalence: { name: string; blocks: number; wrong: number }[]
  peeking: { once: number; adviceNow: number }
  order: { name: string; blocks: number; balanced: number }[]
  counts: { mean: number; blocks: number; found: number; covered: number | null }[]
}
const read = <T>(name: string) => JSON.parse(readFileSync(`bench/calibration/${name}`, 'utf8')) as T
const results = read<Results>('results.json')
const number = (part: string, share = 1) => (results.experiments[part] ?? 0) * share
/** Five per cent and three standard errors of a share found in so many experiments. */
const most = (n: number) => 0.05 + 3 * Math.sqrt(0.0475 / n)

test('docs/calibration.md is what the results say; if not, run: npm run bench:calibration', async () => {
  const page = '../bench/calibration/page.mjs'
  const made = (await import(page)) as { page(results: Results): string }
  expect(readFileSync('docs/calibration.md', 'utf8')).toBe(made.page(results))
})

test('enough experiments that an error of 10 % could not pass for 5 %', () => {
  for (const [part, share] of [
    ['families', 0.5],
    ['looks', 1],
    ['carryOver', 1],
    ['bare', 1],
    ['equivalence', 1],
  ] as const)
    expect(most(number(part, share))).toBeLessThan(0.075)
})

test.each(results.families)(
  '$name, $blocks blocks, $metrics metrics, correlation $correlation: error and coverage hold',
  ({ error, coverage, metrics }) => {
    const n = number('families', 0.5)
    expect(error[1]).toBeLessThanOrEqual(most(n))
    // metrics of one experiment are not independent: as if there were one
    expect(coverage[1]).toBeGreaterThanOrEqual(0.95 - 3 * Math.sqrt(0.0475 / n))
    expect(metrics).toBeGreaterThan(0)
  },
)

test('with an order effect of 3 SD the second edition finds what the first does not', () => {
  const one = results.families.find(({ name, blocks }) => name === 'order effect of 3 SD' && blocks === 12)
  expect(one?.power[0]).toBeLessThan(0.05)
  expect(one?.power[1]).toBeGreaterThan(0.25)
})

test.each(results.looks)('looks $looks, $metrics metrics: at most 5 % over all looks', ({ error }) => {
  expect(error).toBeLessThanOrEqual(most(number('looks')))
})

test.each(results.carryOver.filter(({ effect }) => effect === 0))(
  'carry-over of $carry SD, $blocks blocks: no false verdict left beyond the error',
  ({ carry, blocks, fired, left }) => {
    const n = number('carryOver')
    expect(left).toBeLessThanOrEqual(most(n))
    if (carry >= 2 && blocks >= 12) expect(fired).toBeGreaterThanOrEqual(0.8)
    // 0.1 to the one side and 0.025 to the other
    if (carry === 0) expect(fired).toBeLessThanOrEqual(0.125 + 3 * Math.sqrt((0.125 * 0.875) / n))
  },
)

test.each(results.carryOver.filter(({ effect }) => effect > 0))(
  'of what is found in $blocks blocks without a carry-over the check takes no more than its error',
  ({ claims, left }) => {
    const share = 1 - left / claims
    expect(share).toBeLessThanOrEqual(0.125 + 3 * Math.sqrt((0.125 * 0.875) / (claims * number('carryOver'))))
  },
)

test.each(results.collapses.filter(({ off, on }) => off === on))(
  'equal collapse of $off: $found',
  ({ found }) => {
    for (const one of found) expect(one).toBeLessThanOrEqual(most(number('collapses')))
  },
)

// with fewer runs than 6 there is no test
test.each(results.bare.filter(({ m, n }) => Math.min(m, n) >= 6))(
  '$m + $n runs, spread $ratio, $name: both tests together at most 5 %',
  ({ both }) => expect(both).toBeLessThanOrEqual(most(number('bare'))),
)

test.each(results.equivalence)('$name, $blocks blocks: wrongly equivalent at most 5 %', ({ wrong }) => {
  expect(wrong).toBeLessThanOrEqual(most(number('equivalence')))
})

test('who adds as many blocks as were advised is not misled', () => {
  expect(results.peeking.once).toBeLessThanOrEqual(most(number('peeking')))
  expect(results.peeking.adviceNow).toBeLessThanOrEqual(most(number('peeking')))
})

test.each(results.order)('$name in a balanced order, $blocks blocks: at most 5 %', ({ balanced }) =>
  expect(balanced).toBeLessThanOrEqual(most(number('order', 50))),
)

test.each(results.counts)(
  'counts with a mean of $mean, $blocks blocks: error and coverage',
  ({ found, covered }) => {
    expect(found).toBeLessThanOrEqual(most(number('counts')))
    expect(covered ?? 1).toBeGreaterThanOrEqual(0.95 - 3 * Math.sqrt(0.0475 / number('counts')))
  },
)
