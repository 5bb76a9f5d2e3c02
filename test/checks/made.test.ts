import { expect, test } from '@jest/globals'
import type { RunData } from '../../src/experiment/experiment.js'
import { experiment, run } from '../made.js'
import { check, checkOf, times, vmstat } from './one-check.js'

// Limits, counts and signs of checks, on runs of which a test says all that the check looks at.

test('enough-runs: six a side, counted by condition, and as many lost on each', () => {
  const out = { included: false }
  expect(check('enough-runs', ...times(6, 'off'), ...times(6, 'on'))?.outcome).toBe('pass')
  expect(check('enough-runs', ...times(6, 'off'), ...times(6, 'on'))?.text).toMatch(
    /^MGLRU off: 6 runs; MGLRU on: 6 runs\.$/,
  )
  const few = check('enough-runs', ...times(9, 'off'), ...times(5, 'on'))
  expect(few?.outcome).toBe('caution')
  expect(few?.text).toContain('at least 6 runs per condition')
  expect(few?.text).not.toContain('lost')
  expect(check('enough-runs', ...times(1, 'off'), ...times(7, 'on'))?.text).toContain('MGLRU off: 1 run;')
  const lost = check('enough-runs', ...times(6, 'off'), ...times(6, 'on'), run('on-7', {}, out))
  expect(lost?.outcome).toBe('caution')
  expect(lost?.text).toMatch(/MGLRU off: 6 runs; MGLRU on: 6 of 7 runs/)
  expect(lost?.text).not.toContain('under a condition')
  const both = check(
    'enough-runs',
    ...times(6, 'off'),
    run('off-7', {}, out),
    ...times(6, 'on'),
    run('on-7', {}, out),
  )
  expect(both?.outcome).toBe('pass')
  const warmUp = run('on-8', {}, { ...out, kind: 'warmup' })
  expect(check('enough-runs', ...times(6, 'off'), ...times(6, 'on'), warmUp)?.outcome).toBe('pass')
})

test('trace-against-counter: a tenth missing, a twentieth too much or apart is a caution', () => {
  const traced = (total: number, counted: number, withoutException?: number) => ({
    'page-faults': { total },
    vmstat: vmstat({ pgfault: counted }),
    ...(withoutException === undefined ? {} : { 'fault-latency': { withoutException } }),
  })
  const both = (off: object, on: object) =>
    check('trace-against-counter', run('off-1', off as never), run('on-1', on as never))
  expect(both(traced(90, 100), traced(90, 100))?.outcome).toBe('pass')
  expect(both(traced(89, 100), traced(89, 100))?.outcome).toBe('caution')
  expect(both(traced(105, 100), traced(105, 100))?.outcome).toBe('pass')
  expect(both(traced(106, 100), traced(106, 100))?.text).toContain('more than the counter')
  const apart = both(traced(97, 100), traced(91, 100))
  expect(apart?.outcome).toBe('caution')
  expect(apart?.text).toContain('97')
  expect(apart?.text).toContain('lowest: on-1, 91 of 100')
  expect(both(traced(95, 100), traced(91, 100))?.outcome).toBe('pass')
  // with what was filled in advance, all must be there
  expect(both(traced(60, 100, 36), traced(61, 100, 36))?.outcome).toBe('pass')
  const missing = both(traced(60, 100, 34), traced(61, 100, 36))
  expect(missing?.outcome).toBe('caution')
  expect(missing?.text).toContain('off-1')
  expect(missing?.text).not.toContain('on-1')
  expect(both(traced(5, 0), {})).toBeNull()
  expect(both({ vmstat: vmstat({ pgfault: 5 }) }, { 'page-faults': { total: 5 } })).toBeNull()
  // the lowest of several, and the median by condition: one odd run of three does not set them apart
  const several = check(
    'trace-against-counter',
    ...[95, 91, 96].map((total, index) => run(`off-${index + 1}`, traced(total, 100))),
    ...[96, 95, 95].map((total, index) => run(`on-${index + 1}`, traced(total, 100))),
  )
  expect(several).toMatchObject({
    outcome: 'pass',
    text: expect.stringContaining('lowest: off-2, 91 of 100'),
  })
})

