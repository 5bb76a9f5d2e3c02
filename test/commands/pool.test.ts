import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
  expect(await runCli('pool', ...places, write('broken', '{'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('broken'),
  })
  expect(await runCli('pool', ...places.slice(0, 2))).toMatchObject({
    code: 2,
    stderr:
      'pool: expected reports of at least 3 machines, found 2; give more, or compare them with mglru-report index\n',
  })
})
