import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { environment } from '../../src/checks/environment.js'
import { ABSENT, environmentProof } from '../../src/evidence/environment-proof.js'
import type { Experiment, RunData } from '../../src/experiment/experiment.js'
import { loadFixture } from '../fixtures.js'

/** What a real collector recorded of one run. */
const CAPTURED: Record<string, string> = JSON.parse(
  readFileSync('test/collectors/captured/version-2/run.json', 'utf8'),
).environment
const DECLARED = ['/sys/kernel/mm/lru_gen/enabled']

const blocks = await loadFixture('fixtures/constructed/blocks')

/** An experiment of which every run recorded the same environment, in one boot. */
function equal(change: (run: RunData, index: number) => void = () => {}): Experiment {
  const runs = blocks.runs.map((run) => ({ ...run, environment: { ...CAPTURED } }))
  for (const [index, run] of runs.entries()) change(run, index)
  return { ...blocks, runs }
}

const set = (run: RunData, name: string, value: string | null) => {
  if (run.environment !== null) run.environment[name] = value
}
const check = (experiment: Experiment) => environment.run(experiment, [])
const on = ({ condition }: RunData) => condition === 'mglru-on'
const inBoot = (run: RunData, bootId: string) => {
  if (run.kernel !== null) run.kernel = { ...run.kernel, bootId }
}

test('nothing recorded: no check; everything equal: pass', () => {
  expect(check(equal((run) => Object.assign(run, { environment: null })))).toBeNull()
  expect(check(equal())).toEqual({
    outcome: 'pass',
    text: `No difference in ${Object.keys(CAPTURED).length} recorded facts of 16 runs.`,
    metrics: null,
  })
})

test('a difference between the conditions is named with its values', () => {
  const found = check(equal((run) => on(run) && set(run, '/sys/kernel/mm/numa/demotion_enabled', 'true')))
  expect(found).toMatchObject({
    outcome: 'caution',
    text: 'Differs between the conditions, undeclared: /sys/kernel/mm/numa/demotion_enabled (false vs. true).',
  })
})

test('what the conditions declare is the treatment, not a difference', () => {
  const found = equal((run) => set(run, DECLARED[0] as string, on(run) ? '0x0007' : '0x0000'))
  expect(check(found)?.outcome).toBe('pass')
})

test('a number that the kernel recalculates is not another one, unless it moves by more', () => {
  const name = '/proc/sys/vm/min_free_kbytes'
  expect(check(equal((run, index) => set(run, name, String(35200 + index))))?.outcome).toBe('pass')
  expect(check(equal((run) => on(run) && set(run, name, '70400')))?.outcome).toBe('caution')
})

test('between boots, and between runs of one boot, alike under both conditions', () => {
  const second = ({ block }: RunData) => (block ?? 0) > 4
  const name = '/proc/sys/vm/page_lock_unfairness'
  const boots = equal((run) => {
    inBoot(run, second(run) ? 'b' : 'a')
    if (second(run)) set(run, name, '7')
  })
  expect(check(boots)).toMatchObject({
    outcome: 'note',
    text: expect.stringMatching(/^Differs between boots: \/proc\/sys\/vm\/page_lock_unfairness \(5, 7\)\.$/),
  })
  const runs = equal((run) => second(run) && set(run, name, '7'))
  expect(check(runs)?.text).toMatch(/^Changed between runs, alike under both conditions: /)
})

test('irrelevant facts are counted, with the reason in the report', () => {
  const found = equal((run) => {
    if (!on(run)) return
    set(run, '/proc/sys/vm/mmap_rnd_bits', '32')
    set(run, 'kernel.cmdline', `${CAPTURED['kernel.cmdline']} loglevel=7`)
  })
  expect(check(found)).toMatchObject({
    outcome: 'pass',
    text: expect.stringMatching(/ 2 differences are irrelevant to reclaim\.$/),
  })
  expect(environmentProof(found)?.differences.map(({ irrelevant }) => irrelevant)).toEqual([
    expect.stringContaining('address space'),
    expect.stringContaining('words'),
  ])
  const line = equal((run) => on(run) && set(run, 'kernel.cmdline', `${CAPTURED['kernel.cmdline']} mem=1G`))
  expect(check(line)).toMatchObject({ outcome: 'caution', text: expect.stringContaining('mem=1G') })
})

test('runs without a record are counted', () => {
  const found = check(
    equal((run) => {
      if (run.id.startsWith('b03')) run.environment = null
    }),
  )
  expect(found).toMatchObject({ outcome: 'note', text: expect.stringMatching(/Not recorded in 2 runs\.$/) })
})

const NAMES = Object.keys(CAPTURED).filter((name) => !DECLARED.includes(name))
const name = fc.oneof(
  fc.constantFrom(...NAMES),
  fc
    .string({ minLength: 1, maxLength: 200 })
    .filter((text) => !DECLARED.includes(text) && text !== '__proto__'),
)
/** Unlike any value that is recorded, by more than a kernel recalculates. */
const value = fc.oneof(
  fc.string({ maxLength: 300 }).map((text) => `seeded ${text}`),
  fc.constant(null),
  fc.integer({ min: 1_000_000, max: 9_000_000 }).map(String),
)
const NEVER_NULL = new Set(Object.entries(CAPTURED).map(([one]) => one))

describe('seeded differences', () => {
  test('every one is in the report, whichever runs it is in, and the sentence is bounded', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ name, value }), {
          minLength: 1,
          maxLength: 12,
          selector: (one) => one.name,
        }),
        fc.constantFrom<'condition' | 'run' | 'missing'>('condition', 'run', 'missing'),
        fc.nat(15),
        (seeded, where, at) => {
          const measured = blocks.runs.filter(({ included }) => included)
          const target = measured[at % measured.length] as RunData
          const experiment = equal((run) => {
            const hit = where === 'condition' ? on(run) : run.id === target.id
            if (!hit || run.environment === null) return
            for (const one of seeded)
              if (where === 'missing' && NEVER_NULL.has(one.name)) delete run.environment[one.name]
              else set(run, one.name, one.value)
          })
          const proof = environmentProof(experiment)
          const named = new Map(proof?.differences.map((one) => [one.name, one]))
          for (const one of seeded) {
            const found = named.get(one.name)
            if (found === undefined) throw new Error(`${JSON.stringify(one)} is not named`)
            expect(found.between).toBe('conditions')
          }
          expect(named.size).toBe(seeded.length)
          const relevant = [...named.values()].some(({ irrelevant }) => irrelevant === null)
          const result = check(experiment)
          expect(result?.outcome).toBe(relevant ? 'caution' : 'pass')
          expect(result?.text.length).toBeLessThan(5 * (80 + 6 * 62 + 20) + 300)
        },
      ),
      { numRuns: 300, seed: 14 },
    )
  })

  test('the words for nothing are not taken for it', () => {
    for (const [a, b] of [
      [null, 'empty'],
      ['empty', '"empty"'],
      ['absent', '"absent"'],
    ] as const)
      expect(environmentProof(equal((run) => set(run, 'x', on(run) ? a : b)))?.differences).toHaveLength(1)
    const lacking = equal((run) => on(run) && set(run, 'x', 'absent'))
    expect(environmentProof(lacking)?.differences).toHaveLength(1)
  })

  test('a fact that some runs lack is a difference', () => {
    const experiment = equal((run) => on(run) && set(run, 'mount.xfs', 'rw'))
    expect(environmentProof(experiment)?.differences).toEqual([
      { name: 'mount.xfs', baseline: [ABSENT], treatment: ['rw'], between: 'conditions', irrelevant: null },
    ])
  })
})
