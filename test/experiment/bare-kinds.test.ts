import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { loadBare } from '../../src/experiment/bare.js'
import { identify } from '../../src/experiment/bare-kinds.js'
import { buildReport } from '../../src/report/report.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

const FORMATS = 'fixtures/formats'

/** Copies fixtures of `formats` under other names: target to source. */
function copies(files: Record<string, string>): (name: string) => string {
  const directory = temporaryDirectory()
  for (const [target, source] of Object.entries(files)) {
    mkdirSync(join(directory, dirname(target)), { recursive: true })
    copyFileSync(join(FORMATS, source), join(directory, target))
  }
  return (name) => join(directory, name)
}

const load = (off: string[], on: string[]) => loadBare(off, on, () => {})

const side = (run: string, condition: string) => ({
  [`${run}/vmstat.txt`]: `vmstat/6.12-${condition}-blocks.txt`,
  [`${run}/psi.txt`]: `psi/6.12-${condition}-blocks.txt`,
  [`${run}/lru_gen.txt`]: `lru-gen/6.12-${condition}-blocks.txt`,
  [`${run}/meminfo.txt`]: `meminfo/6.12-${condition}.txt`,
  [`${run}/stress.yaml`]: `stress-ng/6.12-${condition}.yaml`,
  [`${run}/perf-stat.json`]: `perf-stat/6.12-${condition}.txt`,
  [`${run}/perf-trace.txt`]: `perf-trace/6.12-${condition}.txt`,
  [`${run}/own.json`]: `bpftrace-maps/6.12-${condition}.ndjson`,
  [`${run}/trace.txt`]: `trace-events/6.1-${condition}-ftrace.txt`,
  [`${run}/dmesg.txt`]: `kernel-log/6.12-${condition}-oom.txt`,
})

const STREAMS = [
  'bpftrace-maps',
  'kernel-log',
  'lru-gen',
  'meminfo',
  'page-faults',
  'perf-stat',
  'perf-trace',
  'psi',
  'stress-ng',
  'trace-events',
  'vmstat',
]

test('every file of fixtures/formats is told by its content as what its folder says', async () => {
  const wrong: string[] = []
  for (const id of readdirSync(FORMATS).filter((name) => name !== 'README.md')) {
    for (const name of readdirSync(join(FORMATS, id))) {
      if (/\.expected\.json$/.test(name)) continue
      const { format, uses } = await identify(join(FORMATS, id, name))
      if (!uses.some(({ stream }) => stream === id)) wrong.push(`${id}/${name}: ${format}`)
    }
  }
  // a trace with nothing in it but the number of its probes is taken for the one-liner's
  expect(wrong).toEqual([
    'bpftrace-maps/7.2-off-oom.ndjson: bpftrace-json',
    'bpftrace-maps/7.2-on-oom.ndjson: bpftrace-json',
  ])
})

test('a directory is one run of all the kinds in it', async () => {
  const at = copies({ ...side('a', 'off'), ...side('b', 'on') })
  const { runs, warnings } = await load([at('a')], [at('b')])
  const present = (run: (typeof runs)[number] | undefined) =>
    Object.entries(run?.streams ?? {}).flatMap(([id, reduction]) => (reduction?.present ? [id] : []))
  expect(present(runs[0])).toEqual(STREAMS)
  expect(present(runs[1])).toEqual(STREAMS)
  expect(runs[0]).toMatchObject({
    duration: { origin: "stress-ng's wall-clock-time" },
    // sed -n 's/.*"@fault": {//p' | tr ',' '\\n' | awk '{n += $NF} END {print n}' on the last print
    streams: { 'page-faults': { value: { keyedBy: 'name', lost: 2 } } },
  })
  expect(warnings.filter(({ id }) => id === 'stream-unusable')).toEqual([])
})