test('reclaim-events-agree: within 2 or 2 % of allocstall, within 5 % of pgsteal_direct', () => {
  const reclaim = (stalls: number, zones: Record<string, number>, reclaimedPages: number | null = null) =>
    check(
      'reclaim-events-agree',
      run('off-1', { 'direct-reclaim': { stalls, reclaimedPages }, vmstat: vmstat(zones) }),
    )
  expect(reclaim(10, { allocstall_dma: 4, allocstall_normal: 4 })?.outcome).toBe('pass')
  expect(reclaim(11, { allocstall_dma: 4, allocstall_normal: 4 })).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('off-1: 11 traced, 8 counted'),
  })
  expect(reclaim(5, { allocstall_normal: 8 })?.outcome).toBe('caution')
  expect(reclaim(980, { allocstall: 1000 })?.outcome).toBe('pass')
  expect(reclaim(979, { allocstall: 1000 })?.outcome).toBe('caution')
  expect(reclaim(5, { allocstalls: 5 })).toBeNull()
  expect(reclaim(5, { pgsteal_direct: 5 })).toBeNull()
  const pages = (share: number, stolen = 1000) =>
    reclaim(8, { allocstall_normal: 8, pgsteal_direct: stolen }, share * stolen)
  expect(pages(0.95)?.outcome).toBe('pass')
  expect(pages(1.05)?.outcome).toBe('pass')
  expect(pages(0.94)).toMatchObject({ outcome: 'note', text: expect.stringContaining('(off-1)') })
  expect(pages(1.06)).toMatchObject({ outcome: 'caution', text: expect.stringContaining('in off-1') })
  expect(pages(2, 499)?.outcome).toBe('pass')
  expect(pages(2, 500)?.outcome).toBe('caution')
  expect(reclaim(8, { allocstall_normal: 8 }, 1000)?.text).not.toContain('pgsteal')
  const out = run(
    'off-1',
    { 'direct-reclaim': { stalls: 9 }, vmstat: vmstat({ allocstall: 90 }) },
    { included: false },
  )
  expect(check('reclaim-events-agree', out)).toBeNull()
  const six = times(6, 'off', {
    'direct-reclaim': { stalls: 9, reclaimedPages: null },
    vmstat: vmstat({ allocstall: 90 }),
  })
  const shown = check(
    'reclaim-events-agree',
    ...six,
    run('off-7', { 'direct-reclaim': { stalls: 9 }, vmstat: null }),
  )?.text
  expect(shown).toContain('6 of 6 runs')
  expect(shown).toContain('off-5')
  expect(shown).not.toContain('off-6')
})

test('which-lru-ran: scans with MGLRU on and generations with MGLRU off invalidate; silence needs 1,000 pages reclaimed', () => {
  const events = (scans: number, reclaimed: number, created: number | null = null) => ({
    vmscan: { events: new Map([['mm_vmscan_lru_shrink_active', scans]]) },
    vmstat: vmstat({ pgsteal_kswapd: reclaimed }),
    ...(created === null ? {} : { 'lru-gen': { created } }),
  })
  const both = (off: object, on: object) => {
    const made = experiment(run('off-1', off as never), run('on-1', on as never))
    made.manifest = {} as never
    return checkOf('which-lru-ran', made)
  }
  expect(both(events(5, 0), events(0, 1000))).toMatchObject({ outcome: 'pass' })
  expect(both(events(5, 0), events(0, 999))?.outcome).toBe('note')
  expect(both(events(5, 0), events(0, 0, 1))?.outcome).toBe('pass')
  expect(both(events(5, 0), events(0, 0, 0))?.outcome).toBe('note')
  const unknown = both(events(0, 5000), events(0, 5000))
  expect(unknown?.outcome).toBe('note')
  expect(unknown?.text).toMatch(/with MGLRU off: /)
  expect(both(events(5, 0), events(1, 5000))).toMatchObject({
    outcome: 'invalidates',
    text: expect.stringMatching(/1 run with MGLRU on \(on-1: 1\)/),
  })
  expect(both(events(5, 0, 1), events(0, 5000))).toMatchObject({
    outcome: 'invalidates',
    text: expect.stringContaining('off-1: 1'),
  })
  expect(both({}, {})).toBeNull()
  expect(checkOf('which-lru-ran', experiment(run('off-1', events(5, 0))))).toBeNull()
})

test('silent-events: an event that never fires while 1,000 pages are reclaimed is noted, and other silence is not', () => {
  const fired = (counts: Record<string, number>, reclaimed: number | null) => ({
    vmscan: { events: new Map(Object.entries(counts)) },
    vmstat: reclaimed === null ? null : vmstat({ pgsteal_kswapd: reclaimed }),
  })
  const ALL = { mm_vmscan_lru_shrink_inactive: 2, mm_vmscan_lru_isolate: 3, mm_vmscan_lru_shrink_active: 4 }
  const { mm_vmscan_lru_isolate: _, ...two } = ALL
  const one = (streams: object) => check('silent-events', run('off-1', streams as never))
  expect(one(fired(ALL, 1000))).toMatchObject({
    outcome: 'pass',
    text: expect.stringMatching(/inactive fired 2 .*isolate fired 3 .*active fired 4/),
  })
  const silent = one(fired(two, 1000))
  expect(silent?.outcome).toBe('note')
  expect(silent?.text).toMatch(/mm_vmscan_lru_isolate never fired in 1 .*1000 pages/)
  expect(silent?.text).not.toMatch(/isolate fired/)
  expect(one(fired({}, 999))?.outcome).toBe('pass')
  expect(one(fired({}, 999))?.text).toContain('999')
  expect(one(fired({}, 1000))?.text).not.toMatch(/ fired \d/)
  expect(one(fired(ALL, null))).toBeNull()
  expect(one({ vmstat: vmstat({ pgsteal_kswapd: 5000 }) })).toBeNull()
  const sums = check(
    'silent-events',
    run('off-1', fired(ALL, 600)),
    run('off-2', fired(ALL, 600)),
    run('on-1', { vmscan: null }),
  )
  expect(sums?.text).toMatch(/fired 4 .*fired 6 .*fired 8/)
  expect(sums?.text).not.toContain('MGLRU on')
})

