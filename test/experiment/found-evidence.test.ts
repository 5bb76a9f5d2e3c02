import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { loadBare } from '../../src/experiment/bare.js'
import { identify } from '../../src/experiment/bare-kinds.js'
import type { Phase } from '../../src/experiment/copy-order.js'
import { valueOf } from '../../src/experiment/experiment.js'
import { buildReport } from '../../src/report/report.js'
import { STREAMS } from '../../src/streams/registry.js'
import { temporaryDirectory } from '../temporary.js'

// Evidence as people have it: what each must give stands next to it, worked out by awk or Python (fixtures/found/README.md).
const FOUND = 'fixtures/found'
const at = (name: string) => join(FOUND, name)
const sides = (name: string, count: number, end = '') => {
  const of = (side: string) =>
    Array.from({ length: count }, (_, index) => at(`${name}/${side}-${index + 1}${end}`))
  return [of('off'), of('on')] as const
}

async function reportOf(off: readonly string[], on: readonly string[], options = {}) {
  const experiment = await loadBare(off, on, () => {}, undefined, options)
  const report = buildReport(experiment)
  const of = (metric: string) => report.comparisons.find((one) => one.metric === metric)
  const median = (metric: string) => [of(metric)?.baseline.median, of(metric)?.treatment.median]
  return { experiment, report, of, median }
}

async function reduced(path: string, stream: string) {
  const { uses } = await identify(path)
  const use = uses.find((one) => one.stream === stream)
  if (use === undefined) throw new Error(`${path}: not read by ${stream}`)
  const role = use.role === 'copy' ? 'trace' : use.role
  const reader = STREAMS.find(({ id }) => id === stream)
  const reduction = await reader?.reduce({ [role]: { path, name: path } }, { run: 'run', window: null })
  if (reduction?.present !== true) throw new Error(reduction?.reason)
  return reduction as unknown as { value: never; warnings: { id: string }[] }
}

/** Files of a temporary directory by name and content. */
function written(files: Record<string, string>): (name: string) => string {
  const directory = temporaryDirectory()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), content)
  }
  return (name) => join(directory, name)
}

const VMSTAT = (faults: number, major = 5) =>
  `nr_free_pages 9\npgpgin 4\npgfault ${faults}\npgmajfault ${major}\npswpin 0\npswpout 0\n`
const PSI = (some: number, full: number) =>
  `some avg10=0.00 avg60=0.00 avg300=0.00 total=${some}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=${full}\n`

