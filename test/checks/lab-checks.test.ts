import { beforeAll, describe, expect, test } from '@jest/globals'
import { CHECKS } from '../../src/checks/index.js'
import { comparisonInputs } from '../../src/compare/comparison-inputs.js'
import type { Experiment, RunData } from '../../src/experiment/experiment.js'
import { METRICS } from '../../src/metrics/index.js'
import type { StreamName, StreamValues } from '../../src/streams/registry.js'
import { loadFixture } from '../fixtures.js'

// Checks on experiments of the lab, changed in one place at a time: the change alone must move the outcome.

const run = (experiment: Experiment, id: string) =>
  CHECKS.find((check) => check.id === id)?.run(experiment, comparisonInputs(METRICS, experiment))

async function load(name: string, change: (runs: RunData[], experiment: Experiment) => void = () => {}) {
  const experiment = await loadFixture(`fixtures/experiments/${name}`)
  change(
    experiment.runs.filter(({ included }) => included),
    experiment,
  )
  return experiment
}

function edit<K extends StreamName>(
  one: RunData | undefined,
  stream: K,
  by: (value: StreamValues[K]) => void,
): void {
  const reduction = one?.streams[stream]
  if (reduction?.present !== true) throw new Error(`${stream} is not there`)
  by(reduction.value as StreamValues[K])
}

const add = (one: RunData | undefined, counter: string, more: number) =>
  edit(one, 'vmstat', ({ deltas }) => deltas.set(counter, (deltas.get(counter) ?? 0) + more))

const on = (runs: RunData[]) => runs.find(({ condition }) => condition === 'mglru-on')
const off = (runs: RunData[]) => runs.find(({ condition }) => condition === 'mglru-off')

type Change = (runs: RunData[], experiment: Experiment) => void
const config =
  (option: string): Change =>
  (_, { manifest }) => {
    if (manifest !== null) manifest.value.host.kernelConfig[option] = 'y'
  }
const message =
  (kind: string, first: string): Change =>
  (runs) =>
    edit(runs[0], 'kernel-log', ({ found }) => found.set(kind, { count: 2, first }))

const TABLE: [check: string, what: string, change: Change, outcome: string, text: RegExp][] = [
  [
    'debug-kernel',
    'as recorded',
    () => {},
    'pass',
    /PROVE_LOCKING are off; KFENCE is built in, sampling off/,
  ],
  ...(['KASAN', 'KMSAN', 'KCSAN', 'DEBUG_KMEMLEAK', 'PROVE_LOCKING'] as const).map(
    (option): [string, string, Change, string, RegExp] => [
      'debug-kernel',
      option,
      config(`CONFIG_${option}`),
      'caution',
      new RegExp(`${option} .*timings are distorted`),
    ],
  ),
  [
    'debug-kernel',
    'KFENCE while it samples',
    (runs, experiment) => {
      config('CONFIG_KFENCE')(runs, experiment)
      for (const one of runs) if (one.settings !== null) one.settings.before['kfence.sample_interval'] = '100'
    },
    'note',
    /KFENCE was sampling/,
  ],
  [
    'debug-kernel',
    'KFENCE at rest',
    (runs, experiment) => {
      config('CONFIG_KFENCE')(runs, experiment)
      for (const one of runs) if (one.settings !== null) one.settings.before['kfence.sample_interval'] = '0'
    },
    'pass',
    /KFENCE is built in, sampling off/,
  ],
  ['kernel-messages', 'as recorded', () => {}, 'pass', /No oops, lockup, .* in \d+ kernel logs/],
  [
    'kernel-messages',
    'an oops',
    message('oops', 'BUG: unable to handle'),
    'caution',
    /Serious: \S+: BUG: unable to handle \(2 of the kind\)/,
  ],
  [
    'kernel-messages',
    'an OOM kill',
    message('oom-kill', 'Out of memory'),
    'caution',
    /OOM kills: MGLRU off \d, MGLRU on \d/,
  ],
  [
    'kernel-messages',
    'a warning',
    message('warning', 'WARNING: CPU: 1'),
    'note',
    /Also: \S+: WARNING: CPU: 1/,
  ],
  [
    'kernel-messages',
    'lines overwritten',
    (runs) => edit(runs[0], 'kernel-log', (log) => Object.assign(log, { lost: 7 })),
    'note',
    /7 lines were overwritten/,
  ],
  [
    'reclaim-events-agree',
    'as recorded',
    () => {},
    'pass',
    /match allocstall in all \d+ runs.*of pgsteal_direct\.$/,
  ],
  [
    'reclaim-events-agree',
    'ten stalls missed',
    (runs) => add(runs[0], 'allocstall_normal', 10),
    'caution',
    /Traced stalls differ from allocstall in 1 of \d+ runs/,
  ],
  [
    'reclaim-events-agree',
    'twice the pages',
    (runs) =>
      edit(runs[0], 'direct-reclaim', (reclaim) =>
        Object.assign(reclaim, { reclaimedPages: 2 * (reclaim.reclaimedPages ?? 0) }),
      ),
    'caution',
    /more than it counted in \S+: one of the two is wrong/,
  ],
  [
    'reclaim-events-agree',
    'half the pages',
    (runs) =>
      edit(runs[0], 'direct-reclaim', (reclaim) =>
        Object.assign(reclaim, { reclaimedPages: 0.5 * (reclaim.reclaimedPages ?? 0) }),
      ),
    'note',
    /also has reclaim that is no such stall/,
  ],
  [
    'which-lru-ran',
    'as recorded',
    () => {},
    'pass',
    /MGLRU off: active-list scans in \d+ of 12 runs; MGLRU on: active-list scans in 0 of 12 runs, new generations in \d+ of 12/,
  ],
  [
    'which-lru-ran',
    'an active list scanned with MGLRU on',
    (runs) => edit(on(runs), 'vmscan', ({ events }) => events.set('mm_vmscan_lru_shrink_active', 3)),
    'invalidates',
    /fired in 1 run with MGLRU on \(\S+: 3\): the active\/inactive LRU ran there/,
  ],
  [
    'which-lru-ran',
    'generations created with MGLRU off',
    (runs) => edit(off(runs), 'lru-gen', (generations) => Object.assign(generations, { created: 4 })),
    'invalidates',
    /Generations were created with MGLRU off \(\S+: 4\)/,
  ],
  [
    'which-lru-ran',
    'no event of either kind',
    (runs) => {
      for (const run of runs) {
        edit(run, 'vmscan', ({ events }) => events.delete('mm_vmscan_lru_shrink_active'))
        edit(run, 'lru-gen', (generations) => Object.assign(generations, { created: 0 }))
        edit(run, 'vmstat', ({ deltas }) => deltas.clear())
      }
    },
    'note',
    /Cannot tell which LRU ran with MGLRU off and MGLRU on: .* in 0 of 12 runs/,
  ],
  [
    'refaults-against-swap-in',
    'as recorded',
    () => {},
    'pass',
    /workingset_refault_anon \/ pswpin: \S+% with MGLRU off,/,
  ],
  [
    'refaults-against-swap-in',
    'a tenth of the refaults not counted with MGLRU on',
    (runs) => {
      for (const one of runs.filter(({ condition }) => condition === 'mglru-on'))
        edit(one, 'vmstat', ({ deltas }) =>
          deltas.set('workingset_refault_anon', 0.9 * (deltas.get('pswpin') ?? 0)),
        )
    },
    'caution',
    /The ratios differ. Before Linux 6.5/,
  ],
]

