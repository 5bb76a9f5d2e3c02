import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { lastLine, ofWholeLines } from '../../src/ingest/cut-line.js'
import { STREAMS } from '../../src/streams/registry.js'
import { reduced, VMSTAT, written } from '../experiment/found.js'

// A file that is cut at a byte of its last line: what that line tells is not made up, and it is said.

const reduce = async (stream: string, name: string, content: string) => {
  const at = written({ [name]: content })
  return (await reduced(at(name), stream)) as {
    value: Record<string, unknown>
    warnings: { id: string; text?: string }[]
  }
}
const cutsIn = (warnings: readonly { id: string; text?: string }[]) =>
  warnings.flatMap(({ id, text }) => (id === 'last-line-cut' ? [text ?? ''] : []))

/** What a file tells, without and with the end of its last line. */
describe.each([
  ['perf-stat', 'perf-stat/perf-6.1-human-C.txt', / (?:page|minor|major)-faults /],
  ['perf-stat', 'perf-stat/perf-5.10-x-comma.csv', /,(?:page|minor|major)-faults/],
  ['perf-trace', 'perf-trace/6.12-on.txt', /(?:maj|min)fault/],
  ['page-faults', 'page-faults/perf-6.1-script-user.txt', /page-faults:u:/],
  ['trace-events', 'trace-events/6.12-off-ftrace.txt', /\d: \w+: /],
])('%s of %s, cut in its last line', (stream, name, wanted) => {
  const all = readFileSync(join('fixtures/formats', name), 'utf8').trimEnd().split('\n')
  const end = all.findLastIndex((line) => wanted.test(line))
  const before = `${all.slice(0, end).join('\n')}\n`
  const last = all[end] as string
  const of = (content: string) => reduce(stream, basename(name), content)

  test('at any byte: told with its line, and nothing that neither the whole line nor none gives', async () => {
    const without = (await of(before)).value
    const whole = (await of(`${before}${last}\n`)).value
    const step = Math.max(1, Math.floor(last.length / 30))
    for (let length = last.length; length > 0; length -= length > last.length - 12 ? 1 : step) {
      const text = last.slice(0, length)
      if (text.trim() === '') continue
      const { value, warnings } = await of(before + text)
      expect([text, cutsIn(warnings)]).toEqual([text, [expect.stringContaining(`:${end + 1}: `)]])
      const like = [without, whole].map((one) => JSON.stringify(plain(one)))
      expect(like).toContain(JSON.stringify(plain(value)))
    }
  })

  test('with its newline: nothing is said', async () => {
    expect(cutsIn((await of(`${before}${last}\n`)).warnings)).toEqual([])
  })
})

function plain(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, one]) => [key, plain(one)])
  if (typeof value === 'bigint') return String(value)
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return Object.entries(value).map(([key, one]) => [key, plain(one)])
  return value
}

test('the counter of perf stat that was called major-fa', async () => {
  const rows = '     12      page-faults\n     3      major-faults'
  const text = ` Performance counter stats for 'x':\n\n${rows}`
  const cut = await reduce('perf-stat', 'x.txt', text.slice(0, -4))
  expect(cut.value['counters']).toEqual(new Map([['page-faults', 12]]))
  expect(cutsIn(cut.warnings)).toEqual([expect.stringMatching(/:4: .*was not counted: 3 {6}major-fa$/)])
  const whole = await reduce('perf-stat', 'x.txt', `${text}\n`)
  expect(whole.value['counters']).toEqual(
    new Map([
      ['page-faults', 12],
      ['major-faults', 3],
    ]),
  )
})

test('a record that is closed is counted without its newline, and a caution says so', async () => {
  const line =
    '{"counter-value" : "7.000000", "unit" : "", "event" : "page-faults", "event-runtime" : 1, "pcnt-running" : 100.00}'
  const { value, warnings } = await reduce('perf-stat', 'x.json', line)
  expect(value['counters']).toEqual(new Map([['page-faults', 7]]))
  expect(cutsIn(warnings)).toEqual([expect.stringMatching(/:1: .*what it tells was counted: \{/)])
})

describe('the output of a workload', () => {
  const of = async (content: string) => {
    const { value, warnings } = await reduce('workload-output', 'x.txt', content)
    const figures = value['figures'] as { name: string; value: number | null }[]
    return { figures: figures.map(({ name, value }) => [name, value]), cuts: cutsIn(warnings) }
  }
  const metrics = 'metric a=5 ops better=higher\nmetric b=123'
  test('a number that may be the begin of another is not counted, and told', async () => {
    expect(await of(metrics)).toEqual({
      figures: [['a', 5]],
      cuts: [expect.stringMatching(/:2: .*was not counted: metric b=123$/)],
    })
  })
  test('with its newline it is', async () => {
    const whole = `${metrics} ops better=higher\n`
    expect(await of(whole)).toEqual({
      figures: [
        ['a', 5],
        ['b', 123],
      ],
      cuts: [],
    })
  })
})

test('counters: the last line without its newline is not counted, and told', async () => {
  const at = written({ before: VMSTAT(1), after: `${VMSTAT(9)}pgscan_kswapd 12` })
  const reader = STREAMS.find(({ id }) => id === 'vmstat')
  const files = (name: string) => ({ path: at(name), name })
  const of = (after: string) =>
    reader?.reduce({ before: files('before'), after: files(after) }, { run: 'run', window: null })
  expect(await of('after')).toMatchObject({
    warnings: [{ id: 'last-line-cut', text: expect.stringMatching(/^after:7: .*pgscan_kswapd 12$/) }],
  })
  expect(await of('before')).toMatchObject({ warnings: [] })
})

test('a pressure file of which the second sample is cut tells the line', async () => {
  const line = (total: number) => `some avg10=0.00 avg60=0.00 avg300=0.00 total=${total}`
  const whole = `time: 1\n${line(5)}\ntime: 9\n${line(70)}`
  await expect(reduce('psi', 'memory.log', whole)).rejects.toThrow(
    /one sample only; line 4 has no newline: its sample may be cut off/,
  )
  expect((await reduce('psi', 'memory.log', `${whole}\n`)).warnings).toMatchObject([])
})

describe('a line without its newline', () => {
  const decode = (text: string) => /^n=(\d+)(;)?$/.exec(text)?.slice(1) ?? null
  const used = (text: string) => {
    const last = lastLine(decode)
    last.before(() => {})(Buffer.from(text), 0, text.length, 3)
    return last.found?.used
  }
  test.each([
    ['n=12', false],
    ['n=1', false],
    ['n=', false],
    ['  ', undefined],
  ])('%j: %s', (text, expected) => expect(used(text)).toBe(expected))

  test('of lines that are read together is used where it is closed, or tells nothing', () => {
    const read = (lines: string[]) =>
      ofWholeLines(lines, (all) => all.reduce((sum, one) => sum + Number(/^n=(\d+)/.exec(one)?.[1] ?? 0), 0))
    expect(read(['n=1', 'n=2', ''])).toEqual({ value: 3, cut: null })
    expect(read(['n=1', 'n=23'])).toMatchObject({ value: 1, cut: { line: 2, used: false } })
    expect(read(['n=1', 'n=23 x'])).toMatchObject({ value: 24, cut: { used: true } })
    expect(read(['n=1', 'end'])).toMatchObject({ value: 1, cut: { used: true } })
  })
})
