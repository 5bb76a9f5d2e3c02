import { describe, expect, test } from '@jest/globals'
import { environment } from '../../src/checks/environment.js'
import type { RunData } from '../../src/experiment/experiment.js'
import { experiment, run } from '../made.js'
import { check, checkOf, times, vmstat } from './one-check.js'

// How much of what was found the sentences of checks tell, from both sides of each limit.

describe('environment', () => {
  /** Six runs of one boot that recorded these facts; `change` says what those with MGLRU on have instead. */
  const of = (same: Record<string, string>, change: Record<string, string> = {}, count = 3) => {
    const kernel = { bootId: 'one' } as RunData['kernel']
    const runs = (id: string, facts: Record<string, string>) =>
      times(count, id, {}, { environment: facts, kernel })
    return environment.run(experiment(...runs('off', same), ...runs('on', { ...same, ...change })), [])?.text
  }
  const many = (count: number, value: string) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`/proc/sys/vm/${'abcdefg'[index]}`, value]),
    )
  test('five differences are named, more are counted', () => {
    expect(of(many(5, '1'), many(5, '20'))).toMatch(/vm\/e \(1 vs\. 20\)\.$/)
    expect(of(many(6, '1'), many(6, '20'))).toMatch(/vm\/e \(1 vs\. 20\); and 1 more\.$/)
  })
  test('names up to 80 characters, values up to 60, three of them', () => {
    const name = (length: number) => `/proc/sys/vm/${'x'.repeat(length - 13)}`
    expect(of({ [name(80)]: 'a' }, { [name(80)]: 'b' })).toContain(`${name(80)} (a vs. b)`)
    expect(of({ [name(81)]: 'a' }, { [name(81)]: 'b' })).not.toContain(name(81))
    const long = (length: number, last: string) => 'v'.repeat(length - 1) + last
    const value = (length: number) =>
      of({ '/proc/sys/vm/a': long(length, 'a') }, { '/proc/sys/vm/a': long(length, 'b') })
    expect(value(60)).toContain(long(60, 'a'))
    expect(value(61)).not.toContain(long(61, 'a'))
    const kernel = { bootId: 'one' } as RunData['kernel']
    const values = (count: number) =>
      environment.run(
        experiment(
          ...Array.from({ length: count }, (_, index) =>
            run(`off-${index}`, {}, { environment: { '/proc/sys/vm/a': `${10 ** index}` }, kernel }),
          ),
          ...times(count, 'on', {}, { environment: { '/proc/sys/vm/a': 'never' }, kernel }),
        ),
        [],
      )?.text
    expect(values(3)).toContain('(1, 10, 100 vs. never)')
    expect(values(4)).toContain('(1, 10, 100 and 1 more vs. never)')
  })
  test('one fact of one run', () => {
    const kernel = { bootId: 'one' } as RunData['kernel']
    const one = run('off-1', {}, { environment: { '/proc/sys/vm/a': '1' }, kernel })
    expect(environment.run(experiment(one), [])?.text).toBe('No difference in 1 recorded fact of 1 run.')
    expect(of({ '/proc/sys/vm/a': '1', '/proc/sys/vm/b': '1' })).toBe(
      'No difference in 2 recorded facts of 6 runs.',
    )
  })
})

test('kernel-messages: three that are not serious are told, four serious ones say that there is one more', () => {
  const log = (kind: string) => ({
    'kernel-log': { lost: 0, found: new Map([[kind, { count: 1, first: `first ${kind}` }]]) },
  })
  const text = (kind: string, runs: number) =>
    check('kernel-messages', ...times(runs, 'off', log(kind)))?.text
  expect(text('panic', 3)).toBe('Serious: off-1: first panic; off-2: first panic; off-3: first panic.')
  expect(text('panic', 4)).toBe(
    'Serious: off-1: first panic; off-2: first panic; off-3: first panic; 1 more.',
  )
  expect(check('kernel-messages', run('off-1', log('oom-kill')))?.text).toBe(
    'OOM kills: MGLRU off 1, MGLRU on 0.',
  )
  for (const runs of [2, 3, 4])
    expect(text('warning', runs)).toBe(
      `Also: ${Array.from({ length: Math.min(3, runs) }, (_, index) => `off-${index + 1}: first warning`).join('; ')}.`,
    )
})

