import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { evaluate } from '../../src/compare/comparison-inputs.js'
import type { RunData } from '../../src/experiment/experiment.js'
import { METRICS } from '../../src/metrics/index.js'
import { printedNumber, printedTogether } from '../printed-number.js'
import { temporaryDirectory } from '../temporary.js'
import { load, windowOf } from './lab-runs.js'

// Every metric of one recorded run of each kernel and condition against what gzip, sed, grep, sort and awk make of the same
// files. A metric that is not in the table fails the test, so a new one needs its line.

const RUNS = ['6.1-off', '6.1-on', '6.12-off', '6.12-on', '7.2-off', '7.2-on']
const texts = temporaryDirectory()
/** The file of a stream, decompressed by gzip once for all counts; empty where the run has none. */
const textOf = (stream: string, run: string) => join(texts, `${stream}-${run}`)

/** Growth of counters of /proc/vmstat from the first sample to the last, added up. */
const vm = (run: string, names: string) =>
  printedNumber(
    `cat ${textOf('vmstat', run)} | grep '"sample"' | sed -n '1p;$p' | tr ',{}' '\\n\\n\\n' | ` +
      `awk -F'[:"]+' '$2 ~ /^(${names})$/ {n += seen[$2]++ ? $3 : -$3} END {print n + 0}'`,
  )

/** Growth of a number between the samples next to the ends of the measured window, by a factor. */
const sampled = (run: string, stream: string, key: string, unit: number) => {
  const { start, end } = windowOf(run)
  return (
    printedNumber(
      `cat ${textOf(stream, run)} | sed -n 's/.*"t":"\\([0-9]*\\)".*"${key}":\\([0-9]*\\)[,}].*/\\1 \\2/p' | ` +
        `awk 'NR == 1 || $1 <= ${start} {a = $2} NR == 1 || t < ${end} {b = $2; t = $1} END {printf "%.0f", b - a}'`,
    ) * unit
  )
}

/** Upper bound of the bucket that holds a quantile, in seconds. */
const bucket = (run: string, map: string, q: number) =>
  printedNumber(
    `cat ${textOf('fault-latency', run)} | grep '"${map}"' | tail -n 1 | grep -o '"max": [0-9]*, "count": [0-9]*' | ` +
      `awk '{max[NR] = $2 + 0; n[NR] = $4; all += $4} END {for (i = 1; i <= NR; i++) {below += n[i]; if (n[i] > 0 && below >= ${q} * all) {printf "%.9f", (max[i] + 1) / 1000000; exit}}}'`,
  )

const spanLines = (run: string, stream: string, word: string) =>
  `cat ${textOf(stream, run)} | sed -n 's/.*"${word} \\([0-9]*\\) \\([0-9]*\\) .*/\\1 \\2/p'`
const stallLines = (run: string) => spanLines(run, 'direct-reclaim', 'stall')

/** Time in which at least one of them lasted, within the window. */
const covered = (run: string, stream: string, word: string) => {
  const { start, end } = windowOf(run)
  return printedNumber(
    `${spanLines(run, stream, word)} | sort -n | awk '{a = $1; b = $1 + $2; if (a < ${start}) a = ${start}; if (b > ${end}) b = ${end}; if (a < to) a = to; if (b > a) {n += b - a; to = b}} END {printf "%.9f", n / 1000000000}'`,
  )
}

/** How many touch the window, those whose lines end with what `also` asks for alone. */
const touching = (run: string, stream: string, word: string, also = '.*') => {
  const { start, end } = windowOf(run)
  return printedNumber(
    `cat ${textOf(stream, run)} | sed -n 's/.*"${word} \\([0-9]*\\) \\([0-9]*\\) ${also}/\\1 \\2/p' | ` +
      `awk '$1 < ${end} && $1 + $2 > ${start} {n++} END {print n + 0}'`,
  )
}
/** A map without keys, at its last print; 0 where it was not printed. */
const mapOf = (run: string, stream: string, map: string) =>
  printedNumber(
    `cat ${textOf(stream, run)} | sed -n 's/.*"@${map}": \\([0-9]*\\)}.*/\\1/p' | tail -n 1 | awk '{n = $1} END {print n + 0}'`,
  )
/** Entries of a map of collapses whose key is, or is not, 1. */
const collapses = (run: string, test: string) =>
  printedNumber(
    `cat ${textOf('thp', run)} | grep '"@collapse_status"' | tail -n 1 | grep -o '"[0-9]*": [0-9]*' | tr -d '":' | awk '$1 ${test} 1 {n += $2} END {print n + 0}'`,
  )

