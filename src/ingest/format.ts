import type { InputFormat } from '../model/stream.js'
import { readHead } from './chunks.js'
import { kernelLogLine, kernelMessage } from './kernel-log-line.js'
import { OTHER_TOOLS } from './other-tools.js'
import { perfStatLine } from './perf-stat-line.js'

/** In words, for messages. */
export const FORMAT_TITLES: Record<InputFormat, string> = {
  empty: 'an empty file, or empty lines alone',
  binary: 'binary data',
  'utf-16': 'UTF-16 text, as some editors of Windows write it',
  'perf-data': 'a binary perf.data file',
  'perf-report': 'the table of perf report, which has shares and no counts of events',
  'perf-annotate': 'output of perf annotate',
  'perf-kmem': 'output of perf kmem',
  'perf-sched': 'output of perf sched',
  'perf-lock': 'output of perf lock',
  'folded-stacks': 'folded stacks, as flame graphs are made of',
  'trace-dat': 'a binary trace.dat file of trace-cmd',
  'bpftrace-json': "bpftrace's JSON output",
  'bpftrace-text': "bpftrace's text output",
  stream: "a stream of this project's collectors",
  'perf-trace': 'output of perf trace',
  'perf-trace-summary': 'summary of perf trace -s',
  'perf-json': "perf's JSON export (perf data convert)",
  'perf-script': 'trace lines of perf script or ftrace',
  'perf-stat-json': 'JSON output of perf stat',
  'perf-stat-csv': 'output of perf stat',
  dmesg: 'a kernel log',
  vmstat: 'a copy of /proc/vmstat',
  meminfo: 'a copy of /proc/meminfo',
  psi: 'a copy of /proc/pressure',
  'lru-gen': 'a copy of lru_gen',
  zoneinfo: 'a copy of /proc/zoneinfo',
  'memory-stat': 'a copy of memory.stat of a memory cgroup',
  sar: 'output of sar -B or -W',
  'procps-vmstat': 'output of vmstat at an interval',
  'psi-log': 'a log of psi2log, shares of each interval',
  'psi-averages': 'a log of psi2log that holds averages',
  'mem-log': 'a log of mem2log',
  'lkp-json': 'JSON that lkp makes of its monitors',
  phoronix: 'a result of the Phoronix Test Suite (composite.xml)',
  csv: 'a table of runs (CSV)',
  'stress-ng-yaml': "stress-ng's YAML metrics",
  'stress-ng-log': "stress-ng's log",
  'workload-output': 'output of a workload',
  json: 'JSON of a kind not known here',
  unknown: 'text of a kind not known here',
}

const BPFTRACE_TYPES =
  'attached_probes|lost_events|printf|time|cat|syscall|join|value|map|hist|stats|tseries|helper_error|runtime_error|errorf|warnf'

