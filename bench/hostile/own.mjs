// What only one kind of file can do to who reads it.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const text =
  (...parts) =>
  () =>
    parts.map((part) => Buffer.from(part))
/** Many small parts, joined to some MB each. */
function* joined(count, one, before = '', after = '') {
  let part = before
  for (let at = 0; at < count; at++) {
    part += one(at)
    if (part.length < 1 << 22) continue
    yield Buffer.from(part)
    part = ''
  }
  yield Buffer.from(part + after)
}
const file = (kind, attack, name, parts, commands, more = {}) => ({
  kind,
  attack,
  name,
  parts,
  commands,
  ...more,
})

const yaml = (attack, parts) => file('stress-ng yaml', attack, 'file.yaml', parts)
const STRESS = (at) => `  - stressor: s${at}\n    bogo-ops: 1\n    wall-clock-time: 1.0\n`
const STRESSORS = [
  yaml('2 x 10^5 stressors', () => joined(200_000, STRESS, 'metrics:\n')),
  yaml('6 x 10^5 keys', () => joined(6e5, (at) => `    key${at}: ${at}\n`, `metrics:\n${STRESS(0)}`)),
  yaml('10^6 aliases', () => joined(1e6, () => ', *a', 'metrics:\n  - &a {stressor: vm}\n  - [*a', ']\n')),
  yaml('anchors of anchors', () =>
    joined(60, (at) => `  - &a${at + 1} [*a${at}, *a${at}, *a${at}]\n`, 'metrics:\n  - &a0 {stressor: vm}\n'),
  ),
  yaml('a flow 10^6 deep', text('metrics:\n  - ', '['.repeat(1e6), '\n')),
  yaml('10^6 flows in a line', () => joined(1e6, () => '[],', 'metrics:\n  - [', ']\n')),
  yaml('10^5 indented deeper and deeper', () =>
    joined(2000, (at) => `${' '.repeat(at + 2)}- a:\n`, 'metrics:\n'),
  ),
]

const MAPS = [
  file('bpftrace maps, json', '1000 maps of 3,000 keys', 'file.ndjson', () =>
    joined(1000, (map) => {
      const keys = Array.from({ length: 3_000 }, (_, at) => `"${map} ${at}": 1`).join(', ')
      return `{"type": "map", "data": {"@m${map}": {${keys}}}}\n`
    }),
  ),
  file('bpftrace maps, json', '10^6 maps', 'file.ndjson', () =>
    joined(1e6, (map) => `{"type": "map", "data": {"@m${map}": 1}}\n`),
  ),
  file('bpftrace maps, json', '1000 histograms of 10,000 buckets', 'file.ndjson', () =>
    joined(1000, (map) => {
      const one = Array.from({ length: 10_000 }, (_, at) => `{"min": ${at}, "max": ${at}, "count": 1}`)
      return `{"type": "hist", "data": {"@h${map}": [${one.join(', ')}]}}\n`
    }),
  ),
  file('bpftrace maps, json', '1000 histograms of 10,000 keys', 'file.ndjson', () =>
    joined(1000, (map) => {
      const one = Array.from({ length: 10_000 }, (_, at) => `"k${at}": [{"min": 1, "max": 1, "count": 1}]`)
      return `{"type": "hist", "data": {"@h${map}": {${one.join(', ')}}}}\n`
    }),
  ),
  file('bpftrace maps, json', '1000 statistics of 10,000 keys', 'file.ndjson', () =>
    joined(1000, (map) => {
      const one = Array.from(
        { length: 10_000 },
        (_, at) => `"k${at}": {"count": 1, "average": 1, "total": 1}`,
      )
      return `{"type": "stats", "data": {"@s${map}": {${one.join(', ')}}}}\n`
    }),
  ),
  file('bpftrace maps, json', '10^6 numbers beyond 2^53', 'file.ndjson', () =>
    joined(1e6, (map) => `{"type": "map", "data": {"@m${map % 1000}": {"${map}": 18446744073709551615}}}\n`),
  ),
  file('bpftrace maps, json', 'a record over 3 x 10^5 lines', 'file.ndjson', () =>
    joined(3e5, (at) => `"k${at}": 1,\n`, '{"type": "map", "data": {"@m": {\n', '"z": 1}}}\n'),
  ),
  file('bpftrace maps, text', '10^7 keys', 'file.txt', () => joined(1e7, (at) => `@m[k${at}]: ${at}\n`)),
  file('bpftrace maps, text', '10^6 maps', 'file.txt', () => joined(1e6, (at) => `@m${at}[k]: ${at}\n`)),
  file('bpftrace maps, text', '1000 maps of 10,000 keys', 'file.txt', () =>
    joined(1e7, (at) => `@m${Math.floor(at / 10_000)}[k${at}]: ${at}\n`),
  ),
  file('bpftrace maps, text', '10^6 histograms', 'file.txt', () =>
    joined(1e6, (at) => `@h[k${at}]:\n[1]  5 |@@@@|\n[2, 4)  6 |@@@@@|\n\n`),
  ),
  file('bpftrace maps, text', 'a histogram of 10^6 buckets', 'file.txt', () =>
    joined(1e6, (at) => `[${at}, ${at + 1})  5 |@@@@|\n`, '@h:\n'),
  ),
]