describe('pressure', () => {
  test('labels name the sections', async () => {
    const { value } = await reduced(at('psi-labelled-sections.txt'), 'psi')
    expect(value).toEqual({
      seconds: new Map([
        ['cpu.full', 0],
        ['cpu.some', 12],
        ['io.full', 0.4],
        ['io.some', 0.5],
        ['memory.full', 12],
        ['memory.some', 30],
      ]),
      length: 60,
    })
  })

  test('a cpu without a full line names the order of the shell, and that is said', async () => {
    const { value, warnings } = await reduced(at('psi-memory-starts-at-zero.txt'), 'psi')
    expect(Object.fromEntries((value as { seconds: Map<string, number> }).seconds)).toEqual({
      'cpu.some': 0.0808,
      'io.some': 1.161,
      'io.full': 1.09,
      'memory.some': 2.4037,
      'memory.full': 0.9803,
    })
    expect(warnings.map(({ id }) => id)).toEqual(['pressure-unnamed'])
  })

  test.each([
    ['three, cpu with a full line', [PSI(9, 0), PSI(70, 50), PSI(4, 3)]],
    ['three, cpu last', [PSI(70, 50), PSI(4, 3), PSI(9, 0)]],
    ['two', [PSI(70, 50), PSI(4, 3)]],
    ['four', [PSI(9, 0), PSI(4, 3), 'full avg10=0.00 avg60=0.00 avg300=0.00 total=1\n', PSI(70, 50)]],
  ])('nameless sections are refused: %s', async (_, copies) => {
    const file = written({ 'p.txt': `time: 1\n${copies.join('')}time: 9\n${copies.join('')}` })
    await expect(reduced(file('p.txt'), 'psi')).rejects.toThrow('grep . /proc/pressure/*')
  })

  test.each([
    ['==> /proc/pressure/memory <==', 'memory'],
    ['== /proc/pressure/io ==', 'io'],
    ['[memory]', 'memory'],
    ['# cat /proc/pressure/cpu', 'cpu'],
    ['memory:', 'memory'],
    ['--- PSI io ---', 'io'],
    ['pressure/irq', 'irq'],
  ])('%j names %s', async (label, resource) => {
    const block = (some: number) => `${label}\n${PSI(some, some / 2)}`
    const file = written({ 'p.txt': `time: 1\n${block(10e6)}time: 9\n${block(30e6)}` })
    const { value, warnings } = await reduced(file('p.txt'), 'psi')
    expect([...(value as { seconds: Map<string, number> }).seconds]).toEqual([
      [`${resource}.full`, 10],
      [`${resource}.some`, 20],
    ])
    expect(warnings).toEqual([])
  })

  test('a cgroup is not the machine, and a lone section that may be the CPU is not memory', async () => {
    const label = '/sys/fs/cgroup/a.slice/memory.pressure'
    const block = (some: number) =>
      `==> ${label} <==\n${PSI(some, some)}==> /proc/pressure/memory <==\n${PSI(5, 5)}`
    const file = written({
      'p.txt': `time: 1\n${block(1)}time: 9\n${block(9e6)}`,
      'q.txt': `time: 1\n${PSI(1, 0)}time: 9\n${PSI(9e6, 0)}`,
    })
    expect((await reduced(file('p.txt'), 'psi')).value).toMatchObject({
      seconds: new Map([
        ['memory.full', 0],
        ['memory.some', 0],
      ]),
    })
    await expect(reduced(file('q.txt'), 'psi')).rejects.toThrow('may be that of the CPU')
  })

  test('cpu.log, io.log and memory.log are each what its name says', async () => {
    const { of, median } = await reportOf(...sides('psi-one-file-per-resource', 6))
    expect(median('memory-pressure-some')).toEqual([expect.closeTo(0.5025, 10), expect.closeTo(0.05025, 10)])
    expect(median('memory-pressure-full')).toEqual([
      expect.closeTo(0.25125, 10),
      expect.closeTo(0.025125, 10),
    ])
    expect(of('memory-pressure-some')?.verdict).toBe('improved')
  })

  test('time marks tell the length', async () => {
    const { experiment, median } = await reportOf(...sides('psi-time-marks-are-the-length', 3, '.txt'))
    expect(experiment.runs.map(({ duration }) => duration?.seconds)).toEqual([60, 60, 60, 60, 60, 60])
    expect(median('memory-pressure-some')).toEqual([0.5, 0.05])
    expect(median('memory-pressure-full')).toEqual([0.25, 0.025])
    expect(experiment.warnings.filter(({ id }) => id === 'pressure-unnamed')).toHaveLength(6)
  })

  test('two files of one resource, or of other times, are refused by name', async () => {
    const marked = (start: number) => `time: ${start}\n${PSI(1, 1)}time: ${start + 60}\n${PSI(5, 5)}`
    const file = written({
      'a/memory.1.log': marked(1),
      'a/memory.2.log': marked(1),
      'b/memory.log': marked(1),
      'b/io.log': marked(900),
    })
    for (const [run, text] of [
      ['a', 'memory.2.log: expected files of one run that hold different parts'],
      ['b', 'first ones 899 s apart'],
    ] as const) {
      const { warnings } = await loadBare([file(run)], [file(run)], () => {}).catch(() => ({ warnings: [] }))
      const alone = await loadBare([file(run)], [at('psi-labelled-sections.txt')], () => {})
      expect([...warnings, ...alone.warnings].map((one) => one.text).join()).toContain(text)
    }
  })
})

