import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
// @ts-expect-error a script without types
import { mostFaults } from '../../bench/fuzz/oracle.mjs'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

const PLACE = 'fixtures/fuzz-corpus'
/** Page faults in those that are read, by hand. */
const FAULTS: Readonly<Record<string, number>> = {
  'gzip-members-behind-zeros.gz': 3,
  'perf-script-event-of-another-line.txt': 2,
  'perf-script-long-line.txt.gz': 1,
  'pzstd.zst': 1,
}
const EVENT = (before: string, name = 'exceptions:page_fault_user') =>
  `vm 123 [000] ${before}${name}: address=0x7f0000001000 ip=0x55 error_code=0x6\n`

test.each([
  ['with periods', EVENT('12.345678:  5 ') + EVENT('12.345679: 7 ') + EVENT('12.345680: 1 '), 13],
  ['without', EVENT('12.345678: ') + EVENT('12.345679: ', 'exceptions:page_fault_kernel'), 2],
])('the other way of counting knows the lines of a tracepoint %s', async (_, text, faults) => {
  const path = join(temporaryDirectory(), 'perf.txt')
  writeFileSync(path, text)
  const { stdout } = await runCli('inspect', path, '--json')
  const [{ reduction }] = JSON.parse(stdout).streams.filter(
    ({ stream }: { stream: string }) => stream === 'page-faults',
  )
  expect([reduction.value.total, mostFaults(readFileSync(path))]).toEqual([faults, faults])
})

test('what is counted twice is more than that way finds', () => {
  expect(mostFaults(Buffer.from(EVENT('12.345678:  5 ')))).toBeLessThan(2 * 5)
})

const unpacks = spawnSync('zstd', ['--version']).status === 0

test.each(readdirSync(PLACE).filter((name) => unpacks || !name.endsWith('.zst')))(
  '%s, which once did harm, is read or refused',
  async (name) => {
    const { code, stdout, stderr } = await runCli('inspect', join(PLACE, name), '--json')
    expect([0, 2]).toContain(code)
    expect(stderr).not.toMatch(/internal error|\n {4}at /)
    const streams: { stream: string; reduction: { value?: { total?: number } } }[] =
      stdout === '' ? [] : JSON.parse(stdout).streams
    const found = streams.find(({ stream }) => stream === 'page-faults')?.reduction.value?.total
    expect(found).toBe(FAULTS[name])
  },
)