test.each(TABLE)('%s: %s', async (id, _, change, outcome, text) => {
  expect(run(await load('swap-pressure-6.12', change), id)).toMatchObject({
    outcome,
    text: expect.stringMatching(text),
  })
})

describe('trace against the counter, with the faults that no exception led to', () => {
  const withLatency = (share: number) =>
    load('swap-pressure-6.12', (runs) => {
      for (const one of runs) {
        const faults = one.streams['page-faults']
        const vmstat = one.streams.vmstat
        if (faults?.present !== true || vmstat?.present !== true) throw new Error('not there')
        const rest = Math.round(share * (vmstat.value.deltas.get('pgfault') ?? 0)) - faults.value.total
        const latency = {
          present: true as const,
          value: {
            minor: { unit: 'microseconds' as const, buckets: [] },
            major: { unit: 'microseconds' as const, buckets: [] },
            handled: null,
            retried: null,
            withoutException: rest,
          },
          warnings: [],
        }
        one.streams = { ...one.streams, 'fault-latency': latency }
      }
    })

  test('together they are the counter', async () => {
    expect(run(await withLatency(1), 'trace-against-counter')).toMatchObject({
      outcome: 'pass',
      text: expect.stringMatching(/and faults without an exception .* are (99.* to )?100% of pgfault\./),
    })
    expect(run(await withLatency(0.8), 'trace-against-counter')).toMatchObject({
      outcome: 'caution',
      text: expect.stringContaining('more than 5'),
    })
  })

  test('without them a trace of half the faults is a caution that names what it cannot have', async () => {
    expect(run(await load('swap-pressure-6.12'), 'trace-against-counter')).toMatchObject({
      outcome: 'caution',
      text: expect.stringContaining('populated pages'),
    })
  })
})

describe('what the kernel does not announce', () => {
  let old: Experiment
  let recent: Experiment
  beforeAll(async () => {
    old = await load('swap-pressure-6.1')
    recent = await load('swap-pressure-6.12')
  })

  test('on 6.1 scans are silent with MGLRU on, and the counters show that this is not nothing', () => {
    const silent = run(old, 'silent-events')
    expect(silent).toMatchObject({ outcome: 'note' })
    expect(silent?.text).toMatch(
      /^With MGLRU on mm_vmscan_lru_shrink_inactive, mm_vmscan_lru_isolate, mm_vmscan_lru_shrink_active never fired in 6 runs although \d+ pages were reclaimed/,
    )
  })

  test('on 6.12 only the scan of the active list is', () => {
    expect(run(recent, 'silent-events')?.text).toMatch(
      /^With MGLRU on mm_vmscan_lru_shrink_active never fired .*; with MGLRU off .*; with MGLRU on mm_vmscan_lru_shrink_inactive fired \d+ times/,
    )
  })

  test('where nothing is reclaimed, silence says nothing', async () => {
    const still = await load('swap-pressure-6.1', (runs) => {
      for (const one of runs)
        for (const counter of ['pgsteal_anon', 'pgsteal_file'])
          edit(one, 'vmstat', ({ deltas }) => deltas.set(counter, 0))
    })
    expect(run(still, 'silent-events')).toMatchObject({
      outcome: 'pass',
      text: expect.stringContaining('silence means nothing'),
    })
  })
})