describe('counters', () => {
  test('three copies are a series, from the first to the last', async () => {
    const { experiment, median } = await reportOf(
      [at('three-vmstat-copies/off-1')],
      [at('three-vmstat-copies/on-1')],
    )
    const grown = experiment.runs.map((run) =>
      ['pgfault', 'pgmajfault', 'pswpin', 'pswpout'].map((name) => valueOf(run, 'vmstat')?.deltas.get(name)),
    )
    // awk 'NR==FNR{a[$1]=$2;next} {print $1, $2-a[$1]}' off-1/vmstat.0 off-1/vmstat.2
    expect(grown).toEqual([
      [1_000_000, 86_000, 103_000, 111_000],
      [1_010_000, 4_800, 4_900, 110],
    ])
    // nothing tells how long the runs took: totals, and called so
    expect(median('major-fault-per-run')).toEqual([86_000, 4_800])
    expect(median('major-fault-rate')).toEqual([undefined, undefined])
  })

  test('nodes are added up', async () => {
    const { of, median } = await reportOf(...sides('numa-vmstat-blocks', 6, '.txt'))
    expect(median('reclaim-write-rate')).toEqual([expect.closeTo(4040.1, 0), expect.closeTo(1407, 0)])
    expect(median('refault-anon-rate')).toEqual([expect.closeTo(5035, 0), expect.closeTo(1507.5, 0)])
    expect(of('reclaim-write-rate')?.verdict).toBe('improved')
  })

  test.each([
    ['twice with other numbers', 'time: 1\npgfault 1\npgfault 2\ntime: 9\npgfault 3\n', 'pgfault 1 again'],
    ['a node twice', 'time: 1\nnode: 0\npgfault 1\nnode: 0\npgfault 1\ntime: 9\npgfault 3\n', 'node 0 again'],
    ['time that runs backwards', `time: 9\n${VMSTAT(1)}time: 1\n${VMSTAT(2)}`, 'a time before'],
  ])('the same counter %s under one mark is an error', async (_, text, message) => {
    const file = written({ 'v.txt': `${text}time: 99\n` })
    await expect(reduced(file('v.txt'), 'vmstat')).rejects.toThrow(message)
  })

  test('copies of several files in one loop are each read by its own stream', async () => {
    const path = at('vmstat-meminfo-psi-in-one-file.txt')
    expect((await reduced(path, 'vmstat')).value).toMatchObject({
      seconds: 60,
      deltas: new Map([
        ['nr_free_pages', -2_000_000],
        ['pgfault', 90_000],
        ['pgmajfault', 2_000],
        ['pswpin', 4_000],
        ['pswpout', 6_000],
      ]),
    })
    const { levels } = (await reduced(path, 'meminfo')).value as { levels: Map<string, unknown> }
    expect(levels.get('MemFree')).toEqual({ min: 1_024_000_000, max: 9_216_000_000, last: 1_024_000_000 })
    expect((await reduced(path, 'psi')).value).toMatchObject({
      length: 60,
      seconds: new Map([
        ['memory.full', 10],
        ['memory.some', 20],
      ]),
    })
  })

  test('tests-sysstate of mmtests holds a whole run', async () => {
    const { value } = await reduced(at('mmtests-tests-sysstate.txt'), 'vmstat')
    const { deltas, seconds } = value as { deltas: Map<string, number>; seconds: number }
    expect(seconds).toBe(300)
    expect(['pgfault', 'pgmajfault', 'pswpin', 'pswpout'].map((name) => deltas.get(name))).toEqual([
      1_000_000, 85_145, 103_559, 110_987,
    ])
  })

  test('a directory of mmtests: what is not read is named once', async () => {
    const { experiment, median } = await reportOf(
      [at('mmtests-iteration/off-1/iter-0')],
      [at('mmtests-iteration/on-1/iter-0')],
    )
    expect(median('major-fault-rate')).toEqual([expect.closeTo(283.82, 1), expect.closeTo(15.98, 1)])
    expect(median('swap-in-rate')).toEqual([expect.closeTo(345.2, 1), expect.closeTo(16.37, 1)])
    const unread = experiment.warnings.filter(
      ({ id, subject }) => id === 'files-unread' && subject === 'off-1',
    )
    expect(unread).toHaveLength(1)
    for (const name of ['os-release', 'tests-activity', 'proc-vmstat-usemem.start', 'vmstat-usemem'])
      expect(unread[0]?.text).toContain(name)
  })

  test('a pair next to fio takes the length from it', async () => {
    const { experiment, median } = await reportOf(...sides('vmstat-pair-beside-fio', 3))
    expect(experiment.runs.map(({ duration }) => duration?.origin)).toEqual(
      Array(6).fill('the output of fio'),
    )
    expect(experiment.runs[0]?.duration?.seconds).toBeCloseTo(300.003, 6)
    expect(median('swap-in-rate')[0]).toBeCloseTo(345.19, 1)
  })
})

