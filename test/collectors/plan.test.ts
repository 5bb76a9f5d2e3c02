import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'

const RUN = new URL('../../collectors/run-experiment', import.meta.url).pathname

/** The plan as --dry-run prints it: id, kind, block, position and condition of every run. */
function plan(...options: string[]): string[][] {
  const result = spawnSync('bash', [RUN, '--dry-run', '--id', 'x', ...options], { encoding: 'utf8' })
  expect(result.stderr).toBe('')
  expect(result.status).toBe(0)
  return result.stdout
    .split('\n')
    .map((line) => /^ *\d+ {2}(\S+) +(\w+) +block (\S+) +position (\S+) +(\S+)$/.exec(line)?.slice(1) ?? [])
    .filter((row) => row.length > 0)
}

function firsts(rows: string[][]): string[] {
  return rows.filter((row) => row[1] === 'measured' && row[3] === '1').map((row) => row[4] ?? '')
}

test.each([1, 2, 6, 7, 12, 31])('a plan of %i blocks is balanced', (blocks) => {
  const rows = plan('--blocks', String(blocks), '--seed', 'balance')
  const measured = rows.filter((row) => row[1] === 'measured')
  expect(rows[0]).toEqual(['w01-mglru-off', 'warmup', '-', '-', 'mglru-off'])
  expect(measured).toHaveLength(2 * blocks)
  for (let block = 1; block <= blocks; block++) {
    const pair = measured.filter((row) => row[2] === String(block))
    expect(pair.map((row) => row[3])).toEqual(['1', '2'])
    expect(pair.map((row) => row[4]).sort()).toEqual(['mglru-off', 'mglru-on'])
  }
  const off = firsts(rows).filter((condition) => condition === 'mglru-off').length
  expect(Math.abs(off - (blocks - off))).toBe(blocks % 2)
})

test('the order hangs on the seed alone', () => {
  const one = plan('--blocks', '20', '--seed', 'one')
  expect(plan('--blocks', '20', '--seed', 'one')).toEqual(one)
  const orders = new Set(
    ['one', 'two', 'three', 'four'].map((seed) => firsts(plan('--blocks', '20', '--seed', seed)).join()),
  )
  expect(orders.size).toBe(4)
})

test('over many seeds each block starts with each condition about as often', () => {
  const counts = [0, 0, 0, 0]
  for (let seed = 0; seed < 40; seed++) {
    firsts(plan('--blocks', '4', '--seed', `s${seed}`)).forEach((condition, block) => {
      if (condition === 'mglru-off') counts[block] = (counts[block] ?? 0) + 1
    })
  }
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(80)
  // 40 fair draws lie within 8..32 but for one case in ten thousand; the seeds are fixed, so this is no lottery.
  for (const count of counts) expect(Math.abs(count - 20)).toBeLessThan(12)
})

test('two like conditions are told apart, and masks and min_ttl_ms show in the names', () => {
  expect(new Set(plan('--conditions', 'off,off').map((row) => row[4]))).toEqual(
    new Set(['mglru-off-a', 'mglru-off-b']),
  )
  expect(new Set(plan('--conditions', '0x1,on:min_ttl_ms=1000').map((row) => row[4]))).toEqual(
    new Set(['mglru-0x0001', 'mglru-on-ttl1000']),
  )
})

test('untraced pairs are spread over the experiment', () => {
  const kinds = plan('--blocks', '6', '--untraced', '2')
    .map((row) => row[1]?.[0])
    .join('')
  expect(kinds).toBe('wmmmmmmuummmmmmuu')
})

test.each([
  [['--blocks', '0'], '--blocks: expected a whole number from 1 to 10000, found "0"'],
  [['--blocks', '1; rm -rf /'], '--blocks: expected a whole number'],
  [['--conditions', 'off'], '--conditions: expected two'],
  [['--conditions', 'off,0x12345'], 'expected off, on or a mask'],
  [['--conditions', 'on,on:ttl=5'], 'expected min_ttl_ms=NUMBER'],
  [['--profile', '../../etc/passwd'], '--profile: expected letters'],
  [['--profile', 'nosuch'], 'there is no profile "nosuch"; there are: '],
  [['--id', 'a/b'], '--id: expected letters'],
  [['--memory-max', '0'], '--memory-max: expected a number of bytes'],
  [['--thp', 'maybe'], '--thp: expected always'],
  [['--primary', 'x:y'], '--primary: expected METRIC'],
  [['--what'], 'unknown option "--what"'],
  [['--seed'], '--seed needs a value'],
  [['--'], 'expected a command after --'],
])('%j is refused with a sentence', (options, message) => {
  const result = spawnSync('bash', [RUN, '--dry-run', ...options], { encoding: 'utf8' })
  expect(result.status).toBe(2)
  expect(result.stderr).toContain(`run-experiment: `)
  expect(result.stderr).toContain(message)
})
