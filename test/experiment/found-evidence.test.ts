import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { loadBare } from '../../src/experiment/bare.js'
import { at, PSI, reduced, reportOf, sides, written } from './found.js'

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

  test('cgroups that were removed and still have pages share their path and the number 0, which is no matter of this run', async () => {
    const dump = (newest: number) =>
      `memcg 4 /work\n node 0\n  ${newest} 1 1 1\n${'memcg 0 /work\n node 0\n  9 1 1 1\n'.repeat(3)}`
    const file = written({ 'a.txt': `time: 1\n${dump(3)}time: 2\n${dump(5)}` })
    const { value, warnings } = await reduced(file('a.txt'), 'lru-gen')
    expect(value).toMatchObject({ created: 2 })
    expect(warnings).toEqual([])
  })
})