// Tried in this order on each of the first lines; the first line that says something decides.
const LINES: readonly [InputFormat, Pick<RegExp, 'test'>][] = [
  ['stream', /^\{\s*"type"\s*:\s*"(stream|line|sample|end)"/],
  // printed over several lines, as by jq, the type stands on a line of its own
  ['bpftrace-json', new RegExp(`^\\s*(?:\\{\\s*)?"type"\\s*:\\s*"(${BPFTRACE_TYPES})"`)],
  ['perf-stat-json', /^\{[^{}]{0,400}"counter-value"\s*:/],
  ['dmesg', { test: kernelLogLine }],
  ['perf-stat-csv', { test: perfStatLine }],
  [
    'bpftrace-text',
    /^(Attach(ing|ed) \d+ probes?(\.\.\.)?|Page fault in process: .*|Lost \d+ events)\r?$|^@\w*(\[.*\])?: *(-?\d|count \d|$)/,
  ],
  [
    'csv',
    /^\ufeff?"?run"?[,;\t].*\bmetric\b.*\bvalue\b|^(?:\xef\xbb\xbf)?"?(?:run|condition|metric|value|unit|better|block|position)"?(?:[,;\t]"?(?:run|condition|metric|value|unit|better|block|position)"?){2,7}\r?$/,
  ],
  ['phoronix', /^\s*<PhoronixTestSuite>/],
  ['psi-log', /: Starting psi2?log, target: .*mode: 2\b/],
  ['psi-averages', /: Starting psi2?log, target: /],
  ['mem-log', /: Starting mem2log with interval /],
  ['sar', /^Linux \d\S* \(.*\)\s+\S+\s+_\w+_\s+\(\d+ CPU\)/],
  ['procps-vmstat', /^(?: ?\d[\d.]* +[\d.]+ +[\d.]+ -- )?\s*(?:procs -{3,}memory-{3,}|r +b +swpd +free +)/],
  ['zoneinfo', /^Node \d+, zone +\w+$/],
  ['vmstat', /^(?:\/\S{1,200}:)?nr_free_pages \d+$/],
  ['meminfo', /^(?:\/\S{1,200}:)?MemTotal:\s+\d+ kB/],
  ['psi', /^(?:\S{1,200}:)?(some|full) avg10=/],
  ['lru-gen', /^memcg\s+\d+( +\S.*)?$/],
  ['stress-ng-yaml', /^(system-info|build-info|metrics):\s*$/],
  [
    'stress-ng-log',
    /^(?:[\s>|]*|.{0,120}? )stress-ng: (?:\d\d:\d\d:\d\d\.\d\d )?(?:info|metrc|error|fail|warn|debug)\s*:\s+\[|^dispatching hogs: \d|^stressor +bogo ops real time/,
  ],
  ['perf-trace-summary', /^ ?Summary of events:$|^ .* \(\d+\), \d+ events, \d+\.\d%/],
  [
    'perf-trace',
    /^\s*(?:\d+\.\d{3}|\?) \( *(?:\d+\.\d{3} ms)? *(?:\): |\)\.\.\.: )|^\s*\d+\.\d{3} (?:\S.{0,63}\/\d{1,10} )?[a-z]\w*:[a-z_]\w*\(.*\)$|^LOST \d+ events!$/,
  ],
  [
    'perf-script',
    /^\s*[^\s#].*\s\d+(\/\d+)?\s+(\d+\.\d{6,9}:\s+(\d+\s+)?[a-z][\w:-]*|(\d+\s+)?([a-z_]\w*:[a-z_]\w*|(?:(page|minor|major)-)?faults(?::[a-z]+)?|(?:cpu|task)-clock(?::[a-z]+)?|cycles(?::[a-zA-Z]+)?|instructions(?::[a-zA-Z]+)?)):/,
  ],
  ['perf-script', /^(# tracer: |\s*\S.*\s\[\d+\]\s+(\S+\s+)?\d+\.\d+: )/],
]

const OF_CGROUP = /^(?:anon|cache|rss|total_cache|total_rss|inactive_anon|active_anon) \d+$/
/** Of /proc/vmstat, where it was filtered; it is known by more where it is complete. */
const COUNTER =
  /^(?:\/\S{1,200}:)?(?:pgfault|pgmajfault|pswp(?:in|out)|pg(?:scan|steal)_\w{1,20}|nr_vmscan_write|allocstall\w{0,20}|workingset_refault\w{0,20}) \d+$/

/** What the first bytes of a (decompressed) file look like. */
export function formatOf(head: Buffer): InputFormat {
  if (head.length === 0) return 'empty'
  if (head.subarray(0, 8).toString('latin1') === 'PERFILE2') return 'perf-data'
  if (head.subarray(0, 10).toString('latin1') === '\x17\x08Dtracing') return 'trace-dat'
  if (isUtf16(head)) return 'utf-16'
  if (head.includes(0)) return 'binary'
  if (head.subarray(0, 4096).includes('"linux-perf-json-version"')) return 'perf-json'
  if (
    /^\s*\{\s*"(?:proc-vmstat|meminfo|vmstat|perf-stat)\.[^"]{1,200}"\s*:\s*\[/.test(
      head.toString('latin1', 0, 4096),
    )
  )
    return 'lkp-json'
  const text = head.toString('latin1', head.subarray(0, 3).toString('hex') === 'efbbbf' ? 3 : 0)
  const lines = text.split(/\r?\n/, 200)
  for (const line of lines) {
    for (const [format, pattern] of LINES) if (pattern.test(line.slice(0, 4096))) return format
  }
  for (const line of lines) {
    for (const [format, pattern] of OTHER_TOOLS) if (pattern.test(line.slice(0, 4096))) return format
  }
  // without anything before them, messages of the kernel are known by their words alone, and only where nothing else is
  if (lines.some((line) => kernelMessage(line.slice(0, 4096)))) return 'dmesg'
  if (/^\s*[[{]/.test(lines.find((line) => line.trim() !== '') ?? '')) return 'json'
  if (lines.some((line) => OF_CGROUP.test(line.slice(0, 400)))) return 'memory-stat'
  if (lines.some((line) => COUNTER.test(line.slice(0, 400)))) return 'vmstat'
  return head.every((byte) => byte === 10 || byte === 13 || byte === 32)
    ? 'empty'
    : mostlyText(head)
      ? 'unknown'
      : 'binary'
}

/** By its byte-order mark, or by a zero in every second byte. */
function isUtf16(head: Buffer): boolean {
  const mark = head.subarray(0, 2).toString('hex')
  if (mark === 'fffe' || mark === 'feff') return true
  const sample = head.subarray(0, 512)
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] as number) + 1
  const half = sample.length / 2
  return sample.length >= 8 && Math.max(...zeros) > 0.8 * half && Math.min(...zeros) < 0.05 * half
}

function mostlyText(head: Buffer): boolean {
  let control = 0
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32)) control++
  const replaced = head.toString('utf8').split('\ufffd').length - 1
  return control + replaced < head.length / 20
}

/** @throws InputError for a file that cannot be read. */
export async function detectFormat(path: string): Promise<InputFormat> {
  return formatOf(await readHead(path))
}

/** A program of the user's own, with maps or lines that are not page faults, and not the one-liner or a program of the collectors. */
export function ownProgram(head: string): boolean {
  if (/Page fault in process: |"@faults_[ab]"/.test(head)) return false
  return (
    /^\{\s*"type"\s*:\s*"(?:map|hist|stats|value|tseries)"/m.test(head) ||
    /^\{\s*"type"\s*:\s*"printf"\s*,\s*"data"\s*:\s*"(?!time \d+\\n|\d{1,20} \d{1,10} \d{1,10} [uk?] )/m.test(
      head,
    ) ||
    /^@\w*(?:\[.*\])?: */m.test(head)
  )
}
