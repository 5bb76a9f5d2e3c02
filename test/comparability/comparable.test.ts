import { describe, expect, test } from '@jest/globals'
import {
  type Circumstances,
  comparable,
  notInstrumented,
  type Side,
} from '../../src/comparability/comparable.js'
import { LRU_DEFINITIONS, OUTSIDE_CGROUPS, REDEFINITIONS } from '../../src/comparability/definitions.js'
import { METRICS } from '../../src/metrics/index.js'

const KERNELS = ['5.10.0', '6.1.0-50-amd64', '6.5.0', '6.12.117+deb13-amd64', '7.2.12', null]
const under = (baseline: Side, treatment: Side, memoryLimit = false): Circumstances => ({
  baseline,
  treatment,
  memoryLimit,
})
const on = (kernel: string | null): Side => ({ kernel, lru: 'generations' })
const off = (kernel: string | null): Side => ({ kernel, lru: 'classic' })
const why = (name: string, circumstances: Circumstances) => comparable([name], circumstances).why

/** What comparability.md says of the active/inactive LRU against generations, on one kernel. */
const NEVER = [
  'pgscan_direct',
  'pgscan_kswapd',
  'pgrefill',
  'workingset_restore_anon',
  'mm_vmscan_throttled',
  'lru_gen',
]
const SINCE_6_5 = ['workingset_refault_anon', 'workingset_refault_file', 'workingset_activate_anon']
const ALWAYS = [
  'pgfault',
  'pgmajfault',
  'pswpin',
  'pswpout',
  'allocstall_normal',
  'pgsteal_direct',
  'oom_kill',
  'compact_stall',
  'thp_fault_alloc',
  'nr_vmscan_write',
]

describe.each(KERNELS)('MGLRU off and on, Linux %s', (kernel) => {
  const mixed = [under(off(kernel), on(kernel)), under(on(kernel), off(kernel))]

  test.each(NEVER)('%s is never compared', (name) => {
    for (const one of mixed) expect(why(name, one)).not.toBeNull()
  })
  test.each(SINCE_6_5)('%s is compared since 6.5', (name) => {
    const known = kernel !== null && !/^(?:5\.|6\.[0-4]\.)/.test(kernel)
    for (const one of mixed) expect(why(name, one) === null).toBe(known)
    if (kernel === null) expect(why(name, mixed[0] as Circumstances)).toMatch(/^the kernel is not known, and/)
  })
  test.each(ALWAYS)('%s is common code', (name) => {
    for (const one of mixed) expect(comparable([name], one)).toEqual({ row: 'common-code', why: null })
  })
})

describe.each(KERNELS)('one LRU under both conditions, Linux %s', (kernel) => {
  test.each([...NEVER, ...SINCE_6_5, ...ALWAYS])('%s is like for like', (name) => {
    for (const one of [under(off(kernel), off(kernel)), under(on(kernel), on(kernel))]) {
      const { row, why } = comparable([name], one)
      expect(why).toBeNull()
      expect(row).toBe(ALWAYS.includes(name) ? 'common-code' : 'same-lru')
    }
  })
})

test('where the masks are not known, the table holds', () => {
  const unknown: Side = { kernel: '6.12.0', lru: null }
  for (const name of NEVER) {
    expect(why(name, under(unknown, unknown))).not.toBeNull()
    expect(why(name, under(on('6.12.0'), unknown))).not.toBeNull()
  }
})

describe('kernel against kernel', () => {
  test.each(REDEFINITIONS)('$id: not across Linux $kernel', ({ names, kernel: [major, minor], lru, id }) => {
    const all = [...NEVER, ...SINCE_6_5, ...ALWAYS, 'mm_vmscan_lru_isolate']
    const name = all.find((one) => names.test(one)) as string
    const [before, at, after] = [`${major}.${minor - 1}.9`, `${major}.${minor}.0`, `${major}.${minor + 1}.0`]
    expect(comparable([name], under(on(before), on(at))).row).toBe(id)
    expect(why(name, under(on(at), on(before)))).toMatch(new RegExp(`^since Linux ${major}\\.${minor} `))
    expect(why(name, under(on(at), on(after)))).toBeNull()
    expect(why(name, under(off(before), off(at))) === null).toBe(lru === 'generations')
  })

  test('what was not redefined is like for like', () => {
    for (const name of ['pgscan_kswapd', 'pgrefill', 'pgmajfault'])
      expect(why(name, under(on('6.1.0'), on('7.2.0')))).toBeNull()
    expect(why('pgscan_kswapd', under(off('6.1.0'), on('7.2.0')))).not.toBeNull()
  })
})

describe('a memory cgroup with a limit', () => {
  const six = under(off('6.12.0'), on('6.12.0'), true)
  test.each(['pgsteal_direct', 'pgscan_direct', 'allocstall', 'pgrefill', 'mm_vmscan_direct_reclaim_begin'])(
    '%s leaves its reclaim out on 6.12',
    (name) => {
      expect(notInstrumented([name], six, true)).toMatch(/^not instrumented for cgroup reclaim: /)
      expect(notInstrumented([name], { ...six, memoryLimit: false }, false)).toBeNull()
    },
  )
  test.each([
    'pswpin',
    'pgmajfault',
    'workingset_refault_anon',
    'pgsteal_anon',
    'pgscan_file',
    'pgsteal_kswapd',
  ])('%s has it', (name) => expect(notInstrumented([name], six, false)).toBeNull())
  test('a newer kernel is believed where its counter grew', () => {
    const seven = under(off('7.2.0'), on('7.2.0'), true)
    expect(notInstrumented(['pgsteal_direct'], seven, true)).toBeNull()
    expect(notInstrumented(['pgsteal_direct'], seven, false)).toMatch(/on some kernels, and it did not grow$/)
  })
})

test('every definition is of some name, and no name of two', () => {
  const names = [
    ...NEVER,
    ...SINCE_6_5,
    ...ALWAYS,
    'nr_active_anon',
    'mm_vmscan_lru_isolate',
    'mm_vmscan_lru_shrink_active',
  ]
  for (const { id, names: pattern } of LRU_DEFINITIONS)
    expect({ id, found: names.some((name) => pattern.test(name)) }).toEqual({ id, found: true })
  for (const name of names)
    expect(LRU_DEFINITIONS.filter(({ names: pattern }) => pattern.test(name)).length).toBeLessThanOrEqual(1)
})

test('a metric that says what it counts counts something that a table defines', () => {
  const tables = [...LRU_DEFINITIONS, ...REDEFINITIONS].map(({ names }) => names)
  for (const { id, counts = [] } of METRICS)
    for (const name of counts)
      if (name !== 'pgsteal_kswapd')
        expect({ id, name, known: [...tables, OUTSIDE_CGROUPS].some((one) => one.test(name)) }).toMatchObject(
          { known: true },
        )
})
