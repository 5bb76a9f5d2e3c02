import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { perfStat } from '../../src/streams/perf-stat.js'
import { temporaryFile } from '../temporary.js'

const read = (text: string) =>
  perfStat.reduce({ trace: { path: temporaryFile(text), name: 'x' } }, { run: 'run', window: null })
const fixture = (name: string) => readFileSync(`fixtures/formats/perf-stat/${name}`, 'utf8')

test.each(['perf-6.1-appended.txt', 'constructed-two-outputs.txt'])(
  '%s: two outputs are two runs',
  async (name) => {
    expect(await read(fixture(name))).toMatchObject({
      present: false,
      reason: expect.stringMatching(
        /holds 2 outputs of perf stat, each a run of its own .*put each in a file of its own/,
      ),
    })
  },
)

test.each([
  'perf-6.1-x-comma.csv',
  'perf-6.1-j.ndjson',
  'perf-6.1-j-interval.ndjson',
  'perf-6.1-x-interval.csv',
  'perf-6.1-interval-de_DE.txt',
  'perf-6.1-percpu-interval.csv',
])('%s twice in one file is two runs, and once is one', async (name) => {
  const text = fixture(name)
  expect(await read(text)).toMatchObject({ present: true })
  expect(await read(text + text)).toMatchObject({
    present: false,
    reason: expect.stringContaining('2 outputs'),
  })
})

test('behind time marks outputs are parts of one run, as a monitor writes them', async () => {
  const one = fixture('constructed-two-outputs.txt').split(/(?= Performance)/)
  const text = one.map((part, index) => `time: 170000000${index}\n${part}`).join('')
  expect(await read(text)).toMatchObject({
    present: true,
    value: {
      counters: new Map([
        ['page-faults', 33089 + 21450],
        ['major-faults', 958745 + 3127],
      ]),
    },
  })
})

test('--summary is not counted on top of its intervals', async () => {
  for (const name of ['perf-6.1-summary.txt', 'perf-6.1-summary.csv']) {
    const reduction = await read(fixture(name))
    const told = /^ *(?:summary,)? *(\d+),? +?,?page-faults|summary,(\d+),,page-faults/m.exec(
      fixture(name).split('Performance')[1] ?? fixture(name),
    )
    expect(reduction.present && reduction.value.counters.get('page-faults')).toBe(
      Number(told?.[1] ?? told?.[2]),
    )
  }
})

test('an alias and the event that it means count once', async () => {
  const text = " Performance counter stats for 'a':\n\n  7 faults\n  7 page-faults\n  3 cs\n"
  expect(await read(text)).toMatchObject({
    value: {
      counters: new Map([
        ['page-faults', 7],
        ['context-switches', 3],
      ]),
    },
  })
})

test('the sum of a hardware event that was not counted throughout is excluded; software events were none then', async () => {
  const rows = (event: string) => `     1.000000000  5  ${event}\n     2.000000000  <not counted>  ${event}\n`
  expect(await read(`#           time             counts unit events\n${rows('cycles')}`)).toMatchObject({
    value: { counters: new Map(), notCounted: new Map([['cycles', '<not counted> in 1 of 2 lines']]) },
  })
  expect(
    await read(`#           time             counts unit events\n${rows('major-faults')}`),
  ).toMatchObject({
    value: { counters: new Map([['major-faults', 5]]) },
  })
})

test('of cgroups without the machine none is taken for the run', async () => {
  const text = fixture('constructed-cgroups.ndjson')
    .split('\n')
    .filter((line) => !line.includes('"/"'))
    .join('\n')
  expect(await read(text)).toMatchObject({
    value: { counters: new Map(), cgroups: expect.any(Map) },
    warnings: [{ id: 'perf-stat-cgroups' }],
  })
})

test('cut at any byte: never an error, and no count above the whole', async () => {
  const text = fixture('constructed-simpleperf.txt')
  for (let end = 1; end < text.length; end += 3) {
    const reduction = await read(text.slice(0, end))
    if (reduction.present) expect(reduction.value.counters.get('page-faults') ?? 0).toBeLessThanOrEqual(12345)
  }
})
