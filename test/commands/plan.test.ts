import { expect, test } from '@jest/globals'
import { main } from '../../src/cli.js'

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const stdout = { write: (text: string) => (out += text) }
  const stderr = { write: (text: string) => (err += text) }
  return { code: await main(['plan', ...args], { stdout, stderr }), out, err }
}

test('before an experiment, in words', async () => {
  const { code, out } = await run('--effect', '5', '--spread', '4', '--metrics', '9')
  expect(code).toBe(0)
  expect(out).toContain('9 primary metrics need at least 9 blocks for any verdict')
  expect(out).toContain('About 23 blocks in all find a change of 5.0% with 80% power')
  // the power of the test that so many blocks get, a row of blocks above a row of shares
  expect(out).toMatch(/blocks +6 +8 +12 +16 +20 +24\n +power +0% +0% +30% +54% +71% +83%/)
})

test('a plan that cannot reach a verdict is refused, unless it is to describe', async () => {
  const args = ['--effect', '5', '--spread', '4', '--metrics', '4', '--blocks', '6']
  const { code, out, err } = await run(...args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain('expected at least 8 blocks for 4 primary metrics, found 6')
  const described = await run(...args, '--describe-only')
  expect(described.code).toBe(0)
  expect(described.out).toContain('6 blocks describe and do not test.')
  expect((await run('--effect', '5', '--spread', '4', '--blocks', '6')).code).toBe(0)
})

test('before an experiment, as JSON', async () => {
  const { out } = await run('--effect', '5%', '--spread', '4', '--json')
  expect(JSON.parse(out)).toMatchObject({
    metrics: 1,
    fewest: 6,
    planned: [{ effect: 0.05, needed: { blocks: 13, low: 13, high: 13 } }],
  })
})

test('after a pilot', async () => {
  const { code, out } = await run('reports/one-liner-7.2/report.json', '--blocks', '20')
  expect(code).toBe(0)
  expect(out).toMatch(/Throughput: the change within a block has a standard deviation of 2\d%/)
  expect(out).toContain('20 blocks detect ')
  expect(out).toContain('Swap-ins per operation: cannot be planned for: some runs have 0 or less')
})

test.each([
  [[], 'both --effect and --spread'],
  [['--effect', '5'], 'both --effect and --spread'],
  [['x.json', '--effect', '5', '--spread', '4'], 'a report and an assumption'],
  [['--effect', 'NaN', '--spread', '4'], 'a percentage from 0.01 to 1000, found NaN'],
  [['--effect', '5', '--spread', '-4'], 'found -4'],
  [['--effect', '5', '--spread', '4', '--blocks', '2.5'], 'a whole number from 1 to 1000, found 2.5'],
  [['reports/one-liner-7.2/report.json', '--metrics', '3'], 'leave --metrics out'],
  [['package.json'], 'package.json'],
  [['nowhere.json'], 'nowhere.json'],
])('bad usage %j: one line that says what to do', async (args, says) => {
  const { code, out, err } = await run(...args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(says)
  expect(err.trimEnd()).not.toContain('\n')
})
