import { printable } from '../base/printable.js'

/** Lines by which a program names itself and its version, or by which a version shows; the first that matches is taken. */
const PRODUCERS: readonly (readonly [producer: string, pattern: RegExp])[] = [
  ['perf', /^# perf version : (\S{1,60})/m],
  ['perf', /"perf-version"\s*:\s*"([^"\n]{1,60})"/],
  ['stress-ng', /^[ \t]{0,8}stress-ng-version:[ \t]{0,8}['"]?([^'"\s]{1,40})/m],
  ['fio', /"fio version"\s*:\s*"fio-([^"\n]{1,60})"/],
  ['fio', /^fio-(\d[\w.-]{0,40})\r?$/m],
  ['sysbench', /^sysbench (\d\S{0,40}) /m],
  ['YCSB', /^YCSB Client (\d\S{0,40})/m],
  ['Phoronix Test Suite', /<TestClient>(?:phoronix-test-suite )?v?([^<\n]{1,60})</i],
  ['the collectors', /^\{\s*"type"\s*:\s*"stream".{0,200}?"program"\s*:\s*"([^"\n]{1,60})"/],
  ['trace-cmd, file version', /^version = (\d{1,3})\r?$/m],
  // what it writes changed with this version
  [
    'bpftrace 0.24 or later',
    /^\{\s*"type"\s*:\s*"attached_probes"\s*,\s*"count"\s*:|^Attached \d+ probes?\r?$/m,
  ],
  [
    'bpftrace 0.23 or earlier',
    /^\{\s*"type"\s*:\s*"attached_probes"\s*,\s*"data"\s*:|^Attaching \d+ probes?\.\.\.\r?$/m,
  ],
  ['psi2log', /: Starting psi2?log, target: /],
  ['mem2log', /: Starting mem2log with interval /],
  ['simpleperf', /^Performance counter statistics:\r?$/m],
  ['ftrace, tracer', /^# tracer: (\w{1,40})/m],
  ['Linux', /(?:^|[\s;])Linux version (\d\S{0,80})/m],
  ['sysstat on Linux', /^Linux (\d\S{0,80}) \(.*\)\s+\S+\s+_\w+_/m],
]

/** The program that wrote a file, and its version, as far as its first bytes show them; null where they do not. */
export function producerOf(head: string): string | null {
  for (const [producer, pattern] of PRODUCERS) {
    const match = pattern.exec(head)
    if (match !== null) return match[1] === undefined ? producer : `${producer} ${printable(match[1], 80)}`
  }
  return null
}