test('lost-records: one run that lost an unknown number is enough', () => {
  const lost = (uncounted: number) => ({ 'page-faults': { lost: 0, total: 10, lostUncounted: uncounted } })
  const of = (off: number, on: number) =>
    check('lost-records', ...times(2, 'off', lost(0)), run('off-3', lost(off)), ...times(3, 'on', lost(on)))
  expect(of(1, 0)).toEqual({
    outcome: 'caution',
    text: 'Runs that lost an unknown number of events: 1 of 3 runs with MGLRU off, 0 of 3 runs with MGLRU on. Whether the conditions lost as much is unknown.',
    metrics: null,
  })
  expect(of(0, 1)?.text).toContain('0 of 3 runs with MGLRU off, 3 of 3 runs with MGLRU on')
  expect(of(0, 0)?.outcome).toBe('pass')
})

test('trace-loss: of two that lost as much the first is named; one trace is one', () => {
  const lost = (count: number, total: number) => ({ 'page-faults': { lost: count, total, lostUncounted: 0 } })
  const of = (...runs: [number, number][]) =>
    check('trace-loss', ...runs.map(([count, total], index) => run(`off-${index + 1}`, lost(count, total))))
      ?.text
  expect(of([1, 99_999], [1, 99_999])).toContain('(off-1, ')
  expect(of([0, 10])).toBe('No lost events in 1 page-fault trace.')
  expect(of([0, 10], [0, 10])).toBe('No lost events in 2 page-fault traces.')
})

test('which-lru-ran: five runs are named', () => {
  const scanned = { vmscan: { events: new Map([['mm_vmscan_lru_shrink_active', 2]]) }, vmstat: vmstat({}) }
  const made = experiment(run('off-1', scanned), ...times(6, 'on', scanned))
  const text = checkOf('which-lru-ran', { ...made, manifest: {} as never })?.text
  expect(text).toContain('(on-1: 2; on-2: 2; on-3: 2; on-4: 2; on-5: 2)')
})

test('reclaim-events-agree: five runs of which more or fewer pages were traced are named', () => {
  const streams = (share: number) => ({
    'direct-reclaim': { stalls: 8, reclaimedPages: share * 1000 },
    vmstat: vmstat({ allocstall_normal: 8, pgsteal_direct: 1000 }),
  })
  for (const share of [0.5, 2])
    expect(check('reclaim-events-agree', ...times(6, 'off', streams(share)))?.text).toMatch(
      /off-1, off-2, off-3, off-4, off-5[:)]|off-1, off-2, off-3, off-4, off-5: /,
    )
})

test('refaults-against-swap-in: what is compared is the ratio of the two ratios', () => {
  const ratio = (refaults: number, swapIns: number) => ({
    vmstat: vmstat({ workingset_refault_anon: refaults, pswpin: swapIns }),
  })
  const both = (off: [number, number], on: [number, number]) =>
    check('refaults-against-swap-in', run('off-1', ratio(...off)), run('on-1', ratio(...on)))?.outcome
  expect(both([500, 1000], [500, 1000])).toBe('pass')
  expect(both([500, 1000], [520, 1000])).toBe('pass')
  expect(both([500, 1000], [530, 1000])).toBe('caution')
  expect(both([3000, 1000], [3000, 1000])).toBe('pass')
})