const FAULTS = [
  file('bpftrace text', '10^6 processes', 'file.txt', () =>
    joined(1e6, (at) => `Page fault in process: ${at}\n`),
  ),
  file('bpftrace text', '10^6 names of 1 KB', 'file.txt', () =>
    joined(1e6, (at) => `Page fault in process: ${at}${'n'.repeat(1000)}\n`),
  ),
  file('bpftrace json', '10^6 processes in one map', 'file.ndjson', () =>
    joined(100, (map) => {
      const keys = Array.from({ length: 10_000 }, (_, at) => `"${map * 1e4 + at},user,p${map * 1e4 + at}": 1`)
      return `{"type": "map", "data": {"@faults": {${keys.join(', ')}}}}\n`
    }),
  ),
  file('perf script', '10^6 processes', 'file.txt', () =>
    joined(1e6, (at) => `  p${at} 12 [000] ${at}.000000: exceptions:page_fault_user: a=b\n`),
  ),
  file('perf script', '10^6 events', 'file.txt', () =>
    joined(1e6, (at) => `  p 12 [000] ${at}.000000: e${at}:faults${at}: a=b\n`),
  ),
  file('perf script', '10^6 direct reclaims that do not end', 'file.txt', () =>
    joined(
      1e6,
      (at) => `  p${at} ${at} [000] ${at}.000000: vmscan:mm_vmscan_direct_reclaim_begin: order=0\n`,
    ),
  ),
  file('perf trace', '10^6 processes', 'file.txt', () =>
    joined(1e6, (at) => `${at}.661 ( 0.000 ms): p${at}/${at} minfault [a+0x1] => b (?k)\n`),
  ),
  file('perf trace -s', '10^6 processes', 'file.txt', () =>
    joined(1e6, (at) => ` p${at} (${at}), 10 events, 0.1%\n`, ' Summary of events:\n\n'),
  ),
  file('perf data convert', '10^6 processes', 'file.json', () =>
    joined(
      1e6,
      (at) =>
        `{"timestamp": ${at}, "pid": ${at}, "tid": ${at}, "comm": "p${at}", "event": "page-faults", "period": 1},\n`,
      '{"linux-perf-json-version": 1, "headers": {}, "samples": [\n',
      '{}]}\n',
    ),
  ),
  file('perf data convert', 'an element of 1 GB', 'file.json', () =>
    joined(1000, () => ' '.repeat(1e6), '{"linux-perf-json-version": 1, "samples": [{', '}]}\n'),
  ),
  file('perf stat -j', '10^6 events', 'file.txt', () =>
    joined(
      1e6,
      (at) =>
        `{"counter-value" : "${at}.000000", "unit" : "", "event" : "e${at}", "event-runtime" : 1, "pcnt-running" : 100.00}\n`,
    ),
  ),
  file('perf stat', '10^6 events', 'file.txt', () => joined(1e6, (at) => `${at},,e${at},1204272,100.00,,\n`)),
  file('kernel log', '10^6 kills', 'file.txt', () =>
    joined(
      1e6,
      (at) => `[ ${at}.306233] Out of memory: Killed process ${at} (p${at}) total-vm:1kB, anon-rss:1kB\n`,
    ),
  ),
  file('kernel log', '10^6 warnings', 'file.txt', () =>
    joined(1e6, (at) => `[ ${at}.306233] WARNING: CPU: 0 PID: ${at} at mm/f${at}.c:1 f+0x1/0x2\n`),
  ),
]