describe('pairs of copies, in any naming that pairs up', () => {
  test.each([
    [
      'X.vmstat-before and X.vmstat-after',
      ['r1.vmstat-before', 'r1.vmstat-after', 'r2.vmstat-before', 'r2.vmstat-after'],
    ],
    ['before.N and after.N', ['before.1', 'after.1', 'before.2', 'after.2']],
    [
      'vmstat_start_N and vmstat_stop_N',
      ['vmstat_start_1', 'vmstat_stop_1', 'vmstat_start_2', 'vmstat_stop_2'],
    ],
    ['initial and final', ['a.initial', 'a.final', 'b.initial', 'b.final']],
    ['directories', ['1/vmstat_pre.txt', '1/vmstat_post.txt', '2/vmstat_pre.txt', '2/vmstat_post.txt']],
  ])('%s', async (_, names) => {
    const contents = [VMSTAT(100), VMSTAT(400), VMSTAT(1000), VMSTAT(1700)]
    const file = written(Object.fromEntries(names.map((name, index) => [name, contents[index] as string])))
    const { runs } = await loadBare(names.map(file), names.map(file), () => {}).catch(() =>
      // the same files on both sides are refused: the grouping is what is looked at
      ({ runs: [] as never[] }),
    )
    expect(runs).toEqual([])
    const other = written({ 'x.before': VMSTAT(1), 'x.after': VMSTAT(11) })
    const both = await loadBare(names.map(file), [other('x.before'), other('x.after')], () => {})
    expect(both.runs.map((run) => valueOf(run, 'vmstat')?.deltas.get('pgfault'))).toEqual([300, 700, 10])
  })

  test('--before and --after name them where their names do not', async () => {
    const file = written({
      p: VMSTAT(1),
      q: VMSTAT(5),
      r: VMSTAT(20),
      s: VMSTAT(90),
      t: VMSTAT(1),
      u: VMSTAT(3),
    })
    const phases = new Map<string, Phase>([
      ...['p', 'r', 't'].map((name): [string, Phase] => [file(name), 'before']),
      ...['q', 's', 'u'].map((name): [string, Phase] => [file(name), 'after']),
    ])
    const { runs } = await loadBare(
      ['p', 'q', 'r', 's'].map(file),
      ['t', 'u'].map(file),
      () => {},
      undefined,
      {
        phases,
        length: { seconds: 10, origin: '--seconds' },
      },
    )
    expect(runs.map((run) => valueOf(run, 'vmstat')?.deltas.get('pgfault'))).toEqual([4, 70, 2])
    expect(runs[0]?.duration).toEqual({ seconds: 10, origin: '--seconds' })
    const lone = loadBare(['p', 'r', 's'].map(file), [file('t'), file('u')], () => {}, undefined, { phases })
    await expect(lone).rejects.toThrow('as many copies from before as from after')
  })

  test('CRLF, sorted, a line above, prefixes of grep, and a number that is cut off', async () => {
    const lines = (text: string) => text.trim().split('\n')
    const file = written({
      'a/before': VMSTAT(1).replaceAll('\n', '\r\n'),
      'a/after': VMSTAT(5).replaceAll('\n', '\r\n'),
      'b/before': `# cat /proc/vmstat\n${lines(VMSTAT(1)).sort().join('\n')}\n`,
      'b/after': lines(VMSTAT(6))
        .map((line) => `/proc/vmstat:${line}\n`)
        .join(''),
      'c/before': VMSTAT(1, 123456),
      // the last byte of pswpout is gone, and what is before it stays
      'c/after': `${VMSTAT(8, 123999).replace(/pswpin.*/s, '')}pswpin 10`,
    })
    const { runs } = await loadBare(['a', 'b'].map(file), [file('c')], () => {})
    const of = (name: string) => runs.map((run) => valueOf(run, 'vmstat')?.deltas.get(name))
    expect(of('pgfault')).toEqual([4, 5, 7])
    expect(of('pgmajfault')).toEqual([0, 0, 543])
    expect(of('pswpin')).toEqual([0, 0, undefined])
  })

  test('names that contradict the counters are refused', async () => {
    const file = written({
      'a/before': VMSTAT(9),
      'a/after': VMSTAT(5),
      'b/before': VMSTAT(1),
      'b/after': VMSTAT(2),
    })
    await expect(loadBare([file('a')], [file('b')], () => {})).rejects.toThrow('not exchanged')
  })

  test('X.seconds tells the length', async () => {
    const file = written({
      'a/before': VMSTAT(1),
      'a/after': VMSTAT(61),
      'a/seconds': '30\n',
      'b.before': VMSTAT(1),
      'b.after': VMSTAT(11),
      'b.seconds': '20\n',
      'c/before': VMSTAT(1),
      'c/after': VMSTAT(61),
      'c/seconds': 'half a minute\n',
    })
    const { runs } = await loadBare([file('a')], [file('b.before'), file('b.after')], () => {})
    expect(runs.map(({ duration }) => duration?.seconds)).toEqual([30, 20])
    await expect(loadBare([file('c')], [file('a')], () => {})).rejects.toThrow('length of the run in seconds')
  })
})

