import { describe, expect, test } from '@jest/globals'
import { enoughRuns } from '../../src/checks/enough-runs.js'
import type { RunData } from '../../src/experiment/experiment.js'
import type { ComparisonInput } from '../../src/model/comparison.js'
import { blocked, noisy } from '../compare/inputs.js'
import { experiment, plannedRuns, run } from '../made.js'
import { check, vmstat } from './one-check.js'

// Values exactly at a limit, and the fewest of which anything can be said.

test('trace-loss: a run that lost exactly one event in a thousand is not among those that lost more', () => {
  const lost = (count: number, total: number) => ({ 'page-faults': { lost: count, total, lostUncounted: 0 } })
  expect(check('trace-loss', run('off-1', lost(1, 999)), run('on-1', lost(2, 998)))?.text).toMatch(
    /^1 of 2 page-fault traces lost more than 0\.1% of their events \(most: on-1, 2, /,
  )
})

test('trace-against-counter: shares exactly a twentieth apart do not differ', () => {
  const of = (off: number, on: number) =>
    check(
      'trace-against-counter',
      run('off-1', { 'page-faults': { total: off }, vmstat: vmstat({ pgfault: 100 }) }),
      run('on-1', { 'page-faults': { total: on }, vmstat: vmstat({ pgfault: 100 }) }),
    )?.text
  expect(of(10, 5)).not.toContain('differs between the conditions')
  expect(of(10, 4)).toContain('differs between the conditions (10% vs. 4%)')
})

test('kernel-messages: one log, two logs', () => {
  const log = { 'kernel-log': { lost: 0, found: new Map() } }
  const none = 'No oops, lockup, hung task, sanitizer report or OOM kill in'
  expect(check('kernel-messages', run('off-1', log))?.text).toBe(`${none} 1 kernel log.`)
  expect(check('kernel-messages', run('off-1', log), run('on-1', log))?.text).toBe(`${none} 2 kernel logs.`)
})

test('workload-finished: one run that says so, one that was killed, none that says anything', () => {
  const did = (...operations: number[]) => ({
    'stress-ng': { stressors: operations.map((bogoOps) => ({ name: 'vm', bogoOps, seconds: 1 })) },
  })
  const ended = (status: number | null, signal: string | null = null) =>
    ({ exit: { status, signal } }) as Partial<RunData>
  expect(check('workload-finished', run('off-1'), run('on-1', {}, ended(0)))).toBeNull()
  expect(check('workload-finished', run('off-1', did(3)))).toEqual({
    outcome: 'pass',
    text: 'All 1 runs that say so finished some bogo-ops.',
    metrics: null,
  })
  const error = 'The workload ended with an error or a signal in on-1.'
  for (const exit of [ended(1), ended(null, 'SIGKILL'), ended(0, 'SIGKILL')])
    expect(check('workload-finished', run('off-1', {}, ended(0)), run('on-1', {}, exit))).toEqual({
      outcome: 'caution',
      text: error,
      metrics: null,
    })
  // of several stressors one that did something is enough
  expect(check('workload-finished', run('off-1', did(0, 1)))?.outcome).toBe('pass')
  expect(
    check('workload-finished', run('off-1', did(3)), run('on-1', did(0, 0), ended(2)), run('on-2', did(0)))
      ?.text,
  ).toBe(
    '2 of 3 runs finished no bogo-op at all (on-1, on-2); the workload ended with an error or a signal in on-1.',
  )
})

test('workload-identity: one fact that all runs have is enough, and without any there is nothing to say', () => {
  const one = { workload: { argv: ['w'], tool: null, requestedSeconds: null } as never }
  expect(check('workload-identity', run('off-1', {}, one), run('on-1', {}, one))).toEqual({
    outcome: 'pass',
    text: 'The same in every run: command line.',
    metrics: null,
  })
  const none = { workload: null, duration: null } as Partial<RunData>
  expect(check('workload-identity', run('off-1', {}, none), run('on-1', {}, none))).toBeNull()
})

test('observer-effect: untraced runs are pairs by their place, also where blocks of measured runs have other numbers', () => {
  const did = (operations: number) => ({
    'stress-ng': { stressors: [{ name: 'vm', bogoOps: operations, seconds: 1 }] },
  })
  const runs = (id: string, kind: RunData['kind'], ...operations: number[]) =>
    operations.map((count, index) =>
      run(`${id}-${index}`, did(count), { kind, block: kind === 'measured' ? index + 1 : null }),
    )
  // in pairs the effect is ×1.1 each time; by no other pairing
  const found = check(
    'observer-effect',
    ...runs('off-m', 'measured', 100, 200, 400),
    ...runs('on-m', 'measured', 110, 220, 440),
    ...runs('off-u', 'untraced', 100, 200, 400),
    ...runs('on-u', 'untraced', 110, 220, 440),
  )
  expect(found?.text).toContain('The effect is +10.0% in traced and +10.0% in untraced runs')
})

describe('enough-runs: blocks and primary metrics', () => {
  /** So many blocks; in the first `lost` of them one run is not included. */
  const of = (blocks: number, metrics: readonly Partial<ComparisonInput>[], lost = 0) => {
    const runs = Array.from({ length: blocks }, (_, index) => [
      run(`off-${index}`, {}, { block: index + 1, included: index >= lost }),
      run(`on-${index}`, {}, { block: index + 1, included: index >= lost || index % 2 === 1 }),
    ])
    const inputs = metrics.map((more) =>
      blocked(noisy('off', 100, blocks), noisy('on', 100, blocks), { metric: 'm', ...more }),
    )
    return enoughRuns.run({ ...experiment(...runs.flat()), inBlocks: true }, inputs)
  }
  const primary = (count: number) =>
    Array.from({ length: count }, (_, index): Partial<ComparisonInput> => ({ metric: `m${index}` }))
  test('one metric can be decided in six blocks, two need seven, seven need nine', () => {
    expect(of(6, primary(1))?.outcome).toBe('pass')
    expect(of(6, primary(2))).toEqual({
      outcome: 'caution',
      text: 'MGLRU off: 6 runs; MGLRU on: 6 runs. 2 primary metrics that do not move together need 7 blocks for a verdict: with 6 the smallest possible adjusted p is 0.063.',
      metrics: null,
    })
    // 2 of 128 times 3 is 0.047, times 4 is 0.063
    expect(of(7, primary(3))?.outcome).toBe('pass')
    expect(of(7, primary(4))?.text).toContain(
      'need 8 blocks for a verdict: with 7 the smallest possible adjusted p is 0.063',
    )
    expect(of(8, primary(6))?.outcome).toBe('pass')
    expect(of(6, primary(40))?.text).toContain('adjusted p is 1.000.')
    expect(of(8, primary(7))?.text).toContain('7 primary metrics that do not move together need 9 blocks')
  })
  test('what shares the error: what is tested, and what was declared and not measured', () => {
    const same = blocked([5, 5, 5, 5, 5, 5], [5, 5, 5, 5, 5, 5])
    const equal = { baseline: same.baseline, treatment: same.treatment }
    for (const other of [{ family: 'secondary' }, { notComparable: 'why' }, equal] as const)
      expect(of(6, [{}, { metric: 'n', ...other }])?.outcome).toBe('pass')
    const lacking = blocked([null], [null])
    const declared = { baseline: lacking.baseline, treatment: lacking.treatment, declared: true }
    expect(of(6, [{}, { metric: 'n', ...declared }])?.outcome).toBe('caution')
  })
  test('blocks are those with both runs; without blocks nothing is said of them', () => {
    expect(of(8, primary(4))?.outcome).toBe('pass')
    expect(of(10, primary(3), 4)?.text).toContain('with 6 the smallest possible adjusted p is 0.094')
    const bare = experiment(...primary(6).flatMap((_, index) => [run(`off-${index}`), run(`on-${index}`)]))
    const inputs = primary(9).map((more) => blocked(noisy('off', 100, 6), noisy('on', 100, 6), more))
    expect(enoughRuns.run(bare, inputs)?.outcome).toBe('pass')
  })
  test('a plan without looks that was not recorded to its end', () => {
    const ids = Array.from({ length: 8 }, (_, index) => [`off-${index}`, `on-${index}`]).flat()
    const plan = (looks: number[]) => ({ looks, describeOnly: false, runs: plannedRuns(ids) })
    const text = (recorded: number, looks: number[]) => {
      const runs = ids.map((id, index) =>
        run(id, {}, {
          block: 1 + Math.floor(index / 2),
          time: null,
          included: index < 2 * recorded,
          settings: index < 2 * recorded ? { before: {}, after: {} } : null,
        } as Partial<RunData>),
      )
      const manifest = { value: { plan: plan(looks) } } as never
      return enoughRuns.run({ ...experiment(...runs), manifest }, [])
    }
    expect(text(7, [])).toMatchObject({
      outcome: 'caution',
      text: expect.stringMatching(
        / 7 of 8 planned blocks are recorded: if it ended because of what they show, p is too small\.$/,
      ),
    })
    expect(text(8, [])?.outcome).toBe('pass')
    expect(text(6, [6, 8])?.text).not.toContain('planned blocks')
    expect(text(7, [8])?.text).toContain('7 of 8 planned blocks')
  })
})