describe('settings-held', () => {
  const read = (value: string, more: Record<string, string> = {}) => {
    const settings = { 'lru_gen.enabled': value, ...more }
    return { settings: { before: settings, after: settings } }
  }
  const of = (off: RunData[], on: RunData[]) => check('settings-held', ...off, ...on)?.text
  test('five runs that were in another state are named, more are counted', () => {
    const wrong = (count: number) =>
      of(
        [...times(40, 'off', {}, read('0x0000')), ...times(count, 'off-x', {}, read('0x0007'))],
        times(5, 'on', {}, read('0x0007')),
      )
    const same = 'lru_gen.enabled read back as 0x0007 before and after the run where 0x0000 was asked for.'
    expect(wrong(5)).toContain(`condition: off-x-1, off-x-2, off-x-3, off-x-4, off-x-5: ${same}`)
    expect(wrong(6)).toContain(`condition: off-x-1, off-x-2, off-x-3, off-x-4, off-x-5 and 1 more: ${same}`)
  })
  test('five ways to be in another state are told, more are counted', () => {
    const wrong = (count: number) => {
      const ways = Array.from({ length: count }, (_, index) =>
        run(`off-x${index}`, {}, read(`0x000${index + 1}`)),
      )
      return of([...times(40, 'off', {}, read('0x0000')), ...ways], times(5, 'on', {}, read('0x0007')))
    }
    expect(wrong(1)).toMatch(
      /^Excluded, not in the state of their condition: off-x0: lru_gen\.enabled read back as 0x0001 [^;]*\.$/,
    )
    expect(wrong(5)).toMatch(/; off-x4: lru_gen\.enabled read back as 0x0005 [^;]*\.$/)
    expect(wrong(6)).toMatch(/; off-x4: lru_gen\.enabled read back as 0x0005 [^;]*; 1 more\.$/)
  })
  test('one setting differs, two differ, and none where both conditions ask for the same', () => {
    const of = (asked: readonly [Record<string, string>, Record<string, string>]) => {
      const [a, b] = asked.map((settings) => ({ settings: { before: settings, after: settings } }))
      const made = experiment(...times(2, 'off', {}, a), ...times(2, 'on', {}, b))
      const [off, on] = made.conditions
      return checkOf('settings-held', {
        ...made,
        conditions: [
          { ...off, settings: asked[0] },
          { ...on, settings: asked[1] },
        ],
      })
    }
    const held = 'before and after all 4 runs'
    expect(of([{ 'lru_gen.enabled': '0x0000' }, { 'lru_gen.enabled': '0x0007' }])).toEqual({
      outcome: 'pass',
      text: `lru_gen.enabled matched the plan ${held} and differs between the conditions; no other recorded setting does.`,
      metrics: null,
    })
    const two = (enabled: string, swappiness: string) => ({
      'lru_gen.enabled': enabled,
      'vm.swappiness': swappiness,
    })
    expect(of([two('0x0000', '10'), two('0x0007', '60')])?.text).toBe(
      `lru_gen.enabled and vm.swappiness matched the plan ${held} and differ between the conditions; no other recorded setting does.`,
    )
    expect(of([two('0x0000', '10'), two('0x0000', '10')])).toEqual({
      outcome: 'pass',
      text: `The conditions ask for the same settings, and no recorded setting differs ${held}.`,
      metrics: null,
    })
  })
  test('both ask for the same: one setting of MGLRU among others that differ takes the verdict away', () => {
    const of = (off: Record<string, string>, on: Record<string, string>) => {
      const side = (id: string, settings: Record<string, string>) =>
        times(2, id, {}, { settings: { before: settings, after: settings } })
      const made = experiment(...side('off', off), ...side('on', on))
      const [a, b] = made.conditions
      return checkOf('settings-held', { ...made, conditions: [a, { ...b, settings: a.settings }] })
    }
    const same = { 'lru_gen.enabled': '0x0000' }
    const at = (ttl: string, swappiness: string) => ({
      ...same,
      'lru_gen.min_ttl_ms': ttl,
      'vm.swappiness': swappiness,
    })
    expect(of(at('0', '10'), at('1000', '60'))).toEqual({
      outcome: 'invalidates',
      text: 'The conditions ask for the same settings and read back others: lru_gen.min_ttl_ms (0 vs. 1000), vm.swappiness (10 vs. 60).',
      metrics: null,
    })
    expect(of(at('0', '10'), at('0', '60'))).toEqual({
      outcome: 'caution',
      text: 'Differs between the conditions, undeclared: vm.swappiness (10 vs. 60).',
      metrics: null,
    })
  })
  test('one run without a reading is excluded, and told as such', () => {
    const unread = { settings: { before: { 'lru_gen.enabled': '0x0000' }, after: {} } } as Partial<RunData>
    const runs = [...times(9, 'off', {}, read('0x0000')), run('off-x', {}, unread)]
    const text =
      'a setting that was asked for was not read back in 1 of 15 runs: off-x: lru_gen.enabled after the run.'
    expect(of(runs, times(5, 'on', {}, read('0x0007')))).toBe(`Excluded, ${text}`)
    const few = [...times(2, 'off', {}, read('0x0000')), run('off-x', {}, unread)]
    expect(of(few, times(12, 'on', {}, read('0x0007')))).toBe(`Not proven, ${text}`)
  })
  test('asked to differ, and the same: the hardware took the same bits of both', () => {
    const made = experiment(...times(6, 'off', {}, read('0x0001')), ...times(6, 'on', {}, read('0x0001')))
    const [off, on] = made.conditions
    const asked = (enabled: string) => ({ settings: { 'lru_gen.enabled': enabled } })
    made.conditions = [
      { ...off, ...asked('0x0003') },
      { ...on, ...asked('0x0007') },
    ]
    expect(checkOf('settings-held', made)).toEqual({
      outcome: 'invalidates',
      text: 'Both conditions ran the same setting: lru_gen.enabled 0x0001 (0x0003 and 0x0007 were asked for). Nothing was compared.',
      metrics: null,
    })
  })
})

