import { describe, expect, test } from '@jest/globals'
import { loadBare } from '../../src/experiment/bare.js'
import type { Phase } from '../../src/experiment/copy-order.js'
import { valueOf } from '../../src/experiment/experiment.js'
import { at, reduced, reportOf, sides, VMSTAT, written } from './found.js'

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
    const unread = experiment.warnings.filter(({ id }) => id === 'files-unread')
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
