import { execFileSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import type { Vmstat } from '../../src/streams/vmstat.js'
import { isGauge, vmstat } from '../../src/streams/vmstat.js'
import { temporaryFile } from '../temporary.js'

async function deltas(before: string, after: string): Promise<Vmstat['deltas']> {
  const reduction = await vmstat.reduce(
    { before: { path: before, name: 'before' }, after: { path: after, name: 'after' } },
    { run: 'run', window: null },
  )
  if (!reduction.present) throw new Error(reduction.reason)
  return reduction.value.deltas
}

test.each(['fixtures/one-liner-6.1/off-1.txt', 'fixtures/one-liner-7.2/on-3.ndjson'])(
  '%s: every delta equals that of join and awk',
  async (stem) => {
    const command =
      'sort "$1.vmstat-before" > "$0.b"; sort "$1.vmstat-after" > "$0.a"; join "$0.b" "$0.a" | awk \'{ print $1, $3 - $2 }\''
    const joined = execFileSync(
      'sh',
      ['-c', `LC_ALL=C; export LC_ALL; ${command}`, temporaryFile(''), stem],
      { encoding: 'utf8' },
    )
    const expected = new Map(
      joined
        .trim()
        .split('\n')
        .map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]),
    )
    expect(expected.size).toBeGreaterThan(100)
    expect(new Map(await deltas(`${stem}.vmstat-before`, `${stem}.vmstat-after`))).toEqual(expected)
  },
)

test('differences of counters above 2^53 are exact', async () => {
  const result = await deltas(
    temporaryFile('pgfault 9007199254740993\n'),
    temporaryFile('pgfault 9007199254740996\n'),
  )
  expect(result.get('pgfault')).toBe(3)
})

test('a counter that only one of the copies has is excluded; gauges may fall', async () => {
  expect(
    await deltas(temporaryFile('a 1\nnr_free_pages 9\n'), temporaryFile('b 2\nnr_free_pages 4\n')),
  ).toEqual(new Map([['nr_free_pages', -5]]))
})

test('a counter that falls means exchanged or foreign copies', async () => {
  await expect(deltas(temporaryFile('pgfault 9\n'), temporaryFile('pgfault 4\n'))).rejects.toThrow(
    'expected pgfault to be at least what it was before the run (9), found 4',
  )
})

test.each([
  ['hello world again\n', 1],
  ['pgfault 1\npgfault -1\n', 2],
  ['', 1],
])('%j is not /proc/vmstat', async (text, line) => {
  await expect(deltas(temporaryFile(text), temporaryFile('pgfault 1\n'))).rejects.toMatchObject({
    line,
    message: expect.stringContaining('a copy of /proc/vmstat'),
  })
})

test('one copy alone gives no numbers', async () => {
  const path = temporaryFile('pgfault 1\n')
  expect(await vmstat.reduce({ after: { path, name: 'after' } }, { run: 'run', window: null })).toEqual({
    present: false,
    reason: 'no copy from before the run of /proc/vmstat was found',
  })
})

test('the first and the last sample of a recorded stream are compared', async () => {
  const sample = (t: number, pgfault: number) =>
    `${JSON.stringify({ type: 'sample', t: String(t), data: { pgfault } })}\n`
  const path = temporaryFile(
    `{"type":"stream","stream":"vmstat","schema":1}\n${sample(1, 10)}${sample(2, 15)}${sample(3, 40)}{"type":"end","records":3,"lost":0}\n`,
  )
  expect(
    await vmstat.reduce({ trace: { path, name: 'vmstat' } }, { run: 'run', window: null }),
  ).toMatchObject({
    value: { deltas: new Map([['pgfault', 30]]) },
  })
})

test('a last sample that is cut off is excluded, and said', async () => {
  const sample = (t: number, pgfault: number) =>
    `${JSON.stringify({ type: 'sample', t: String(t), data: { pgfault } })}\n`
  const path = temporaryFile(sample(1, 10) + sample(2, 15) + sample(3, 40).slice(0, 20))
  expect(
    await vmstat.reduce({ trace: { path, name: 'vmstat' } }, { run: 'run', window: null }),
  ).toMatchObject({
    value: { deltas: new Map([['pgfault', 5]]) },
    warnings: [{ id: 'stream-cut', text: expect.stringContaining('vmstat:3: ') }],
  })
})

test('levels and counts are told apart', () => {
  expect(['nr_free_pages', 'nr_dirty', 'workingset_nodes'].every(isGauge)).toBe(true)
  expect(['nr_dirtied', 'nr_vmscan_write', 'pgfault', 'workingset_refault_anon'].some(isGauge)).toBe(false)
})

test('counters of old kernels, one for each zone, are summed into the one that they became', async () => {
  const copy = (n: number) =>
    temporaryFile(
      `pgscan_direct_throttle 5\npgscan_direct_dma32 ${n}\npgscan_direct_normal ${2 * n}\npgsteal_kswapd 7\npgsteal_kswapd_normal ${n}\n`,
    )
  const result = await deltas(copy(10), copy(110))
  expect(result.get('pgscan_direct')).toBe(300)
  expect(result.get('pgsteal_kswapd')).toBe(0)
  expect(result.has('pgrefill')).toBe(false)
  expect(result.get('pgscan_direct_normal')).toBe(200)
})
