import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { stagedOrder } from '../../src/stats/staged-order.js'

const RUN = new URL('../../collectors/run-experiment', import.meta.url).pathname

/** The plan as --dry-run prints it: id, kind, block, position and condition of every run; however few blocks. */
function plan(...options: string[]): string[][] {
  const result = spawnSync('bash', [RUN, '--dry-run', '--describe-only', '--id', 'x', ...options], {
    encoding: 'utf8',
  })
  expect(result.stderr.replace('  warning: this plan describes and does not test\n', '')).toBe('')
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

const orderOf = (seed: string, ...options: string[]) =>
  firsts(plan('--seed', seed, ...options)).map((condition) => (condition === 'mglru-off' ? 0 : 1))

test.each([
  ['--blocks', [1]],
  ['--blocks', [7]],
  ['--blocks', [12]],
  ['--blocks', [31]],
  ['--looks', [12, 16, 20, 24]],
  ['--looks', [5, 10, 11, 14]],
  ['--looks', [1, 2, 3]],
] as const)('%s %j: the order is the one that src/stats draws from the same seed', (option, ends) => {
  for (const seed of ['one', "it's 2 + 2", 'x/y $(id) `']) {
    const text = option === '--looks' ? ends.join() : String(ends[0])
    expect(orderOf(seed, option, text)).toEqual(stagedOrder(seed, ends))
  }
})

test('an order drawn once stays what it was', () => {
  expect(stagedOrder('fixed', [12, 16]).join('')).toBe('1101100010010011')
})

/** How often condition x begins a block after one that ended with y, for the four pairs. */
function follows(order: readonly number[]): number[] {
  const counts = [0, 0, 0, 0]
  for (let block = 1; block < order.length; block++) {
    const at = 2 * (1 - (order[block - 1] as number)) + (order[block] as number)
    counts[at] = (counts[at] as number) + 1
  }
  return counts
}

test('each stage is balanced in itself, and at each look so are the predecessors', () => {
  const looks = [12, 16, 20, 24]
  for (let seed = 0; seed < 200; seed++) {
    const order = stagedOrder(`s${seed}`, looks)
    looks.forEach((end, stage) => {
      const part = order.slice(looks[stage - 1] ?? 0, end)
      expect(part.filter((first) => first === 0)).toHaveLength(part.length / 2)
      const counts = follows(order.slice(0, end))
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    })
  }
})

test('odd stages balance each other', () => {
  for (let seed = 0; seed < 50; seed++) {
    const ones = stagedOrder(`s${seed}`, [3, 8, 13]).reduce((sum, first) => sum + first, 0)
    expect([6, 7]).toContain(ones)
    const two = stagedOrder(`s${seed}`, [3, 8]).reduce((sum, first) => sum + first, 0)
    expect(two).toBe(4)
  }
})

test('over many seeds every order that fits is drawn about as often', () => {
  // of 8 blocks 36 orders have 4 of each kind and predecessors that differ by at most one
  const counts = new Map<string, number>()
  for (let seed = 0; seed < 3600; seed++) {
    const order = stagedOrder(`s${seed}`, [8]).join('')
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  expect(counts.size).toBe(36)
  const squares = [...counts.values()].reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0)
  // chi-square with 35 degrees of freedom; the seeds are fixed, so this is no lottery
  expect(squares).toBeLessThan(66.6)
})

test('two like conditions are told apart, and masks and min_ttl_ms show in the names', () => {
  expect(new Set(plan('--conditions', 'off,off').map((row) => row[4]))).toEqual(
    new Set(['mglru-off-a', 'mglru-off-b']),
  )
  expect(new Set(plan('--conditions', '0x1,on:min_ttl_ms=1000').map((row) => row[4]))).toEqual(
    new Set(['mglru-0x0001', 'mglru-on-ttl1000']),
  )
})

test('an untraced pair ends with the condition that the block before it ended with', () => {
  const rows = plan('--blocks', '8', '--untraced', '8')
  rows.forEach((row, index) => {
    if (row[1] !== 'untraced' || rows[index - 1]?.[1] !== 'measured') return
    expect(rows[index + 1]?.[4]).toBe(rows[index - 1]?.[4])
    expect(row[4]).not.toBe(rows[index - 1]?.[4])
  })
})

test('untraced pairs are spread over the experiment', () => {
  const kinds = plan('--blocks', '6', '--untraced', '2')
    .map((row) => row[1]?.[0])
    .join('')
  expect(kinds).toBe('wmmmmmmuummmmmmuu')
})

test.each([
  [['--blocks', '0'], '--blocks: expected a whole number from 1 to 1000, found "0"'],
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
  [['--primary', 'swap-in-rate:05'], '--primary: expected METRIC'],
  [
    ['--primary', 'no-such-metric'],
    'there is no metric "no-such-metric"; there are: allocation-stall-per-op ',
  ],
  [['--primary', 'swap-in-rate', '--primary', 'swap-in-rate:0.1'], 'swap-in-rate is named twice'],
  [
    ['--primary', 'kswapd-cpu-share', '--streams', '-kswapd-cpu'],
    'kswapd-cpu-share needs the stream kswapd-cpu, which is not recorded; add it to --streams',
  ],
  [
    ['--primary', 'page-faults', '--streams', '-page-faults'],
    'page-faults needs the stream page-faults or page-faults-raw',
  ],
  [['--primary', 'bogo-ops-rate', '--', 'sleep', '1'], 'bogo-ops-rate comes from stress-ng'],
  [['--streams', '-x$(touch pwned)'], '--streams: expected letters'],
  [['--seed', 'a\nb'], '--seed: expected 1 to 200 printable ASCII characters'],
  [['--looks', '8'], '--looks: expected 2 to 100 numbers of blocks'],
  [['--looks', '12,12'], '--looks: expected ascending numbers'],
  [['--looks', '12,a[$(touch pwned)]'], '--looks: expected 2 to 100 numbers'],
  [['--looks', '8,12', '--blocks', '16'], 'expected the last look at all 16 blocks of --blocks, found 12'],
  [['--looks', '8,12', '--to-look', '3'], '--to-look: expected a look from 1 to 2 (blocks 8 12), found 3'],
  [['--to-look', '1'], '--to-look: this experiment has no planned looks'],
  [['--conditions', '0x7,on'], '0x7 and on ask for the same settings; for an A/A comparison use --a-a'],
  [['--a-a', '--conditions', '0x1,on'], '--a-a: expected one condition'],
  [['--other-boot'], '--other-boot and --this-boot go with --resume'],
  [['--what'], 'unknown option "--what"'],
  [['--seed'], '--seed needs a value'],
  [['--'], 'expected a command after --'],
])('%j is refused with a sentence', (options, message) => {
  const result = spawnSync('bash', [RUN, '--dry-run', ...options], { encoding: 'utf8' })
  expect(result.status).toBe(2)
  expect(result.stderr).toContain(`run-experiment: `)
  expect(result.stderr).toContain(message)
})

test.each([
  // the least p of the signed-rank test is 2 / 2^n, times the metrics
  [6, 1, null],
  [6, 2, 'smallest possible adjusted p is 0.062 (blocks: 6, primary metrics: 2); take 7 blocks'],
  [7, 3, null],
  [7, 4, 'adjusted p is 0.062 (blocks: 7, primary metrics: 4); take 8 blocks'],
  [5, 1, 'adjusted p is 0.062 (blocks: 5, primary metrics: 1); take 6 blocks'],
  [1, 1, 'adjusted p is 1 (blocks: 1, primary metrics: 1)'],
  // from 12 on that of AB-BA is 2 / C(n, n / 2): 924 / 40 = 23.1
  [12, 23, null],
  [12, 24, 'adjusted p is 0.051 (blocks: 12, primary metrics: 24); take 13 blocks'],
] as const)('%i blocks and %i primary metrics: %s', (blocks, metrics, refusal) => {
  const declared = readFileSync(new URL('../../collectors/experiment/metrics.list', import.meta.url), 'utf8')
    .split('\n')
    .slice(0, metrics)
    .flatMap((line) => ['--primary', line.split('\t')[0] ?? ''])
  const options = ['--dry-run', '--streams', 'all', '--blocks', String(blocks), ...declared]
  const result = spawnSync('bash', [RUN, ...options], { encoding: 'utf8' })
  expect(result.stderr).toContain(refusal ?? '')
  expect(result.status).toBe(refusal === null ? 0 : 2)
  if (refusal !== null) {
    const described = spawnSync('bash', [RUN, ...options, '--describe-only'], { encoding: 'utf8' })
    expect(described.status).toBe(0)
    expect(described.stderr).toBe('  warning: this plan describes and does not test\n')
  }
})

test('looks share the error, and stages have fewer orders than all blocks at once', () => {
  const run = (...options: string[]) =>
    spawnSync('bash', [RUN, '--dry-run', ...options], { encoding: 'utf8' })
  // 2 looks of 8 blocks with 3 metrics: 2 / 256 * 3 * 2 = 0.047; with 5: 0.078
  const three = ['swap-in-rate', 'swap-out-rate', 'major-fault-rate'].flatMap((id) => ['--primary', id])
  expect(run('--looks', '6,8', ...three).status).toBe(0)
  expect(run('--looks', '6,8').stderr).toContain('0.078 (blocks: 8, primary metrics: 5, looks: 2)')
  // six stages of two blocks: 2^6 = 64 orders, not C(12, 6)
  expect(run('--looks', '2,4,6,8,10,12', '--primary', 'swap-in-rate').stderr).toContain('adjusted p is 0.187')
})
