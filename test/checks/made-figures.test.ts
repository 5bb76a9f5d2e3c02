import { describe, expect, test } from '@jest/globals'
import type { Experiment, RunData } from '../../src/experiment/experiment.js'
import { experiment, run } from '../made.js'
import { check, checkOf, times } from './one-check.js'

// Boots of two kernels, and figures of a workload, on runs of which a test says all that the check looks at.

describe('boots', () => {
  /** Runs of two kernels, `boots` as a letter for each run of block 1, 2, …: "aab" are two runs of one boot and one of another; "-" is unknown. */
  function kernels(off: string, on: string): Experiment {
    const side = (id: 'off' | 'on', boots: string, release: string) =>
      [...boots].map((letter, index) =>
        run(
          `${id}-${index + 1}`,
          {},
          {
            block: index + 1,
            time: null,
            kernel: (letter === '-'
              ? null
              : { release, build: '#1', bootId: `${id} ${letter}` }) as RunData['kernel'],
          },
        ),
      )
    const runs = [...side('off', off, '6.1'), ...side('on', on, '6.12')]
    const made = experiment(...runs)
    const [a, b] = made.conditions
    made.conditions = [
      { ...a, label: 'Linux 6.1', settings: { kernel: '6.1' } },
      { ...b, label: 'Linux 6.12', settings: { kernel: '6.12' } },
    ]
    const plan = { runs: runs.map(({ id }) => ({ id })), primary: [] }
    made.manifest = { value: { plan }, sha256: 'sum' } as never
    return made
  }
  const of = (off: string, on: string) => checkOf('boots', kernels(off, on))

  test('a boot for each run passes', () => {
    expect(of('abcdef', 'abcdef')).toEqual({
      outcome: 'pass',
      text: '6 boots with Linux 6.1, 6 boots with Linux 6.12, one run each.',
      metrics: null,
    })
    expect(of('ab', 'ab')).toEqual({
      outcome: 'pass',
      text: '2 boots with Linux 6.1, 2 boots with Linux 6.12, one run each.',
      metrics: null,
    })
  })
  test('runs of one boot are one value, and that is a note', () => {
    expect(of('aabb', 'aabb')).toEqual({
      outcome: 'note',
      text: '8 runs in 2 boots with Linux 6.1, 2 boots with Linux 6.12: the runs of a boot are one value, their median.',
      metrics: null,
    })
    // one run more than there are boots is enough
    expect(of('aabc', 'abcd')?.text).toMatch(/^8 runs in 3 boots with Linux 6\.1, 4 boots/)
  })
  test('one boot of either kernel is no test', () => {
    const text =
      '6 runs in 3 boots with Linux 6.1, 1 boot with Linux 6.12: the runs of a boot are one value, their median. ' +
      'With one boot of a kernel its boots cannot be told from the kernel: nothing is tested.'
    expect(of('abc', 'aaa')).toEqual({ outcome: 'caution', text, metrics: null })
    expect(of('aaa', 'abc')).toMatchObject({
      outcome: 'caution',
      text: expect.stringContaining('1 boot with Linux 6.1, 3 boots'),
    })
    expect(of('a', 'a')).toMatchObject({
      outcome: 'caution',
      text: expect.stringMatching(
        /^1 boot with Linux 6\.1, 1 boot with Linux 6\.12, one run each\. With one/,
      ),
    })
  })
  test('boots of other blocks than those of the other kernel are unpaired', () => {
    const unpaired = '; boots of the two kernels are not of the same blocks, so they are compared unpaired.'
    expect(of('aabb', 'abcd')).toMatchObject({ outcome: 'note', text: expect.stringContaining(unpaired) })
    // without a plan there are no blocks
    const bare = { ...kernels('abc', 'abc'), manifest: null }
    expect(checkOf('boots', bare)).toMatchObject({
      outcome: 'note',
      text: `3 boots with Linux 6.1, 3 boots with Linux 6.12, one run each${unpaired}`,
    })
  })
  test('boots that were not recorded, and no two kernels', () => {
    expect(of('ab-', 'abc')).toEqual({
      outcome: 'caution',
      text: 'The boot of 1 of 6 runs is not recorded. Each of them is taken for a boot of its own; if several were of one boot, differences look more certain than they are.',
      metrics: null,
    })
    const same = kernels('abc', 'abc')
    for (const one of same.runs) if (one.kernel !== null) one.kernel.release = '6.1'
    expect(checkOf('boots', same)).toBeNull()
  })
})