test('files are one run by directory or by stem, and two of a kind are two runs', async () => {
  const at = copies({ ...side('a', 'off'), ...side('b', 'on') })
  const of = (run: string) => ['vmstat.txt', 'psi.txt', 'stress.yaml'].map((name) => at(join(run, name)))
  const separate = copies({ ...side('c', 'off') })
  const byDirectory = await load([...of('a'), ...of('b')], [separate('c/meminfo.txt')])
  expect(byDirectory.runs.map(({ id }) => id)).toEqual(['off-1', 'off-2', 'on-1'])
  const flat = copies({
    'r1.vmstat': 'vmstat/6.1-off-blocks.txt',
    'r1.psi': 'psi/6.1-off-blocks.txt',
    'r2.vmstat': 'vmstat/6.1-on-blocks.txt',
    'r2.psi': 'psi/6.1-on-blocks.txt',
    'r3.before': 'vmstat/6.1-off.before',
    'r3.after': 'vmstat/6.1-off.after',
    'r4.1': 'vmstat/6.1-on.after',
    'r4.2': 'vmstat/6.1-on.before',
  })
  const byStem = await load(
    ['r1.vmstat', 'r2.psi', 'r1.psi', 'r2.vmstat'].map(flat),
    ['r3.before', 'r3.after', 'r4.1', 'r4.2'].map(flat),
  )
  expect(byStem.inputs.map(({ run, name }) => `${run} ${name}`)).toEqual([
    'off-1 r1.vmstat',
    'off-1 r1.psi',
    'off-2 r2.psi',
    'off-2 r2.vmstat',
    'on-1 r3.before',
    'on-1 r3.after',
    'on-2 r4.1',
    'on-2 r4.2',
  ])
  // of two copies the one with the lower counters is the earlier, whatever their names
  expect(byStem.runs.slice(2).map(({ streams }) => streams.vmstat?.present)).toEqual([true, true])
  // the time marks tell how long it took where stress-ng does not
  expect(byStem.runs[0]?.duration).toMatchObject({ origin: 'the time marks in the copies of /proc/vmstat' })
  const twice = copies({ 'x.1.txt': 'psi/6.1-off-blocks.txt', 'x.2.txt': 'psi/6.1-on-blocks.txt' })
  expect((await load([twice('x.1.txt'), twice('x.2.txt')], [at('a/psi.txt')])).runs).toHaveLength(3)
})

test('a report of counters alone', async () => {
  const at = copies({ ...side('a', 'off'), ...side('b', 'on') })
  const output = join(temporaryDirectory(), 'report')
  const { code, stderr } = await runCli('analyze', '--off', at('a'), '--on', at('b'), '-o', output, '--quiet')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(readdirSync(output)).toContain('report.json')
})

test('perf stat alone is enough for a report, described and not tested', async () => {
  const at = (name: string) => join(FORMATS, 'perf-stat', name)
  const off = ['6.1-off.txt', '6.12-off.txt', '7.2-off.txt'].map(at)
  const on = ['6.1-on.txt', '6.12-on.txt', '7.2-on.txt'].map(at)
  const { comparisons } = buildReport(await load(off, on))
  const faults = comparisons.find(({ metric }) => metric === 'perf-page-faults')
  // awk: the sums next to the fixtures, value/counters/page-faults
  const sums = (paths: string[]) =>
    paths.map((path) => JSON.parse(readFileSync(`${path}.expected.json`, 'utf8')).counted[0].count)
  expect(faults).toMatchObject({
    baseline: { values: sums(off) },
    treatment: { values: sums(on) },
    family: 'descriptive',
  })
})

test('what belongs to no run is said by name', async () => {
  const at = copies({
    'a/psi.txt': 'psi/6.1-off-blocks.txt',
    'a/notes.md': 'README.md',
    'b/psi.txt': 'psi/6.1-on-blocks.txt',
  })
  const { runs, warnings } = await load([at('a')], [at('b')])
  expect(runs.map(({ streams }) => streams.psi?.present)).toEqual([true, true])
  expect(warnings.filter(({ id }) => id === 'files-unread')).toEqual([
    {
      id: 'files-unread',
      severity: 'note',
      text: 'Not read of this run: notes.md (text of a kind not known here).',
      subject: 'off-1',
    },
  ])
})