/** Times of the kills within the window, seconds since it began, the first first; what `value` makes of each follows. */
const killLines = (run: string, value: string) => {
  const { start, end } = windowOf(run)
  return (
    `cat ${textOf('kernel-log', run)} | sed 's/.*<[0-9]>\\[ *//; s/\\] / /' | ` +
    `awk '/ memory: usage/ {gsub(/kB/, ""); left = ($6 - $4) * 1024} /Killed process/ {at = $1 - ${start} / 1e9; if (at >= 0 && at < (${end} - ${start}) / 1e9) printf "%.9f %s\\n", at, ${value}}'`
  )
}

/** What the stall of memory.full came to from the start of the window to the first kill, even within a second. */
const stalledBefore = (run: string) => {
  const { start, seconds } = windowOf(run)
  return printedNumber(
    `at=$(${killLines(run, '""')} | head -n 1); [ -z "$at" ] || cat ${textOf('psi', run)} | ` +
      `sed -n 's/.*"t":"\\([0-9]*\\)".*"memory.full.total":\\([0-9]*\\)[,}].*/\\1 \\2/p' | awk -v at=$at '
        function c(x,  i) {if (x > ${seconds}) x = ${seconds}; for (i = 2; i < NR && t[i] < x; i++); return v[i - 1] + (v[i] - v[i - 1]) * (x - t[i - 1]) / (t[i] - t[i - 1])}
        {t[NR] = ($1 - ${start}) / 1e9; v[NR] = $2 / 1e6}
        END {f = int(at); n = ${seconds} - f; if (n > 1) n = 1; printf "%.12f", c(f) - c(0) + (c(f + 1) - c(f)) * (at - f) / n}'`,
  )
}

const stallP99 = (run: string) => {
  const { start, end } = windowOf(run)
  return printedNumber(
    `${stallLines(run)} | awk '$1 < ${end} && $1 + $2 > ${start} {print $2}' | sort -n | ` +
      `awk '{v[NR] = $1} END {if (NR) {r = NR * 0.99; i = int(r); if (i < r) i++; printf "%.9f", v[i] / 1000000000}}'`,
  )
}

const bogoOps = (run: string, key: string) =>
  printedNumber(
    `cat ${textOf('stress-ng', run)} | sed -n 's/.* ${key}: \\([0-9.]*\\).*/\\1/p' | awk '{n += $1} END {printf "%.9f", n}'`,
  )

/** Faults in the maps whose time, from one mark to the next, touches the window. */
const faults = (run: string) => {
  const { start, end } = windowOf(run)
  return printedNumber(
    `cat ${textOf('page-faults', run)} | awk '
      /"data": "time / {t = $0; sub(/.*time /, "", t); sub(/[^0-9].*/, "", t); if (to != "") from = to; to = t + 0; next}
      /"map".*"@faults/ {
        a = from + 0; b = to; if (to != "") from = to; to = ""
        if (a < ${end} && (b == "" || b > ${start})) {
          line = $0; sub(/.*"@faults[a-z_]*": [{]/, "", line); n = split(line, part, /": /)
          for (i = 2; i <= n; i++) sum += part[i] + 0
        }
      } END {print sum}'`,
  )
}

/** Growth of the youngest generation of each cgroup and node from the first sample to the last. */
const generations = (run: string) =>
  printedNumber(
    `cat ${textOf('lru-gen', run)} | grep '"sample"' | sed -n '1p;$p' | sed 's/\\\\n/\\n/g' | awk '
      /"sample"/ {s++} /memcg +[0-9]/ {m = $0; sub(/.*memcg +/, "", m); sub(/ .*/, "", m)} /^ *node +[0-9]/ {d = $2}
      NF >= 4 && $1 ~ /^[0-9]+$/ {k = m " " d; if ($1 > y[s, k] || !((s, k) in y)) y[s, k] = $1; all[k]}
      END {for (k in all) if (((1, k) in y) && ((2, k) in y) && y[2, k] > y[1, k]) n += y[2, k] - y[1, k]; print n + 0}'`,
  )

/** Age, in seconds, of the generation that holds the middle page, in the first sample at or after the end of the window. */
const middleAge = (run: string) => {
  const { end } = windowOf(run)
  return printedNumber(
    `cat ${textOf('lru-gen', run)} | grep '"sample"' | sed 's/"}}$//' | awk -F'"t":"' '{t = $2; sub(/".*/, "", t); if (last == "" || last < ${end}) {kept = $0; last = t + 0}} END {print kept}' | ` +
      `sed 's/\\\\n/\\n/g' | awk 'NF >= 4 && $1 ~ /^[0-9]+$/ {gsub(/[-x]/, ""); print $2, $3 + $4}' | sort -n | ` +
      `awk '{age[NR] = $1; n[NR] = $2; all += $2} END {for (i = 1; i <= NR && all; i++) {s += n[i]; if (2 * s >= all) {printf "%.3f", age[i] / 1000; exit}}}'`,
  )
}

