import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseStressYaml } from '../../src/decode/stress-ng.js'
import { lengthFile } from '../../src/experiment/run-length.js'
import { reduced, written } from '../experiment/found.js'

// Of two answers in one recording none is taken without a word.

const text = (name: string) => readFileSync(join('fixtures/formats', name), 'utf8')
const of = async (stream: string, name: string, content: string) => {
  const at = written({ [basename(name)]: content })
  return (await reduced(at(basename(name)), stream)) as {
    value: Record<string, unknown>
    warnings: { id: string; text?: string }[]
  }
}

describe('an event of perf stat that comes again under one title', () => {
  const NAME = 'perf-stat/perf-6.1-human-C.txt'
  const row = text(NAME)
    .split('\n')
    .find((line) => / page-faults /.test(line)) as string
  const count = /\d[\d,]*/.exec(row)?.[0] as string
  const doubled = (second: string) => text(NAME).replace(row, `${row}\n${second}`)
  const told = async (content: string) => {
    const { value, warnings } = await of('perf-stat', NAME, content)
    const { counters, notCounted } = value as Record<string, Map<string, unknown>>
    return {
      value: counters?.get('page-faults'),
      why: notCounted?.get('page-faults'),
      ids: warnings.map(({ id }) => id),
    }
  }
  const once = Number(count.replaceAll(',', ''))

  test('with another number is not used, and both are told with the line', async () => {
    const { value, why, ids } = await told(doubled(row.replace(count, '7')))
    expect({ value, ids }).toEqual({ value: undefined, ids: ['perf-stat-twice'] })
    expect(why).toMatch(new RegExp(`^counted twice: ${once}, and in line \\d+ 7$`))
  })

  test('by its other name, too', async () => {
    const { value, why } = await told(doubled(row.replace(count, '7').replace('page-faults', 'faults')))
    expect({ value, why }).toEqual({ value: undefined, why: `counted twice: ${once}, and as faults 7` })
  })

  test.each([row, row.replace('page-faults', 'faults'), ''])(
    'with the same number, or once: %s',
    async (second) => {
      expect(await told(doubled(second))).toEqual({ value: once, why: undefined, ids: [] })
    },
  )

  test('in an interval with another number', async () => {
    const line = (second: number, value: number) =>
      `     ${second}.000000000             ${value}      page-faults`
    const lines = (again: number) =>
      `#           time             counts unit events\n${line(1, 5)}\n${line(2, 6)}\n${line(2, again)}\n`
    expect(await told(lines(8))).toMatchObject({ why: 'counted twice: 6, and in line 4 8' })
    expect(await told(lines(6))).toEqual({ value: 11, why: undefined, ids: [] })
  })
})

describe('tables of sar that cover different times', () => {
  const NAME = 'vmstat/sar-12.6.1-C.txt'
  const told = async (content: string) => {
    const { value, warnings } = await of('vmstat', NAME, content)
    return { deltas: value['deltas'] as Map<string, number>, warnings }
  }

  test('the counters of the shorter are named with their seconds', async () => {
    const [row = ''] = /^\S+ +0\.00 +0\.00\n(?=Average)/m.exec(text(NAME)) ?? []
    const { deltas, warnings } = await told(text(NAME).replace(row, ''))
    expect(row).not.toBe('')
    expect([deltas.has('pswpin'), deltas.has('pgfault')]).toEqual([false, true])
    expect(warnings).toMatchObject([
      { id: 'tables-differ', text: expect.stringMatching(/pswpin \(\d+ s\), pswpout \(\d+ s\)\.$/) },
    ])
  })

  test('of the same time both are used', async () => {
    const { deltas, warnings } = await told(text(NAME))
    expect([deltas.has('pswpin'), deltas.has('pgfault'), warnings]).toEqual([true, true, []])
  })
})