test('trace-loss: more than one event in a thousand, or an unknown number, invalidates what is counted in the trace', () => {
  const lost = (count: number, total: number, lostUncounted = 0) => ({
    'page-faults': { lost: count, total, lostUncounted },
  })
  const one = (streams: object, own: Partial<RunData> = {}) =>
    check('trace-loss', run('off-1', streams as never, own))
  expect(one(lost(0, 10))).toMatchObject({ outcome: 'pass', metrics: null })
  expect(one(lost(1, 999))).toMatchObject({ outcome: 'note', metrics: null })
  expect(one(lost(1, 998))).toMatchObject({
    outcome: 'invalidates',
    metrics: expect.arrayContaining(['page-faults']),
  })
  expect(one(lost(0, 10, 1))).toMatchObject({
    outcome: 'invalidates',
    text: expect.stringContaining('off-1'),
  })
  expect(one(lost(5, 10), { included: false })).toBeNull()
  expect(one({ 'page-faults': null })).toBeNull()
  const several = check(
    'trace-loss',
    run('off-1', lost(1, 9)),
    run('off-2', lost(2, 8)),
    run('on-1', lost(0, 8)),
    run('on-2', lost(0, 8)),
  )
  expect(several?.text).toMatch(/^2 of 4 .*off-2, 2, 20/)
  const noted = check('trace-loss', run('off-1', lost(2, 99_998)), run('on-1', lost(1, 99_999)))
  expect(noted?.text).toMatch(/2 events .*off-1, <0\.1/)
  expect(one(lost(1, 99_999))?.text).toMatch(/1 event /)
  expect(check('trace-loss', run('off-1', lost(0, 8, 2)), run('on-1', lost(0, 8)))?.text).toMatch(/1 of 2 /)
})

test('refaults-against-swap-in: a ratio apart by more than 5 %, of 100 pages or more', () => {
  const ratio = (refaults: number, swapIns: number) => ({
    vmstat: vmstat({ workingset_refault_anon: refaults, pswpin: swapIns }),
  })
  const both = (off: [number, number], on: [number, number]) =>
    check('refaults-against-swap-in', run('off-1', ratio(...off)), run('on-1', ratio(...on)))
  expect(both([1000, 1000], [1049, 1000])?.outcome).toBe('pass')
  expect(both([1000, 1000], [1051, 1000])?.outcome).toBe('caution')
  expect(both([1000, 1000], [951, 1000])?.outcome).toBe('pass')
  expect(both([200, 200], [188, 200])).toMatchObject({
    outcome: 'caution',
    text: expect.stringMatching(/100.*94/),
  })
  expect(both([99, 99], [50, 100])).toBeNull()
  expect(both([100, 100], [50, 99])).toBeNull()
  expect(both([0, 100], [50, 100])).toBeNull()
  expect(both([100, 100], [0, 100])?.outcome).toBe('caution')
})

test('kernel-messages: kills by condition, what is serious first and three at most, lost lines counted', () => {
  const log = (found: Record<string, [count: number, first: string]>, lost = 0) => ({
    'kernel-log': {
      lost,
      found: new Map(Object.entries(found).map(([kind, [count, first]]) => [kind, { count, first }])),
    },
  })
  expect(check('kernel-messages', run('off-1', log({})))).toMatchObject({
    outcome: 'pass',
    text: expect.stringContaining('1 kernel log'),
  })
  expect(check('kernel-messages', run('off-1', log({}, 3)))).toMatchObject({
    outcome: 'note',
    text: expect.stringMatching(/^3 /),
  })
  const kills = check(
    'kernel-messages',
    run('off-1', log({ 'oom-kill': [2, 'x'] })),
    run('off-2', log({ 'oom-kill': [1, 'x'] })),
    run('on-1', log({})),
  )
  expect(kills).toMatchObject({
    outcome: 'caution',
    text: expect.stringContaining('MGLRU off 3, MGLRU on 0'),
  })
  expect(check('kernel-messages', run('off-1', { 'kernel-log': null }))).toBeNull()
  expect(
    check('kernel-messages', run('off-1', log({ 'oom-kill': [2, 'x'] }), { included: false })),
  ).toBeNull()
})