const throttled = (run: string) => {
  const { start, end } = windowOf(run)
  return printedNumber(
    `cat ${textOf('vmscan', run)} | awk '
      /"data": "time / {t = $0; sub(/.*time /, "", t); sub(/[^0-9].*/, "", t); mark = t + 0; next}
      /"map".*"@events"/ {
        v = 0; if ($0 ~ /mm_vmscan_throttled"/) {v = $0; sub(/.*mm_vmscan_throttled": /, "", v); v += 0}
        if (mark && mark <= ${start}) before = v
        if (!done) after = v
        if (mark >= ${end}) done = 1
        mark = 0
      } END {print after - before}'`,
  )
}

const perfSum = (run: string, event: string) =>
  printedNumber(
    `cat ${textOf('perf-stat', run)} | grep '"${event}"' | sed 's/.*counter-value" : "\\([0-9]*\\).*/\\1/' | awk '{n += $1} END {printf "%.0f", n}'`,
  )

const rate = (names: string) => (run: string) => vm(run, names) / windowOf(run).seconds

const PER_SECOND: Record<string, (run: string) => number> = {
  'allocation-stall-rate': rate('allocstall.*'),
  'bogo-ops': (run) => bogoOps(run, 'bogo-ops'),
  'bogo-ops-rate': (run) => bogoOps(run, 'bogo-ops') / bogoOps(run, 'wall-clock-time'),
  // no cgroup of a workload was recorded
  'bystander-kills': () => Number.NaN,
  'compaction-rate': (run) => touching(run, 'compaction', 'compaction') / windowOf(run).seconds,
  'compaction-stall-rate': rate('compact_stall'),
  'compaction-success-share': (run) =>
    touching(run, 'compaction', 'compaction', '[0-9]* [0-9]* 8 .*') /
    touching(run, 'compaction', 'compaction'),
  'compaction-time-share': (run) => covered(run, 'compaction', 'compaction') / windowOf(run).seconds,
  'direct-reclaim-page-share': (run) => vm(run, 'pgsteal_direct') / vm(run, 'pgsteal_(direct|kswapd)'),
  'direct-reclaim-stall-p99': stallP99,
  'direct-reclaim-stall-share': (run) => covered(run, 'direct-reclaim', 'stall') / windowOf(run).seconds,
  'first-kill-time': (run) => printedNumber(`${killLines(run, '""')} | head -n 1`),
  'free-at-kill': (run) => printedNumber(`${killLines(run, 'left')} | awk 'NR == 1 {print $2}'`),
  'generation-rate': (run) => generations(run) / windowOf(run).seconds,
  // no run of these has kcompactd or diskstats: formats.test.ts holds the bytes and seconds
  'kcompactd-cpu-share': () => Number.NaN,
  'kswapd-awake-share': (run) => covered(run, 'kswapd', 'awake') / windowOf(run).seconds,
  'kswapd-cpu-share': (run) => sampled(run, 'kswapd-cpu', 'kswapd0.run_ns', 1e-9) / windowOf(run).seconds,
  'kswapd-wake-rate': (run) => touching(run, 'kswapd', 'awake') / windowOf(run).seconds,
  'major-fault-p50': (run) => bucket(run, '@major_us', 0.5),
  'major-fault-p99': (run) => bucket(run, '@major_us', 0.99),
  'major-fault-rate': rate('pgmajfault'),
  'memory-pressure-full': (run) => sampled(run, 'psi', 'memory.full.total', 1e-6) / windowOf(run).seconds,
  'memory-pressure-some': (run) => sampled(run, 'psi', 'memory.some.total', 1e-6) / windowOf(run).seconds,
  'migrated-pages': (run) => mapOf(run, 'migration', 'succeeded'),
  'migration-failure-share': (run) =>
    mapOf(run, 'migration', 'failed') /
    (mapOf(run, 'migration', 'succeeded') + mapOf(run, 'migration', 'failed')),
  'minor-fault-p50': (run) => bucket(run, '@minor_us', 0.5),
  'minor-fault-p99': (run) => bucket(run, '@minor_us', 0.99),
  'minor-fault-rate': (run) => (vm(run, 'pgfault') - vm(run, 'pgmajfault')) / windowOf(run).seconds,
  'oom-kills': (run) => vm(run, 'oom_kill'),
  'other-write-rate': () => Number.NaN,
  'page-fault-rate': (run) => faults(run) / windowOf(run).seconds,
  'page-faults': faults,
  'perf-major-faults': (run) => perfSum(run, 'major-faults'),
  'perf-page-faults': (run) => perfSum(run, 'page-faults'),
  // no run of these has perf-trace: perf-trace.test.ts
  'perf-trace-faults': () => Number.NaN,
  'perf-trace-major-faults': () => Number.NaN,
  'reclaim-efficiency': (run) => vm(run, 'pgsteal_(direct|kswapd)') / vm(run, 'pgscan_(direct|kswapd)'),
  'reclaim-write-rate': rate('nr_vmscan_write'),
  'reclaimed-anon-share': (run) => vm(run, 'pgsteal_anon') / vm(run, 'pgsteal_(anon|file)'),
  'reclaimed-direct-rate': rate('pgsteal_direct'),
  'reclaimed-kswapd-rate': rate('pgsteal_kswapd'),
  'refault-anon-rate': rate('workingset_refault_anon'),
  'refault-file-rate': rate('workingset_refault_file'),
  'refill-rate': rate('pgrefill'),
  'scan-rate': rate('pgscan_(direct|kswapd)'),
  'stall-before-kill': stalledBefore,
  'successful-compaction-rate': rate('compact_success'),
  'swap-in-rate': rate('pswpin'),
  'swap-out-rate': rate('pswpout'),
  'swap-write-rate': () => Number.NaN,
  'system-time-share': (run) =>
    bogoOps(run, 'system-time') / (bogoOps(run, 'system-time') + bogoOps(run, 'user-time')),
  'thp-collapse-failures': (run) => collapses(run, '!='),
  'thp-collapses': (run) => collapses(run, '=='),
  'thp-fallback-rate': rate('thp_fault_fallback'),
  'thp-fault-rate': rate('thp_fault_alloc'),
  'throttle-count': throttled,
  'working-set-age': middleAge,
}

