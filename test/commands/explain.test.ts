import { expect, test } from '@jest/globals'
import { CHECKS } from '../../src/checks/index.js'
import { METRICS } from '../../src/metrics/index.js'
import { STREAMS } from '../../src/streams/index.js'
import { runCli } from '../run-cli.js'

const ids = [...METRICS, ...STREAMS, ...CHECKS].map(({ id }) => id)

test('list names every metric, stream and check', async () => {
  const { code, stdout } = await runCli('list')
  expect(code).toBe(0)
  const listed = stdout.split('\n').map((line) => line.trim().split(/\s/)[0])
  expect(ids.filter((id) => !listed.includes(id))).toEqual([])
})

test.each(ids)('explain %s', async (id) => {
  const { code, stdout } = await runCli('explain', id)
  expect(code).toBe(0)
  expect(stdout).toContain(id)
  expect(stdout.split('\n').every((line) => line.length <= 120)).toBe(true)
  expect(stdout.length).toBeGreaterThan(150)
})

test('an unknown id gets a hint, and nothing that moves the terminal', async () => {
  const { code, stderr } = await runCli('explain', 'refault')
  expect(code).toBe(2)
  expect(stderr).toContain('try refault-anon-rate, refault-file-rate')
  expect((await runCli('explain', '\u001b[2Jx')).stderr).not.toContain('\u001b')
})