describe('two files that say how long a run was', () => {
  const found = (own: string, other: string) => {
    const at = written({ 'before.txt': '', 'after.txt': '', 'before.seconds': own, seconds: other })
    return lengthFile([at('before.txt'), at('after.txt')])
  }
  test('and differ are refused by name', async () => {
    await expect(found('60\n', '90\n')).rejects.toMatchObject({
      path: expect.stringMatching(/\/seconds$/),
      expected: '60 seconds, as in before.seconds',
      found: '90',
    })
  })
  test('and agree are read', async () => {
    expect(await found('60\n', '60.0\n')).toMatchObject({ length: { seconds: 60 } })
  })
})

describe("a member of a stressor that comes again in stress-ng's YAML", () => {
  const yaml = (again: string) =>
    `metrics:\n    - stressor: vm\n      bogo-ops: 12\n      wall-clock-time: 2.5\n${again}...\n`
  test('with another value is refused with its line', () => {
    expect(() => parseStressYaml(yaml('      bogo-ops: 13\n'), 'x')).toThrow(
      expect.objectContaining({ line: 5, found: '12 and 13' }),
    )
  })
  test.each(['', '      bogo-ops: 12\n'])('with the same, or once: "%s"', (again) => {
    expect(parseStressYaml(yaml(again), 'x')).toMatchObject([{ name: 'vm', bogoOps: 12 }])
  })
})

describe.each([
  ['psi', 'psi/constructed-psi2log.txt'],
  ['meminfo', 'meminfo/constructed-mem2log.txt'],
])('%s: two logs of which the second has no begin', (stream, name) => {
  const whole = text(name)
  const rows = whole.split('\n').filter((line) => /\| \d\.\d{3}$|: MA=/.test(line))
  const later = rows.map((line) => line.replace(' 21:', ' 23:')).join('\n')
  const refused = (content: string) => of(stream, name, content).catch(({ line, found }) => ({ line, found }))
  const line = whole.trimEnd().split('\n').length

  test('a time that goes back', async () => {
    const body = whole
      .split('\n')
      .filter((one) => !/--$|signal$/.test(one))
      .join('\n')
    expect(await refused(`${body.trimEnd()}\n${rows.join('\n')}\n`)).toMatchObject({
      line: expect.any(Number),
      found: 'a time before that of the row before',
    })
  })
  test('other words between', async () => {
    expect(await refused(`${whole.trimEnd()}\nPatched:\n${later}\n`)).toMatchObject({
      line: line + 2,
      found: expect.stringMatching(/^rows behind other words/),
    })
  })
  test('one log is read, with words and blank lines behind it', async () => {
    expect((await of(stream, name, `${whole}\n\nThat was it.\n`)).value).toBeDefined()
  })
})

test('a pause of an hour within a log of psi2log is another log, one of its own interval is none', async () => {
  const name = 'psi/constructed-psi2log.txt'
  const at = (hour: string, interval = '2.002') =>
    `2021-06-05 ${hour}:30:00,000:   0.6 |   4.3   4.0 |  12.0   9.0 | ${interval}\n`
  await expect(of('psi', name, text(name) + at('22'))).rejects.toMatchObject({
    found: expect.stringMatching(/^a pause of 3848 s before a row of 2.002 s$/),
  })
  expect((await of('psi', name, text(name) + at('22', '3848.0'))).value).toBeDefined()
})

test('psi2log tells that a row came late, as where the machine froze: that is no other log', async () => {
  const name = 'psi/constructed-psi2log.txt'
  const whole = text(name)
  const late =
    '2021-06-05 21:26:04,230: WARNING: abnormal interval (13.889 sec), metrics may be provided incorrect\n'
  const row = '2021-06-05 21:26:04,230:   0.4 |   0.5   0.5 |  99.5  99.4 | 13.889\n'
  const rows = whole.split('\n').filter((line) => /\| \d\.\d{3}$/.test(line))
  const begun = whole.slice(0, whole.indexOf(rows.at(-1) as string))
  const secondsOf = async (content: string) =>
    ((await of('psi', name, content)).value as { log: { seconds: Map<string, number> } }).log
  expect(await secondsOf(begun + late + row)).toEqual(await secondsOf(begun + row))
  await expect(of('psi', name, begun + late.replace('WARNING', 'Patched') + row)).rejects.toMatchObject({
    found: expect.stringMatching(/^rows behind other words/),
  })
})