/** A cost per operation is what the whole run cost, divided by the operations of its workload. */
const perOperation = (cost: string) => (run: string) =>
  ((PER_SECOND[cost]?.(run) ?? Number.NaN) * windowOf(run).seconds) / (bogoOps(run, 'bogo-ops') || Number.NaN)

const TABLE: Record<string, (run: string) => number> = {
  ...PER_SECOND,
  'allocation-stall-per-op': perOperation('allocation-stall-rate'),
  'compaction-per-op': perOperation('compaction-rate'),
  'compaction-stall-per-op': perOperation('compaction-stall-rate'),
  'compaction-time-per-op': perOperation('compaction-time-share'),
  'direct-reclaim-stall-per-op': perOperation('direct-reclaim-stall-share'),
  'kcompactd-cpu-per-op': perOperation('kcompactd-cpu-share'),
  'kswapd-awake-per-op': perOperation('kswapd-awake-share'),
  'kswapd-cpu-per-op': perOperation('kswapd-cpu-share'),
  'kswapd-wake-per-op': perOperation('kswapd-wake-rate'),
  'major-fault-per-op': perOperation('major-fault-rate'),
  'minor-fault-per-op': perOperation('minor-fault-rate'),
  'other-write-per-op': perOperation('other-write-rate'),
  'reclaim-write-per-op': perOperation('reclaim-write-rate'),
  'refault-anon-per-op': perOperation('refault-anon-rate'),
  'refault-file-per-op': perOperation('refault-file-rate'),
  'swap-in-per-op': perOperation('swap-in-rate'),
  'swap-out-per-op': perOperation('swap-out-rate'),
  'swap-write-per-op': perOperation('swap-write-rate'),
}

// of a cgroup, or of run.json: none of these runs has them, cgroup-lab.test.ts and canary.test.ts have their own
for (const { id } of METRICS)
  if (/^canary-|^cgroup-|^elapsed-time$|^workload-/.test(id)) TABLE[id] = () => Number.NaN

test('every metric has its line', () =>
  expect(Object.keys(TABLE).sort()).toEqual(METRICS.map(({ id }) => id)))

describe.each(RUNS)('%s', (run) => {
  let data: RunData
  beforeAll(async () => {
    data = await load(run)
    execFileSync('sh', [
      '-ec',
      `for stream in fixtures/formats/*/; do
         file=$stream/every-${run}.ndjson.gz name=$(basename $stream)
         if [ -e $file ]; then gzip -dc $file; fi >${texts}/$name-${run}
       done`,
    ])
    printedTogether(() => {
      for (const count of Object.values(TABLE)) count(run)
    })
  })

  test.each(METRICS)('$id', (metric) => {
    const { value, reason } = evaluate(metric, data)
    const counted = TABLE[metric.id]?.(run) ?? Number.NaN
    if (value === null) expect({ reason, counted }).toEqual({ reason, counted: Number.NaN })
    else expect(Math.abs(value - counted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(counted)))
  })
})
