import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { runCli } from '../run-cli.js'

const PLACE = 'fixtures/fuzz-corpus'
/** Page faults in those that are read, by hand. */
const FAULTS: Readonly<Record<string, number>> = {
  'gzip-members-behind-zeros.gz': 3,
  'perf-script-event-of-another-line.txt': 2,
  'perf-script-long-line.txt.gz': 1,
  'pzstd.zst': 1,
}
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