const JSON_DOCUMENTS = [
  ['brackets in a row', () => joined(5e6, () => '[],', '[', '[]]')],
  ['objects in a row', () => joined(5e6, () => '{},', '[', '{}]')],
  ['brackets 10^6 deep', () => joined(1e6, () => '[')],
  ['10^6 keys', () => joined(1e6, (at) => `"k${at}":${at},`, '{', '"z":1}')],
  ['10^7 numbers', () => joined(7e6, () => '1,', '{"a":[', '1]}')],
]
const OPENING = {
  workload: '{"fio version": "fio-3.33",\n"jobs": ',
  lkp: '{"proc-vmstat.time": [1],\n"proc-vmstat.x": ',
}
const DOCUMENTS = [
  ...JSON_DOCUMENTS.flatMap(([attack, parts]) => [
    file('workload json', attack, 'file.json', function* () {
      yield Buffer.from(OPENING.workload)
      yield* parts()
      yield Buffer.from('}\n')
    }),
    file('lkp json', attack, 'file.json', function* () {
      yield Buffer.from(OPENING.lkp)
      yield* parts()
      yield Buffer.from('}\n')
    }),
  ]),
  file('workload output', '10^6 figures', 'file.txt', () => joined(1e6, (at) => `metric m${at}=1 s\n`)),
  file('lkp json', '3 x 10^5 counters', 'file.json', () =>
    joined(3e5, (at) => `,\n"proc-vmstat.c${at}": [1, 2]`, '{"proc-vmstat.time": [1, 2]', '}\n'),
  ),
]

const TABLES = [
  ['10^6 rows, each a metric', (at) => `r1,off,m${at},1,s,lower\n`],
  ['10^6 rows, each a run', (at) => `r${at},${at % 2 ? 'on' : 'off'},m,1,s,lower\n`],
  ['10^6 rows, each a condition', (at) => `r${at},c${at},m,1,s,lower\n`],
  ['10^6 cells in a row', (at) => `r${at},`],
].map(([attack, row]) =>
  file(
    'table',
    attack,
    'runs.csv',
    () => joined(1e6, row, 'run,condition,metric,value,unit,better\n'),
    ['table'],
    { packed: false },
  ),
)
const PHORONIX = file(
  'phoronix',
  '10^6 entries',
  'composite.xml',
  () =>
    joined(
      1e6,
      (at) => `<Entry><Identifier>c${at % 2}</Identifier><Value>1</Value></Entry>\n`,
      '<PhoronixTestSuite>\n<Result><Title>t</Title><Data>\n',
      '</Data></Result>\n</PhoronixTestSuite>\n',
    ),
  ['table'],
)

/** A member of a JSON document in whose place something else is. */
const holed = (path, member) => {
  const whole = JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), [member]: '@' })
  return whole.split('"@"')
}
const EXPERIMENT = 'fixtures/constructed/blocks/experiment.json'
const REPORT = 'reports/fio-steady-6.12/report.json'
const inDocument = (kind, name, path, member, commands) =>
  JSON_DOCUMENTS.map(([attack, parts]) =>
    file(
      kind,
      `${attack} in ${member}`,
      name,
      function* () {
        const [before, after] = holed(path, member)
        yield Buffer.from(before)
        yield* parts()
        yield Buffer.from(after)
      },
      commands,
      { packed: false },
    ),
  )
const MANY = (path, member, count) =>
  function* () {
    const [before, after] = holed(path, member)
    const one = JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))[member][0])
    yield* joined(count, () => `${one},`, `${before}[`, `${one}]${after}`)
  }
const MANIFESTS = [
  ...inDocument('experiment.json', 'experiment.json', EXPERIMENT, 'conditions', ['experiment', 'validate']),
  ...inDocument('experiment.json', 'experiment.json', EXPERIMENT, 'plan', ['experiment']),
  ...inDocument('report.json', 'report.json', REPORT, 'comparisons', ['render', 'index', 'plan']),
  ...inDocument('report.json', 'report.json', REPORT, 'unknownMember', ['render']),
  file(
    'report.json',
    'a comparison 10^5 times',
    'report.json',
    MANY(REPORT, 'comparisons', 1e5),
    ['render', 'index', 'plan'],
    { packed: false },
  ),
  file('report.json', '10^6 warnings', 'report.json', MANY(REPORT, 'warnings', 1e6), ['render', 'index'], {
    packed: false,
  }),
]

const sum = (body) => createHash('sha256').update(body).digest('hex')

export const OWN = [...STRESSORS, ...MAPS, ...FAULTS, ...DOCUMENTS, ...TABLES, PHORONIX, ...MANIFESTS].map(
  (one) => ({ commands: ['inspect', 'analyze'], ...one }),
)
void sum
