import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { memoize } from '../../src/base/memoize.js'
import { evaluate } from '../../src/compare/comparison-inputs.js'
import type { RunData } from '../../src/experiment/experiment.js'
import { METRICS } from '../../src/metrics/index.js'
import { loadFixture } from '../fixtures.js'

// Metrics of the workload's cgroup and of run.json, of recorded runs in a cgroup with a limit, against what gzip, sed, awk and jq
// make of the same files. A metric that is not in the table fails the test. All others are in lab.test.ts.

const RUNS = [
  'fio-zipf-6.12/runs/b01-1-mglru-off',
  'redis-6.12/runs/b01-1-mglru-on',
  'kernel-build-like-6.12/runs/b01-2-mglru-off',
  'zswap-6.12/runs/b01-1-zswap-off',
  'zswap-6.12/runs/b01-2-zswap-on',
  'kernels-6.1-6.12/runs/b01-1-linux-6.1.0-56-cloud-amd64',
  'kernels-6.1-6.12/runs/b01-2-linux-6.12.118-deb13-cloud-amd64',
].map((run) => `fixtures/experiments/${run}`)

const shell = (command: string): number =>
  Number(execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trim() || Number.NaN)
const jq = (run: string, filter: string) => shell(`jq '${filter} // empty' ${run}/run.json`)

function windowOf(run: string): { start: bigint; end: bigint; seconds: number } {
  const { phases } = JSON.parse(readFileSync(`${run}/run.json`, 'utf8'))
  const { start, end } = phases.find(({ name }: { name: string }) => name === 'measure')
  return { start: BigInt(start), end: BigInt(end), seconds: Number(BigInt(end) - BigInt(start)) / 1e9 }
}

/** Of each number of a stream its growth between the samples next to the ends of the measured window. */
const growth = memoize(3 * RUNS.length, (at) => {
  const [run = '', stream = ''] = at.split(' ')
  const { start, end } = windowOf(run)
  const printed = execFileSync(
    'sh',
    [
      '-c',
      `gzip -dc ${run}/${stream}.ndjson.gz | sed -n 's/.*"t":"\\([0-9]*\\)","data":{\\(.*\\)}}$/\\1,\\2/p' | tr -d '"' | awk -F, '` +
        `{for (i = 2; i <= NF; i++) {split($i, pair, ":"); k = pair[1]; if (!(k in t) || $1 <= ${start}) a[k] = pair[2]; ` +
        `if (!(k in t) || t[k] < ${end}) b[k] = pair[2]; t[k] = $1}} END {for (k in t) printf "%s %.0f\\n", k, b[k] - a[k]}'`,
    ],
    { encoding: 'utf8' },
  )
  return new Map(printed.split('\n').map((line) => line.split(' ') as [string, string]))
})

/** NaN where the kernel has no such number. */
const grown = (run: string, stream: string, key: string): number =>
  Number(growth(`${run} ${stream}`).get(key) ?? Number.NaN)

const stat =
  (...keys: string[]) =>
  (run: string) =>
    keys.reduce((sum, key) => sum + grown(run, 'cgroup-stat', `memory.stat.${key}`), 0) /
    windowOf(run).seconds
const events = (key: string) => (run: string) => grown(run, 'cgroup-events', `memory.events.${key}`)
const pressure = (key: string) => (run: string) =>
  grown(run, 'cgroup-pressure', `${key}.total`) / 1e6 / windowOf(run).seconds
const cpu = (run: string, key: string) => grown(run, 'cgroup-stat', `cpu.stat.${key}_usec`)
const operations = (run: string) =>
  existsSync(`${run}/stress-ng.ndjson.gz`)
    ? shell(`gzip -dc ${run}/stress-ng.ndjson.gz | sed -n 's/.* bogo-ops: \\([0-9.]*\\).*/\\1/p'`)
    : Number.NaN
const perOperation = (rate: (run: string) => number) => (run: string) =>
  (rate(run) * windowOf(run).seconds) / operations(run)

/** Growth of the youngest generation of the cgroup, which is the last that its text has. */
const newest = (run: string) => {
  const { start, end } = windowOf(run)
  return shell(
    `gzip -dc ${run}/cgroup-lru-gen.ndjson.gz | grep '"sample"' | sed 's/\\\\n/\\n/g' | ` +
      `awk '/"sample"/ {t = $0; sub(/.*"t":"/, "", t); sub(/".*/, "", t); n++; at[n] = t + 0} NF == 4 && /^ [0-9]+ [0-9]+ [0-9]+ [0-9]+/ {g[n] = $1} ` +
      `END {for (i = 1; i <= n; i++) {if (i == 1 || at[i] <= ${start}) a = g[i]; if (i == 1 || at[i - 1] < ${end}) b = g[i]} print b - a}'`,
  )
}