describe('lru_gen', () => {
  test('cgroups that ended all have the number 0, and are told apart by their path', async () => {
    expect((await reduced(at('lru-gen-id-zero-twice.txt'), 'lru-gen')).value).toMatchObject({ created: 3 })
  })

  test('kernels without memory cgroups write no path', async () => {
    const { value } = await reduced(at('lru-gen-without-path.txt'), 'lru-gen')
    const { created, generations } = value as {
      created: number
      generations: { anonymous: number; file: number }[]
    }
    expect(created).toBe(2)
    expect(generations.reduce((sum, one) => sum + one.anonymous + one.file, 0)).toBe(146_400)
  })

  test('one dump has ages, and no generations created', async () => {
    const { value } = await reduced(at('lru-gen-one-dump.txt'), 'lru-gen')
    expect(value).toMatchObject({ created: null, ages: [{ milliseconds: 22039, pages: 65559 }] })
    const file = written({
      'a.txt': readFileSync(at('lru-gen-one-dump.txt'), 'utf8').replace('/foo', '/bar'),
    })
    const { report, median } = await reportOf([at('lru-gen-one-dump.txt')], [file('a.txt')])
    expect(median('working-set-age')).toEqual([22.039, 22.039])
    expect(report.comparisons.some(({ metric }) => metric === 'generation-rate')).toBe(false)
  })

  test('the same place twice in one dump is counted in none', async () => {
    const dump = (newest: number) =>
      `memcg     0\n node     0\n  ${newest} 1 1 1\nmemcg     0\n node     0\n  9 1 1 1\n`
    const file = written({ 'a.txt': `time: 1\n${dump(3)}time: 2\n${dump(5)}` })
    const { value, warnings } = await reduced(file('a.txt'), 'lru-gen')
    expect(value).toMatchObject({ created: 0 })
    expect(warnings.map(({ id }) => id)).toEqual(['lru-gen-repeated'])
  })
})
