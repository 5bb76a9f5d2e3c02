import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
// @ts-expect-error a script without types
import { variant } from '../../bench/fleet/make-reports.mjs'
import { reportOf } from '../fixtures.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

test('one answer over machines, written and printed; another workload, a broken report and too few are refused', async () => {
  const base = await reportOf('fixtures/experiments/swap-pressure-quiet-6.12')
  const directory = temporaryDirectory()
  const write = (name: string, report: object | string) => {
    mkdirSync(join(directory, name), { recursive: true })
    writeFileSync(
      join(directory, name, 'report.json'),
      typeof report === 'string' ? report : JSON.stringify(report),
    )
    return join(directory, name)
  }
  const places = [0, 1, 2, 3].map((index) =>
    write(`m${index}`, { ...variant(base, index), workload: base.workload }),
  )
  const out = join(directory, 'out')
  const { code, stdout } = await runCli('pool', ...places, '-o', out)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^MGLRU on vs\. MGLRU off · .* · 4 machines · \d kernels: /)
  expect(stdout).toMatch(/^Throughput .* \(4 machines; adjusted p /m)
  const json = JSON.parse(readFileSync(join(out, 'pool.json'), 'utf8'))
  expect(json.metrics[0].machines).toHaveLength(4)
  expect(JSON.parse((await runCli('pool', ...places, '--json')).stdout)).toEqual(json)
  expect(readFileSync(join(out, 'pool.md'), 'utf8')).toContain('## Throughput')

  const other = write('other', variant(base, 7))
  expect(await runCli('pool', ...places, other)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('other/report.json: expected the workload of the first report'),
  })
  // all that are broken at once, and no answer without them
  const broken = [write('broken', '{'), write('newer', '{"schemaVersion": 99}'), write('empty', '')]
  const refused = await runCli('pool', ...places, ...broken, '-o', join(directory, 'none'))
  expect([refused.code, refused.stdout, existsSync(join(directory, 'none'))]).toEqual([2, '', false])
  expect(refused.stderr.trimEnd().split('\n')).toEqual([
    expect.stringContaining('broken/report.json: expected a report.json, found a file that is not JSON'),
    expect.stringContaining('newer/report.json: expected a report of format 2 or older, found format 99'),
    expect.stringContaining('empty/report.json: '),
  ])
  // the same place twice is one report; a copy under another name is refused
  expect((await runCli('pool', ...places, ...places)).stdout).toBe((await runCli('pool', ...places)).stdout)
  const copy = { ...variant(base, 3), workload: base.workload }
  copy.experiment.id = 'renamed'
  expect(await runCli('pool', ...places, write('copy', copy))).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(
      'copy/report.json: expected each report once, found the runs of report 4 again',
    ),
  })
  expect(await runCli('pool', ...places.slice(0, 2))).toMatchObject({
    code: 2,
    stderr:
      'pool: expected reports of at least 3 machines, found 2; give more, or compare them with mglru-report index\n',
  })
})