const COSTS: Record<string, (run: string) => number> = {
  'cgroup-major-fault-rate': stat('pgmajfault'),
  'cgroup-refault-anon-rate': stat('workingset_refault_anon'),
  'cgroup-refault-file-rate': stat('workingset_refault_file'),
  'cgroup-swap-in-rate': stat('pswpin'),
  'cgroup-swap-out-rate': stat('pswpout'),
  'cgroup-zswap-in-rate': stat('zswpin'),
  'cgroup-zswap-out-rate': stat('zswpout'),
}

const TABLE: Record<string, (run: string) => number> = {
  ...COSTS,
  ...Object.fromEntries(
    Object.entries(COSTS).map(([id, rate]) => [id.replace(/-rate$/, '-per-op'), perOperation(rate)]),
  ),
  'cgroup-activate-rate': stat('workingset_activate_anon', 'workingset_activate_file'),
  'cgroup-cpu-share': (run) => cpu(run, 'usage') / 1e6 / windowOf(run).seconds,
  'cgroup-generation-rate': (run) =>
    existsSync(`${run}/cgroup-lru-gen.ndjson.gz`) ? newest(run) / windowOf(run).seconds : Number.NaN,
  'cgroup-io-pressure-full': pressure('io.full'),
  'cgroup-io-pressure-some': pressure('io.some'),
  'cgroup-limit-count': events('max'),
  'cgroup-memory-pressure-full': pressure('memory.full'),
  'cgroup-memory-pressure-some': pressure('memory.some'),
  'cgroup-oom-kills': events('oom_kill'),
  'cgroup-peak-memory': (run) =>
    shell(
      `gzip -dc ${run}/cgroup-stat.ndjson.gz | sed -n 's/.*"t":"\\([0-9]*\\)".*"memory.peak":\\([0-9]*\\)[,}].*/\\1 \\2/p' | ` +
        `awk 'NR == 1 || t < ${windowOf(run).end} {b = $2; t = $1} END {if (NR) print b}'`,
    ),
  'cgroup-scan-direct-rate': stat('pgscan_direct'),
  'cgroup-scan-kswapd-rate': stat('pgscan_kswapd'),
  'cgroup-scan-proactive-rate': stat('pgscan_proactive'),
  'cgroup-steal-direct-rate': stat('pgsteal_direct'),
  'cgroup-steal-kswapd-rate': stat('pgsteal_kswapd'),
  'cgroup-steal-proactive-rate': stat('pgsteal_proactive'),
  'cgroup-system-time-share': (run) => cpu(run, 'system') / cpu(run, 'usage'),
  'cgroup-throttle-count': events('high'),
  // of a command that was to run for a given time that time is no answer
  'elapsed-time': (run) =>
    Number.isNaN(jq(run, '.workload.requestedSeconds'))
      ? jq(run, '(.usage.elapsedNanoseconds | tonumber) / 1e9')
      : Number.NaN,
  'workload-cpu-time': (run) => jq(run, '(.usage.userMicroseconds + .usage.systemMicroseconds) / 1e6'),
  'workload-peak-rss': (run) => jq(run, '.usage.peakResidentBytes'),
}

const OWN = METRICS.filter(({ id }) => /^cgroup-|^elapsed-time$|^workload-/.test(id))

test('every metric of a cgroup has its line', () =>
  expect(Object.keys(TABLE).sort()).toEqual(OWN.map(({ id }) => id)))

describe.each(RUNS)('%s', (path) => {
  let run: RunData
  beforeAll(async () => {
    const { runs } = await loadFixture(path.replace(/\/runs\/.*/, ''))
    run = runs.find(({ id }) => path.endsWith(`/${id}`)) as RunData
  })

  test.each(OWN)('$id', (metric) => {
    const { value, reason } = evaluate(metric, run)
    const counted = TABLE[metric.id]?.(path) ?? Number.NaN
    if (value === null) expect({ reason, counted }).toEqual({ reason, counted: Number.NaN })
    else expect(Math.abs(value - counted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(counted)))
  })
})