describe('workload-figures', () => {
  /** What a run printed: NAME=VALUE with a unit; a value of null has a reason. */
  const printed = (figures: Record<string, number | null>, more: object = {}, reader = 'metric') => ({
    'workload-output': {
      readers: [reader],
      figures: Object.entries(figures).map(([name, value]) => ({
        name,
        value,
        reason: value === null ? 'no number' : null,
        unit: 's',
        better: 'lower',
        role: 'headline',
        program: 'metric lines',
        version: null,
        ...more,
      })),
    },
  })
  const many = (count: number, value: number | null) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index + 1}`, value]))

  test('every figure in every run passes; a run that is excluded is not asked', () => {
    const both = (figures: Record<string, number>) =>
      check('workload-figures', ...times(2, 'off', printed(figures)), ...times(3, 'on', printed(figures)))
    expect(both({ rps: 1 })).toEqual({
      outcome: 'pass',
      text: '1 figure, read as metric, in each of 5 runs.',
      metrics: null,
    })
    expect(both({ rps: 1, p99: 2 })?.text).toBe('2 figures, read as metric, in each of 5 runs.')
    expect(both({ rps: 0 })?.outcome).toBe('pass')
    const out = run('on-9', printed({}), { included: false })
    const runs = [run('off-1', printed({ rps: 1 })), run('on-1', printed({ rps: 1 }))]
    expect(check('workload-figures', ...runs, out)?.text).toBe('1 figure, read as metric, in each of 2 runs.')
  })
  test('nothing to say where nothing was printed', () => {
    expect(check('workload-figures', run('off-1'), run('on-1'))).toBeNull()
    expect(check('workload-figures', run('off-1', printed({})), run('on-1', printed({})))).toBeNull()
  })
  test('which readers, each once; of several stressors it is stress-ng', () => {
    const two = check(
      'workload-figures',
      run('off-1', printed({ rps: 1 }, {}, 'metric')),
      run('off-2', printed({ rps: 1 }, {}, 'fio')),
      run('on-1', printed({ rps: 1 }, {}, 'metric')),
    )
    expect(two?.text).toBe('1 figure, read as fio, metric, in each of 3 runs.')
    const stress = {
      'stress-ng': {
        setup: { version: '0.15' },
        stressors: ['vm', 'mmap'].map((name) => ({ name, bogoOps: 10, seconds: 2 })),
      },
    }
    expect(check('workload-figures', run('off-1', stress), run('on-1', stress))?.text).toBe(
      '2 figures, read as stress-ng, in each of 2 runs.',
    )
  })
  test('a figure that some runs lack: how many of each condition, and the first reason', () => {
    const has = printed({ rps: 1 })
    const of = (...runs: RunData[]) => check('workload-figures', ...runs)
    expect(of(...times(3, 'off', has), run('on-1', printed({ rps: null })), run('on-2', has))).toEqual({
      outcome: 'caution',
      text: '1 figure, read as metric. rps has no value in 0 with MGLRU off and 1 with MGLRU on (on-1: no number).',
      metrics: null,
    })
    const none = of(run('off-1', has), run('off-2', printed({})), run('off-3', printed({})), run('on-1', has))
    expect(none?.text).toBe(
      '1 figure, read as metric. rps has no value in 2 with MGLRU off and 0 with MGLRU on (off-2: not printed).',
    )
  })
  test('five are told, and how many more there are', () => {
    const of = (count: number) =>
      check('workload-figures', run('off-1', printed(many(count, 1))), run('on-1', printed({})))?.text
    expect(of(5)).toMatch(/^5 figures, .*; f5 has no value in 0 .* and 1 [^;]*\.$/)
    expect(of(6)).toMatch(/^6 figures, .*; f5 has no value in [^;]*; 1 more\.$/)
    expect(of(7)).toMatch(/; f5 has no value in [^;]*; 2 more\.$/)
  })
  test('in two units, or better in two directions, is a contradiction', () => {
    const seconds = run('off-1', printed({ p99: 1 }))
    expect(check('workload-figures', seconds, run('on-1', printed({ p99: 1 }, { unit: 'ms' })))).toEqual({
      outcome: 'caution',
      text: '1 figure, read as metric. p99: the workload printed it in different units: s in off-1, ms in on-1.',
      metrics: null,
    })
    expect(
      check('workload-figures', seconds, run('on-1', printed({ p99: 1 }, { better: 'higher' })))?.text,
    ).toContain('p99: the workload printed different better directions of it: lower, higher.')
  })
})
