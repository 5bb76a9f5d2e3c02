import { expect, test } from '@jest/globals'
import { CHECKS } from '../../src/checks/index.js'
import { METRICS } from '../../src/metrics/index.js'
import { GLOSSARY } from '../../src/report/glossary.js'
import { STREAMS } from '../../src/streams/registry.js'
import { runCli } from '../run-cli.js'

const ids = [...new Set([...METRICS, ...STREAMS, ...CHECKS, ...GLOSSARY].map(({ id }) => id))]

test('list names every metric, stream and check', async () => {
  const { code, stdout } = await runCli('list')
  expect(code).toBe(0)
  const listed = stdout.split('\n').map((line) => line.trim().split(/\s/)[0])
  expect(ids.filter((id) => !listed.includes(id))).toEqual([])
})

test.each(ids)('explain %s', async (id) => {
  const { code, stdout } = await runCli('explain', id)
  expect(code).toBe(0)
  const title = GLOSSARY.find((term) => term.id === id)?.title
  expect(stdout).toContain(title ?? id)
  expect(stdout.split('\n').every((line) => line.length <= 120)).toBe(true)
  expect(stdout.length).toBeGreaterThan(150)
})

test.each(CHECKS.map(({ id }) => id))('explain %s says what to do about it', async (id) => {
  const { stdout } = await runCli('explain', id)
  expect(stdout.replace(/\s+/g, ' ')).toMatch(/What to do: [A-Z][^:].{20,}\. /)
})

test('an unknown id gets a hint, and nothing that moves the terminal', async () => {
  const { code, stderr } = await runCli('explain', 'refault-anon')
  expect(code).toBe(2)
  expect(stderr).toMatch(/try refault, .*refault-anon-rate/)
  expect((await runCli('explain', '\u001b[2Jx')).stderr).not.toContain('\u001b')
})

test.each([
  ['major fault', 'has to read'],
  ['Refault', 'shadow entry'],
  ['direct reclaim', 'kswapd is behind'],
  ['compaction', 'small pieces'],
  ['OOM killer', 'System is deadlocked on memory'],
  ['zram', 'compressed'],
  ['generation', 'youngest'],
  ['PSI', '"full" time'],
])('a student asks what "%s" is', async (word, part) => {
  const { code, stdout } = await runCli('explain', word)
  expect(code).toBe(0)
  expect(stdout.replace(/\s+/g, ' ')).toContain(part)
})

test('every word says where it shows, and in more than a line', () => {
  const known = [...METRICS, ...STREAMS].map(({ id }) => id)
  for (const { id, what, see } of GLOSSARY) {
    expect({ id, wrong: see.filter((one) => !known.includes(one)) }).toEqual({ id, wrong: [] })
    expect({ id, long: what.length > 150 && what.endsWith('.') }).toEqual({ id, long: true })
  }
  expect(GLOSSARY.map(({ id }) => id)).toEqual(GLOSSARY.map(({ id }) => id).toSorted())
})
