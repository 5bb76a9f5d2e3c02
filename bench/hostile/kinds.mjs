// One file of each kind that is read, as it should be: what is hostile is made of it.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const F = 'fixtures/formats'
const stream = (id) => [`stream ${id}`, `${F}/${id}/6.1-off.ndjson.gz`]
const every = (id) => [`stream ${id}`, `${F}/${id}/every-6.1-off.ndjson.gz`]

/** Kind, fixture, and the name that tells what it is where the content does not. */
const FILES = [
  ['bpftrace text', `${F}/page-faults/constructed-lost-text.txt`],
  ['bpftrace json', `${F}/bpftrace-maps/7.2-off-oom.ndjson`],
  ['bpftrace maps, json', `${F}/bpftrace-maps/6.1-off-oom.ndjson`],
  ['bpftrace maps, text', `${F}/bpftrace-maps/constructed-text.txt`],
  ['stderr of bpftrace', 'fixtures/one-liner-7.2/off-1.txt.err', 'x.txt.err'],
  ['perf script', `${F}/page-faults/perf-6.1-script-tracepoints-g.txt.gz`],
  ['ftrace', `${F}/direct-reclaim/6.1-off-reclaim.txt.gz`],
  ['perf trace', `${F}/perf-trace/6.1-off.txt`],
  ['perf trace -s', `${F}/perf-trace/6.1-off-summary.txt`],
  ['perf data convert', `${F}/perf-json/6.1-off-reclaim.json`],
  ['perf stat', `${F}/perf-stat/constructed-interval-human.txt`],
  ['perf stat -j', `${F}/perf-stat/6.1-off.txt`],
  ['kernel log', `${F}/kernel-log/6.1-off-oom.txt`],
  ['vmstat', `${F}/vmstat/6.1-off-reclaim.after`],
  ['vmstat, copies', `${F}/vmstat/6.1-off-blocks.txt`],
  ['meminfo', `${F}/meminfo/6.1-off.txt`],
  ['pressure, copies', `${F}/psi/6.1-off-blocks.txt`],
  ['psi2log', `${F}/psi/constructed-psi2log.txt`],
  ['mem2log', `${F}/meminfo/constructed-mem2log.txt`],
  ['lru_gen, copies', `${F}/lru-gen/6.1-off-blocks.txt`],
  ['sar', `${F}/vmstat/sar-12.6.1-C.txt`],
  ['vmstat of procps', `${F}/vmstat/vmstat-4.0.2-t.txt`],
  ['lkp json', `${F}/vmstat/constructed-lkp.json`],
  ['stress-ng yaml', `${F}/stress-ng/0.19.02-metrics.yaml`],
  ['stress-ng log', `${F}/stress-ng/0.12.06-metrics.log`],
  ['workload output', `${F}/workload-output/constructed-cut.txt`],
  ['workload json', `${F}/workload-output/constructed-bmf.json`],
  ['table', 'fixtures/found/tables/runs.csv', 'runs.csv'],
  ['phoronix', 'fixtures/found/tables/composite.xml', 'composite.xml'],
  ['cgroup', 'fixtures/constructed/cgroup-by-hand/off-1.txt.memory.stat-after', 'x.memory.stat-after'],
  ...['direct-reclaim', 'kernel-log', 'kswapd-cpu', 'lru-gen', 'meminfo', 'page-faults', 'psi'].map(stream),
  ...['stress-ng', 'vmscan', 'vmstat'].map(stream),
  ...['compaction', 'fault-latency', 'kswapd', 'migration', 'oom', 'perf-stat', 'swap', 'thp'].map(every),
  ['stream cgroup-stat', `${F}/cgroup-stat/6.12-fio.ndjson.gz`],
]

export function kinds() {
  return FILES.map(([kind, path, name = 'file.txt']) => {
    const raw = readFileSync(path)
    return { kind, name, bytes: raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw }
  })
}
