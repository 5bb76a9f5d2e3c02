import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { labelLines } from '../../src/charts/label-lines.js'
import { loadTable } from '../../src/experiment/table.js'
import type { Report, ReportComparison } from '../../src/model/report.js'
import { renderComment } from '../../src/render/comment.js'
import { rowVerdict } from '../../src/render/verdict-words.js'
import { buildReport } from '../../src/report/report.js'
import { screenOf } from '../../src/report/screen.js'
import { absoluteMargin } from '../../src/report/sentence-parts.js'
import { verdictCounts } from '../../src/report/verdict-words.js'
import { ask, measured, reportOf, sound } from '../evidence/sound-experiment.js'
import { NO_DIGEST, reportOf as ofFixture } from '../fixtures.js'
import { temporaryDirectory } from '../temporary.js'

const words = (report: Report) => screenOf(report).answers.map(({ word }) => word)

test('what was not tested is never called inconclusive', () => {
  const rows = [
    { verdict: 'inconclusive', test: { p: null } },
    { verdict: 'inconclusive', test: { p: 0.4 } },
    { verdict: 'improved', test: { p: 0.01 } },
  ] as const
  expect(verdictCounts(rows)).toBe('1 improved, 1 inconclusive, 1 not tested')
})

test('equivalent by a margin in the unit of the metric: that margin is told, in the sentence and in the row', async () => {
  const report = await ofFixture('fixtures/experiments/fio-steady-6.12')
  const of = (id: string) => report.comparisons.find(({ metric }) => metric === id) as ReportComparison
  const margin = '±10\u202fms'
  const { baseline, treatment } = of('canary-worst-second')
  expect(Math.max(...baseline.values, ...treatment.values)).toBeCloseTo(0.0039, 4)
  expect(absoluteMargin(of('canary-worst-second'))).toBe(margin)
  expect(rowVerdict(of('canary-worst-second'))).toBe(`= equivalent within ${margin}`)
  expect(report.findings[2]).toMatch(new RegExp(`^Canary, worst second is equivalent within ${margin}: −45%`))
  expect(screenOf(report).answers.map(({ word }) => word)).toEqual([
    'improved',
    'improved',
    'equivalent',
    'price',
    'secondary',
  ])
  // where the margin in percent is the larger, or holds the interval, the row has the word alone
  expect(absoluteMargin(of('workload:fio.paced.read.iops'))).toBeNull()
  expect(rowVerdict(of('workload:fio.paced.read.iops'))).toBe('= equivalent')
  expect(rowVerdict(of('workload:fio.paced.read.clat_p95'))).toBe('✓ improved, size uncertain')
})

test('an A/A says first that nothing was found, and what was found where something was', async () => {
  const quiet = await ofFixture('fixtures/experiments/a-a-6.12')
  expect(screenOf(quiet).answers[0]).toEqual({
    word: 'as it should be',
    text: 'None of 21 tested metrics differs between the two equal conditions.',
  })
  // the same throughput, 20% apart in every block, between two equal conditions
  const all = sound()
  ask(all, 'lru_gen.enabled', ['0x0007', '0x0007'])
  const answer = screenOf(await reportOf(all)).answers[0]
  expect(answer?.word).toBe('found in an A/A')
  expect(answer?.text).toMatch(/^\d of \d tested metrics? differs? .*Throughput/)
})

test('two kernels are both among the facts, once', async () => {
  const { facts } = screenOf(await ofFixture('fixtures/experiments/kernels-6.1-6.12'))
  expect(facts[0]).toMatch(/^Linux 6\.1\S* → 6\.12\S* \(Debian 13\)$/)
  expect(facts.filter((fact) => fact.includes('6.12'))).toHaveLength(1)
})

test('an invalid experiment tells why, once, and the same of several runs together', async () => {
  const all = sound()
  for (const run of measured(all))
    for (const when of ['before', 'after']) run.settings[when]['lru_gen.enabled'] = '0x0007'
  const report = await reportOf(all)
  const { answers, invalid } = screenOf(report)
  expect(answers).toEqual([])
  expect(invalid).toEqual([
    '8 of 16 runs did not have the settings of their condition: b01-1-mglru-off, b02-2-mglru-off, b03-1-mglru-off, b04-2-mglru-off, b05-1-mglru-off and 3 more: lru_gen.enabled read back as 0x0007 before and after the run where 0x0000 was asked for.',
  ])
  expect(report.findings).toEqual([
    `Invalid: ${invalid[0]}`,
    'There is no verdict on any metric: what was recorded is a description.',
  ])
  expect(renderComment(report)).toContain('Cannot tell')
})

test('why there are too few runs is told of what was measured', async () => {
  const path = join(temporaryDirectory(), 'runs.csv')
  const rows = ['a1,LRU,3', 'a2,LRU,4', 'b1,MGLRU,5'].map((row) => row.replace(/,(\d)$/, ',wait,$1,ms,lower'))
  writeFileSync(path, `run,condition,metric,value,unit,better\n${rows.join('\n')}\n`)
  const report = buildReport(await loadTable(path, ['LRU', 'MGLRU'], NO_DIGEST))
  expect(screenOf(report).cautions[0]).toContain('with 2 + 1 runs no exact test can give a p below')
})

test('a sound experiment has neither of these words', async () => {
  expect(words(await reportOf(sound()))).toEqual(['improved', 'less reclaim', 'secondary'])
})

test('labels under a figure stand in lines, and two that are cut stay apart', () => {
  const lines = (a: string, b: string) => JSON.parse(labelLines([a, b]).replace(/^\((.*)\)\[.*$/, '$1'))
  expect(lines('MGLRU off', 'MGLRU on')).toEqual([['MGLRU off'], ['MGLRU on']])
  expect(lines('A (MGLRU off a)', 'A (MGLRU off b)')).toEqual([
    ['A (MGLRU off', 'a)'],
    ['A (MGLRU off', 'b)'],
  ])
  expect(lines(`Linux ${'x'.repeat(30)}`, 'Linux 6.12')).toEqual([
    ['Linux', `${'x'.repeat(12)}…`],
    ['Linux 6.12'],
  ])
  expect(lines(`${'y'.repeat(40)}1`, `${'y'.repeat(40)}2`)).toEqual([
    [`…${'y'.repeat(11)}1`],
    [`…${'y'.repeat(11)}2`],
  ])
  // what no picture may show is visible as an escape
  expect(lines('a\x07b', '\u202ec')).toEqual([['a\\x07b'], ['\\u{202e}c']])
  expect(lines('a b c', 'one two three four five six seven eight nine')[1].length).toBe(3)
})
