import { expect, test } from '@jest/globals'
import { withParts } from './parts.js'

const probed = (prepare = '') => {
  const { stdout, stderr } = withParts(
    ['clock', 'probe'],
    `${prepare}
    for n in 1 2; do probe_json "$state/probe"; printf '%s\\n' "$REPLY"; done`,
  )
  expect(stderr).toBe('')
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

test('the same units of work before every run, each part with its time', () => {
  const [first, second] = probed()
  for (const part of ['cpu', 'memory'] as const) {
    expect(first[part].units).toBeGreaterThan(0)
    expect(second[part].units).toBe(first[part].units)
    expect(second[part].nanoseconds).toBeGreaterThan(0)
  }
})

/** Without the choice of how many units take long enough. */
const FEW = 'probe_units() { REPLY=$2; };'

test('a part that cannot run is null, and the others are kept', () => {
  const [first] = probed(`${FEW} probe_disk() { return 1; }`)
  expect(first.disk).toBeNull()
  expect(first.cpu.nanoseconds).toBeGreaterThan(0)
  const [nowhere] = probed(`${FEW} state=$state/nowhere`)
  expect(nowhere.disk).toBeNull()
  expect(nowhere.memory.nanoseconds).toBeGreaterThan(0)
})

test('a clock that shows no time passing makes no number', () => {
  const [first] = probed('monotonic_now() { REPLY=5; }; probe_units() { REPLY=$2; }')
  expect(first).toEqual({ cpu: null, memory: null, disk: null })
})
