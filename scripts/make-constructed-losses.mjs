// Writes the constructed fixtures about what was not counted: lost events, reclaim of a memory cgroup, counters of two LRUs; each
// with its good twin.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { constructed, json, startOf, vmstat, writeExperiment } from './constructed/experiment.mjs'

const FULL =
  "stdin:1:40-60: WARNING: Map full; can't update element. Try increasing max_map_keys config\n" +
  'tracepoint:exceptions:page_fault_user { @faults[comm, pid] = count(); }\n' +
  '                                        ~~~~~~~~~~~~~~~~~~~~\n' +
  'Additional Info - helper: map_update_elem, retcode: -7\n'

/** Twelve runs whose maps hold about twice as many faults with MGLRU on, and what each wrote to its standard error. */
function bare(name, stderr, truth) {
  const directory = join('fixtures/constructed', name)
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory, { recursive: true })
  for (const [side, faults] of [
    ['off', 20_000],
    ['on', 40_000],
  ])
    for (let run = 1; run <= 6; run++) {
      const path = join(directory, `${side}-${run}.txt`)
      const map = `@faults[stress-ng-vm, ${5000 + run}]: ${faults + run * 100}\n@faults[web content, 77]: 30\n`
      writeFileSync(path, `Attached 1 probe\n${map}`)
      if (stderr !== '') writeFileSync(`${path}.err`, stderr)
    }
  writeFileSync(join(directory, 'truth.json'), `${JSON.stringify(truth, null, 2)}\n`)
}

bare('map-full', FULL, { metric: 'page-faults', verdict: 'not-comparable' })
bare('map-not-full', '', { metric: 'page-faults', ratio: 1.985, verdict: 'higher' })

function write(path, content) {
  const file = join('fixtures/constructed', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** Twelve blocks whose reclaim counters are added to vmstat: `reclaimed` pages with the baseline, twice as many with the treatment. */
function reclaim(name, { masks = ['0x0000', '0x0007'], memoryMaxBytes = null, reclaimed = 5000 }, truth) {
  rmSync(join('fixtures/constructed', name), { recursive: true, force: true })
  const conditions = masks.map((mask) => ({
    id: `mglru-${mask}`,
    label: null,
    settings: { 'lru_gen.enabled': mask, 'lru_gen.min_ttl_ms': '0' },
  }))
  const experiment = constructed({ id: name, conditions })
  experiment.manifest.workload.memoryMaxBytes = memoryMaxBytes
  for (const [place, run] of experiment.runs.entries()) {
    const pages = (run.manifest.condition === conditions[1].id ? 2 : 1) * reclaimed * (1 + place / 100)
    const counters = (share) => ({
      pgfault: 5000 + 20_000 * share,
      pgmajfault: 100 + 1000 * share,
      pswpin: 1000 * share,
      pswpout: 2000 * share,
      allocstall_normal: Math.round((share * pages) / 50),
      pgscan_direct: Math.round(share * pages * 1.5),
      pgscan_kswapd: Math.round(share * pages),
      pgsteal_direct: Math.round(share * pages),
      pgsteal_kswapd: Math.round((share * pages) / 2),
    })
    run.streams.vmstat = vmstat([startOf(place), counters(0)], [startOf(place) + 10_000_000_000, counters(1)])
  }
  writeExperiment(write, name, experiment)
  write(`${name}/truth.json`, json(truth))
}

// On 6.12 /proc/vmstat leaves out what a memory cgroup reclaims on its own: its zeros are none.
reclaim(
  'cgroup-limit',
  { memoryMaxBytes: 64 * 2 ** 20, reclaimed: 0 },
  { metric: 'reclaimed-direct-rate', verdict: 'not-comparable' },
)
reclaim('no-cgroup-limit', {}, { metric: 'reclaimed-direct-rate', verdict: 'regressed' })
// Both use generations, so pgscan counts the same.
reclaim('same-lru', { masks: ['0x0003', '0x0007'] }, { metric: 'scan-rate', verdict: 'higher' })
reclaim('two-lrus', {}, { metric: 'scan-rate', verdict: 'not-comparable' })

// A setting that nobody declared differs between the conditions; its good twin is `blocks`.
const name = 'environment-differs'
rmSync(join('fixtures/constructed', name), { recursive: true, force: true })
const differs = constructed({ id: name })
for (const { manifest } of differs.runs)
  manifest.environment['/proc/sys/vm/watermark_scale_factor'] =
    manifest.condition === 'mglru-on' ? '150' : '10'
writeExperiment(write, name, differs)
write(`${name}/truth.json`, json({ metric: 'bogo-ops-rate', ratio: 1.2, verdict: 'improved' }))
