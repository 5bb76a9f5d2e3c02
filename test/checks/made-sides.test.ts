import { expect, test } from '@jest/globals'
import type { RunData } from '../../src/experiment/experiment.js'
import { experiment, run } from '../made.js'
import { check, checkOf, times, vmstat } from './one-check.js'

// Limits, counts and signs of checks, on runs of which a test says all that the check looks at.

test('trace-against-counter: what sets the conditions apart is their medians, more than 5 % of pgfault', () => {
  const side = (id: string, ...totals: number[]) =>
    totals.map((total, index) =>
      run(`${id}-${index + 1}`, { 'page-faults': { total }, vmstat: vmstat({ pgfault: 1000 }) }),
    )
  const of = (off: number[], on: number[]) =>
    check('trace-against-counter', ...side('off', ...off), ...side('on', ...on))
  expect(of([1000], [951])).toMatchObject({ outcome: 'pass', text: expect.not.stringContaining('differs') })
  expect(of([1000], [949])).toMatchObject({
    outcome: 'caution',
    text: expect.stringMatching(/differs.*100.*95/),
  })
  expect(of([949], [1000])?.outcome).toBe('caution')
  // unsorted, of an even number the lower of the two in the middle
  expect(of([1000, 920, 1010], [1000])?.outcome).toBe('pass')
  expect(of([1000, 920, 930], [1000])?.outcome).toBe('caution')
  expect(of([1040, 930, 1030, 940], [1000])?.outcome).toBe('caution')
  expect(of([1040, 960, 1030, 930], [1000])?.outcome).toBe('pass')
  // one side alone is not apart from the other
  expect(of([1000], [])).toMatchObject({ outcome: 'pass', text: expect.not.stringContaining('differs') })
  expect(of([], [1000])?.outcome).toBe('pass')
  // one run with more than the counter is enough
  expect(of([1000, 1060], [1000])).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('more than the counter'),
  })
  expect(of([1000], [1000])?.text).not.toContain('more than the counter')
})

test('kernel-messages: three of each kind are shown, how many more there were is told', () => {
  const log = (kind: string, count: number) => ({
    'kernel-log': { lost: 0, found: new Map([[kind, { count, first: `first ${kind}` }]]) },
  })
  const logged = (kind: string, runs: number, count = 1) =>
    check('kernel-messages', ...times(runs, 'off', log(kind, count)))
  expect(logged('panic', 1)).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('off-1: first panic'),
  })
  expect(logged('panic', 1)?.text).not.toMatch(/1 of|more/)
  expect(logged('panic', 1, 2)?.text).toContain('(2 of the kind)')
  expect(logged('panic', 3)?.text).toContain('off-3')
  expect(logged('panic', 3)?.text).not.toContain('more')
  expect(logged('panic', 5)?.text).toMatch(/off-3.*; 2 more/)
  expect(logged('panic', 5)?.text).not.toContain('off-4')
  expect(logged('oom-kill', 2, 3)?.text).toContain('MGLRU off 6, MGLRU on 0')
})

test('lost-runs: as many lost on each side is no finding, all of one side is', () => {
  const lost = (off: number, on: number, of = 6) =>
    check(
      'lost-runs',
      ...times(of - off, 'off'),
      ...times(off, 'off-x', {}, { included: false, condition: 'off' }),
      ...times(of - on, 'on'),
      ...times(on, 'on-x', {}, { included: false, condition: 'on' }),
    )
  expect(lost(0, 0)?.outcome).toBe('pass')
  expect(lost(2, 2)?.outcome).toBe('note')
  expect(lost(0, 1)?.outcome).toBe('note')
  // 0 of 6 and 5 of 6: two-sided Fisher p = 14/924
  expect(lost(0, 5)).toMatchObject({ outcome: 'caution', text: expect.stringMatching(/0 of 6.*5 of 6/) })
  expect(lost(5, 0)).toMatchObject({ outcome: 'caution', text: expect.stringMatching(/5 of 6.*0 of 6/) })
  expect(check('lost-runs', ...times(3, 'off'))).toBeNull()
  const warmUps = times(6, 'on-w', {}, { kind: 'warmup', included: false, condition: 'on' })
  expect(check('lost-runs', ...times(6, 'off'), ...times(6, 'on'), ...warmUps)?.outcome).toBe('pass')
})

