import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Experiment, RunData } from '../src/experiment/experiment.js'
import { STREAMS } from '../src/streams/registry.js'
import { loadFixture } from './fixtures.js'

// What two independent sources say of one thing, in every run that the lab recorded. The bounds are what was seen there,
// with their reason; a decoder that drops or doubles records breaks them.

const EXPERIMENTS = [
  'swap-pressure-6.1',
  'swap-pressure-6.12',
  'swap-pressure-quiet-6.12',
  'a-a-6.12',
  'seed-6.12',
  'swap-pressure-7.2',
]

function counters(run: RunData): (pattern: RegExp) => number | null {
  const vmstat = run.streams.vmstat
  return (pattern) => {
    if (vmstat?.present !== true) return null
    const found = [...vmstat.value.deltas].filter(([name]) => pattern.test(name))
    return found.length === 0 ? null : found.reduce((sum, [, delta]) => sum + delta, 0)
  }
}

describe.each(EXPERIMENTS)('%s', (name) => {
  // 7.2 agrees less closely; why was not found out
  const newest = name.endsWith('-7.2')
  let experiment: Experiment
  beforeAll(async () => {
    experiment = await loadFixture(`fixtures/experiments/${name}`)
  })
  const complete = () =>
    experiment.runs.filter(({ included, reason }) => included || /warm-up|untraced/.test(reason ?? ''))
  const of = (run: RunData, text: string) => `${run.id}: ${text}`

  test('as many stalls were traced as allocstall counted, to the event (on 7.2 within 2 and 2 %)', () => {
    const wrong = complete().flatMap((run) => {
      const [reclaim, counted] = [run.streams['direct-reclaim'], counters(run)(/^allocstall/)]
      if (reclaim?.present !== true || counted === null) return []
      return Math.abs(reclaim.value.stalls - counted) <= (newest ? 2 + 0.02 * counted : 0)
        ? []
        : [of(run, `${reclaim.value.stalls} traced, ${counted} counted`)]
    })
    expect(wrong).toEqual([])
  })

  test('the events that vmscan counted by the second are within 2 of them', () => {
    const wrong = complete().flatMap((run) => {
      const [vmscan, counted] = [run.streams.vmscan, counters(run)(/^allocstall/)]
      if (vmscan?.present !== true || counted === null) return []
      const fired = vmscan.value.events.get('mm_vmscan_direct_reclaim_begin') ?? 0
      return Math.abs(fired - counted) <= 2 + (newest ? 0.02 * counted : 0)
        ? []
        : [of(run, `${fired} fired, ${counted} counted`)]
    })
    expect(wrong).toEqual([])
  })

  test('pages reclaimed by the stalls are 99 to 103 % of pgsteal_direct (on 7.2 to 112 %), or 10 pages: the tracer runs a little longer', () => {
    const wrong = complete().flatMap((run) => {
      const [reclaim, stolen] = [run.streams['direct-reclaim'], counters(run)(/^pgsteal_direct$/)]
      const pages = reclaim?.present === true ? reclaim.value.reclaimedPages : null
      if (pages === null || stolen === null) return []
      return pages >= 0.99 * stolen - 10 && pages <= (newest ? 1.12 : 1.03) * stolen + 10
        ? []
        : [of(run, `${pages} of ${stolen}`)]
    })
    expect(wrong).toEqual([])
  })

  test('no more faults were traced than pgfault counted, but for 4 % at the ends of the window', () => {
    const wrong = complete().flatMap((run) => {
      const [faults, counted] = [run.streams['page-faults'], counters(run)(/^pgfault$/)]
      if (faults?.present !== true || counted === null) return []
      return faults.value.total <= 1.04 * counted ? [] : [of(run, `${faults.value.total} of ${counted}`)]
    })
    expect(wrong).toEqual([])
  })

  test('each page is swapped in by a major fault that read it or one near it', () => {
    const wrong = complete().flatMap((run) => {
      const [major, faults, swapIns] = [/^pgmajfault$/, /^pgfault$/, /^pswpin$/].map((one) =>
        counters(run)(one),
      )
      if (major == null || faults == null || swapIns == null) return []
      // read-ahead brings more pages than faults, up to 8 of them (page-cluster 3)
      return major <= faults && swapIns <= 8 * major
        ? []
        : [of(run, `${swapIns} in, ${major} major of ${faults}`)]
    })
    expect(wrong).toEqual([])
  })

  test('folios given to swap cover the pages swapped out, within 20 % (on 7.2 within 30): since 6.12 pages of zeros are excluded of pswpout', () => {
    const wrong = complete().flatMap((run) => {
      const [vmscan, pages] = [run.streams.vmscan, counters(run)(/^pswpout$/)]
      if (vmscan?.present !== true || pages === null) return []
      const folios =
        vmscan.value.events.get('mm_vmscan_write_folio') ??
        vmscan.value.events.get('mm_vmscan_writepage') ??
        0
      return pages <= folios + 10 && pages >= (newest ? 0.7 : 0.8) * folios - 10
        ? []
        : [of(run, `${folios} folios, ${pages} pages`)]
    })
    expect(wrong).toEqual([])
  })

  test('generations are created with MGLRU on and never with it off', () => {
    const made = complete().flatMap((run) => {
      const generations = run.streams['lru-gen']
      return generations?.present === true
        ? [[run.condition.startsWith('mglru-on'), generations.value.created] as const]
        : []
    })
    expect(made.filter(([on, created]) => on !== (created ?? 0) > 0)).toEqual([])
  })
})

test.each(['6.1-off', '6.1-on', '6.12-off', '6.12-on', '7.2-off', '7.2-on'])(
  'perf, which counts from before the run until after it, has at least the major faults of pgmajfault: %s',
  async (run) => {
    const reduced = async (id: 'perf-stat' | 'vmstat') => {
      const path = `fixtures/formats/${id}/every-${run}.ndjson.gz`
      return STREAMS.find((stream) => stream.id === id)?.reduce(
        { trace: { name: path, path } },
        { run, window: null },
      )
    }
    const [perf, vmstat] = [await reduced('perf-stat'), await reduced('vmstat')]
    if (perf?.present !== true || vmstat?.present !== true) throw new Error('not read')
    const counted = (perf.value as { counters: Map<string, number> }).counters.get('major-faults') ?? -1
    const kernel = (vmstat.value as { deltas: Map<string, number> }).deltas.get('pgmajfault') ?? -1
    expect(kernel).toBeGreaterThan(0)
    expect(counted).toBeGreaterThanOrEqual(kernel)
  },
)
