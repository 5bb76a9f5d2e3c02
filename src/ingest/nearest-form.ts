import { printable } from '../base/printable.js'

/** What lines of the formats look like that a report is made of; a word in capitals stands for any word, a number for any. */
const FORMS: readonly [title: string, ...lines: string[]][] = [
  [
    "bpftrace's JSON output",
    '{"type": "map", "data": {"@faults": {"NAME": 5}}}',
    '{"type": "attached_probes", "data": {"probes": 1}}',
    '{"type": "printf", "data": "NAME"}',
  ],
  [
    "bpftrace's text output",
    'Attaching 1 probe...',
    '@faults[NAME, 12]: 34',
    '@[NAME]: 34',
    'Page fault in process: 12',
  ],
  [
    'output of perf trace',
    '100.661 ( 0.000 ms): NAME/4242 minfault [NAME+0x1] => NAME',
    '100.661 NAME/4242 exceptions:page_fault_user(address: 0x7f',
  ],
  [
    'output of perf script',
    'NAME 5124 [003] 8123.456789: 1 page-faults: 55',
    'NAME 5124 [003] 8123.456789: exceptions:page_fault_user: address=0x7f',
  ],
  ["ftrace's trace", 'NAME-89 [000] .... 64.887613: mm_vmscan_direct_reclaim_begin: order=0'],
  ['JSON output of perf stat', '{"counter-value" : "208.000000", "unit" : "", "event" : "page-faults"'],
  ["perf's JSON export (perf data convert)", '{ "linux-perf-json-version": 1,'],
  [
    'output of perf stat',
    'Performance counter stats for',
    '1,234 page-faults # 1.2 K/sec',
    '70,,page-faults,1204272,100.00',
  ],
  [
    'a kernel log',
    '[ 118.306233] NAME invoked oom-killer:',
    '[ 118.306233] Out of memory: Killed process 12 (NAME)',
    'NAME 15 23:09:00 NAME kernel: NAME',
  ],
  ['a copy of /proc/vmstat', 'nr_free_pages 758210', 'pgfault 2400000', 'pswpin 12', 'pgscan_kswapd 12'],
  ['a copy of /proc/meminfo', 'MemTotal: 16384 kB', 'MemFree: 16384 kB'],
  [
    'a copy of /proc/pressure',
    'some avg10=0.00 avg60=0.00 avg300=0.00 total=0',
    'full avg10=0.00 avg60=0.00 avg300=0.00 total=0',
  ],
  ['a copy of lru_gen', 'memcg 1 /', 'node 0'],
  [
    "stress-ng's YAML metrics",
    'metrics:',
    '- stressor: NAME',
    'bogo-ops: 128185',
    'wall-clock-time: 5.140000',
  ],
  [
    "stress-ng's log",
    'stress-ng: info: [2759] dispatching hogs:',
    'stress-ng: metrc: [2759] NAME 128185 5.14',
  ],
]

export interface Nearest {
  title: string
  example: string
  /** Where the text departs from it, from 1. */
  line: number
  column: number
  /** The line, made printable, at most 80 columns of it. */
  text: string
}

const TOKEN = /[A-Za-z_]+|\d+|\s+|[^A-Za-z_\d\s]/g
const tokens = (line: string): string[] => line.trim().slice(0, 400).match(TOKEN) ?? []
const EXAMPLES = FORMS.flatMap(([title, ...lines]) =>
  lines.map((example) => ({ title, example, wanted: tokens(example) })),
)
/** Fewer points in common are by chance. */
const LEAST = 5

/** What of the example's begin the line has: a word of its own counts most. */
function inCommon(found: readonly string[], wanted: readonly string[]): { points: number; tokens: number } {
  let points = 0
  let at = 0
  for (; at < wanted.length && at < found.length; at++) {
    const [have, want] = [found[at] as string, wanted[at] as string]
    const blank = have.trim() === '' && want.trim() === ''
    const number = /^\d/.test(have) && /^\d/.test(want)
    const any = /^[A-Z]+$/.test(want) && /^[A-Za-z_]/.test(have)
    if (have === want && /^[A-Za-z_]/.test(want)) points += want.length >= 4 ? 5 : 3
    else if (number || any || (have === want && !blank)) points++
    else if (!blank) break
  }
  return { points, tokens: at }
}

/** The known form that a text of no known format is nearest to, and where it departs from it; null where none is near. */
export function nearestForm(head: string): Nearest | null {
  let best: (Nearest & { points: number }) | null = null
  for (const [index, line] of head.split(/\r?\n/, 100).entries()) {
    const found = tokens(line)
    if (found.length === 0) continue
    for (const { title, example, wanted } of EXAMPLES) {
      const { points, tokens: same } = inCommon(found, wanted)
      if (points <= Math.max(LEAST - 1, best?.points ?? 0)) continue
      const indent = line.length - line.trimStart().length
      const column = indent + found.slice(0, same).join('').length + 1
      best = { title, example, line: index + 1, column, text: printable(line.trim(), 80), points }
    }
  }
  return best
}