test('debug-kernel: options that slow it down, KFENCE only while it samples', () => {
  const kernel = (kernelConfig: Record<string, string>, interval?: string, own: Partial<RunData> = {}) => {
    const settings =
      interval === undefined ? null : { before: { 'kfence.sample_interval': interval }, after: {} }
    const made = experiment(run('off-1', {}, { settings, ...own }))
    made.manifest = { value: { host: { kernelConfig } } } as never
    return checkOf('debug-kernel', made)
  }
  expect(kernel({ CONFIG_KASAN: 'y' })).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('KASAN ('),
  })
  expect(kernel({ PROVE_LOCKING: 'y', KASAN: 'n' })?.text).not.toContain('KASAN')
  expect(kernel({ KASAN: 'n' })?.outcome).toBe('pass')
  expect(kernel({ CONFIG_KFENCE: 'y' }, '100')?.outcome).toBe('note')
  expect(kernel({ CONFIG_KFENCE: 'y' }, '1')?.outcome).toBe('note')
  expect(kernel({ CONFIG_KFENCE: 'y' }, '0')?.outcome).toBe('pass')
  expect(kernel({ CONFIG_KFENCE: 'y' })?.outcome).toBe('pass')
  expect(kernel({ CONFIG_KFENCE: 'y' }, '100', { included: false })?.outcome).toBe('pass')
  expect(kernel({ CONFIG_KFENCE: 'n' }, '100')?.outcome).toBe('pass')
  expect(kernel({ CONFIG_SWAP: 'y' })).toBeNull()
  expect(checkOf('debug-kernel', experiment(run('off-1')))).toBeNull()
})

test('kernel-identity: one kernel passes, one for each condition or several take verdicts away', () => {
  const on = (id: string, release: string | null, build = '#1') =>
    run(id, {}, { kernel: release === null ? null : { release, build, bootId: 'x' } } as Partial<RunData>)
  const one = check('kernel-identity', on('off-1', '6.12'), on('on-1', '6.12'))
  expect(one).toMatchObject({ outcome: 'pass', text: expect.stringContaining('6.12') })
  expect(one?.text).not.toContain('unknown')
  expect(check('kernel-identity', on('off-1', '6.12'), on('on-1', null))?.text).toMatch(/Of 1 runs?/)
  const two = check('kernel-identity', on('off-1', '6.1'), on('on-1', '6.12'))
  expect(two).toMatchObject({
    outcome: 'invalidates',
    text: expect.stringMatching(/MGLRU off on Linux 6\.1, MGLRU on on Linux 6\.12/),
  })
  expect(two?.metrics?.length).toBeGreaterThan(0)
  const mixed = check('kernel-identity', on('off-1', '6.1'), on('off-2', '6.12'), on('on-1', '6.12'))
  expect(mixed).toMatchObject({
    outcome: 'invalidates',
    metrics: null,
    text: expect.stringContaining('6.1 and 6.12'),
  })
  expect(check('kernel-identity', on('off-1', '6.1', '#1'), on('on-1', '6.1', '#2'))?.text).toMatch(
    /6\.1 \(#1\).*6\.1 \(#2\)/,
  )
  expect(check('kernel-identity', on('off-1', null), on('on-1', null))).toBeNull()
  const planned = experiment(on('off-1', '6.12'), on('on-1', '6.12'))
  const named = (kernel: string) =>
    checkOf('kernel-identity', { ...planned, manifest: { value: { host: { kernel } } } as never })
  expect(named('6.12')?.outcome).toBe('pass')
  expect(named('6.1')).toMatchObject({ outcome: 'caution', text: expect.stringContaining('names 6.1') })
})