test('workload-identity: one fact that differs is enough, and what one condition lacks is unknown', () => {
  const ran = (seconds: number | null) => ({
    workload: { argv: ['w'], tool: null, requestedSeconds: seconds } as never as RunData['workload'],
  })
  const of = (off: number | null, on: number | null) =>
    check('workload-identity', ...times(2, 'off', {}, ran(off)), ...times(2, 'on', {}, ran(on)))
  expect(of(60, 60)).toMatchObject({ outcome: 'pass', text: expect.stringContaining('requested length') })
  expect(of(60, 30)).toMatchObject({
    outcome: 'invalidates',
    text: expect.stringContaining('different work: requested length (60 s vs. 30 s). There is no verdict'),
  })
  const none = { workload: null } as Partial<RunData>
  const two = [...times(2, 'off', {}, ran(60)), run('off-3', {}, ran(30))]
  expect(check('workload-identity', ...two, ...times(2, 'on', {}, none))?.text).toContain(
    'requested length (30 s or 60 s vs. unknown)',
  )
  const other = [run('on-1', {}, ran(60)), run('on-2', {}, ran(30))]
  expect(check('workload-identity', ...times(2, 'off', {}, none), ...other)?.text).toContain(
    'requested length (unknown vs. 30 s or 60 s)',
  )
})

describe('observer-effect', () => {
  const did = (operations: number) => ({
    'stress-ng': { stressors: [{ name: 'vm', bogoOps: operations, seconds: 1 }] },
  })
  const runs = (id: string, kind: RunData['kind'], operations: number, own: Partial<RunData> = {}) =>
    Array.from({ length: 3 }, (_, index) =>
      run(`${id}-${index}`, did(operations + index / 100), {
        kind,
        block: kind === 'measured' ? index + 1 : null,
        ...own,
      }),
    )
  const traced = [...runs('off-m', 'measured', 100), ...runs('on-m', 'measured', 110)]
  test('untraced runs take no part in the comparison, and are counted in pairs by their place', () => {
    const untraced = [
      ...runs('off-u', 'untraced', 100, { included: false }),
      ...runs('on-u', 'untraced', 110, { included: false }),
    ]
    expect(check('observer-effect', ...traced, ...untraced)?.text).toMatch(
      /3 untraced runs\) in the baseline.*The effect is \+10\.0% in traced and \+10\.0% in untraced runs/,
    )
    // a measured run that is excluded is none
    const lost = run('off-m-9', did(1), { included: false, block: 4 })
    expect(check('observer-effect', lost, ...traced, ...untraced)?.text).toBe(
      check('observer-effect', ...traced, ...untraced)?.text,
    )
  })
  test('nothing to see without untraced runs of both conditions', () => {
    expect(check('observer-effect', ...traced)).toBeNull()
    expect(check('observer-effect', ...traced, ...runs('off-u', 'untraced', 100))).toBeNull()
  })
})
