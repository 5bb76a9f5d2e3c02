import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Report, ReportComparison } from '../../src/model/report.js'
import { renderReportJunit } from '../../src/render/report-junit.js'
import { findingOf } from '../../src/report/findings.js'
import { reportOf } from '../fixtures.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'
import { type Element, parseXml } from '../xml.js'

const QUIET = 'fixtures/experiments/swap-pressure-quiet-6.12'
const changed = async (change: (report: Report) => void): Promise<Report> => {
  const report = JSON.parse(JSON.stringify(await reportOf(QUIET)))
  change(report)
  return report
}
const OUTCOMES = { failure: 'failed', error: 'error', skipped: 'skipped' } as const

function casesOf(xml: string) {
  return parseXml(xml).children.flatMap((suite) =>
    suite.children
      .filter(({ name }) => name === 'testcase')
      .map(({ attributes, children }) => {
        const named = (name: string) => children.find((one) => one.name === name)
        const kind = (['failure', 'error', 'skipped'] as const).find((name) => named(name) !== undefined)
        return {
          suite: suite.attributes['name'],
          ...attributes,
          outcome: kind === undefined ? 'passed' : OUTCOMES[kind],
          message: kind === undefined ? null : named(kind)?.attributes['message'],
          text: named('system-out')?.text,
        }
      }),
  )
}

/** What of the document counts its cases must be so many. */
function countsHold(element: Element): void {
  const all = (one: Element): Element[] => [one, ...one.children.flatMap(all)]
  const n = (name: string) => all(element).filter((one) => one.name === name).length
  expect(element.attributes).toMatchObject({
    tests: `${n('testcase')}`,
    failures: `${n('failure')}`,
    errors: `${n('error')}`,
  })
}

test('--to junit: a case for each primary metric and check, with the sentences of report.json', async () => {
  const directory = temporaryDirectory()
  const ran = await runCli(
    'analyze',
    'fixtures/constructed/blocks',
    '--to',
    'json,junit',
    '-q',
    '-o',
    directory,
  )
  expect(ran).toEqual({ code: 0, stdout: '', stderr: '' })
  const xml = readFileSync(join(directory, 'report.junit.xml'), 'utf8')
  const report: Report = JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'))
  const primary = report.comparisons.filter(({ family }) => family === 'primary')
  expect(primary.length).toBeGreaterThan(2)
  const cases = casesOf(xml)
  expect(cases.map(({ text }) => text)).toEqual([
    ...primary.map((row) => findingOf(row, report.conditions, report.experiment.kind)),
    ...report.checks.map(({ text }) => expect.stringContaining(`: ${text}`)),
  ])
  const root = parseXml(xml)
  for (const suite of [root, ...root.children]) countsHold(suite)
  // expat is another reader; where there is no Python this is not tried
  const python = spawnSync('python3', ['-c', 'import sys,xml.dom.minidom as m; m.parse(sys.stdin)'], {
    input: xml,
  })
  if (python.error === undefined) expect([python.status, String(python.stderr)]).toEqual([0, ''])
})

describe('outcomes', () => {
  const METRIC = 'bogo-ops-rate'
  const withVerdict = (change: Partial<ReportComparison>, comparison: 'settings' | 'same' = 'settings') =>
    changed((report) => {
      report.experiment.comparison = comparison
      for (const one of report.comparisons) if (one.metric === METRIC) Object.assign(one, change)
    })
  test.each([
    ['regressed', 'settings', 'failed'],
    ['improved', 'settings', 'passed'],
    ['equivalent', 'settings', 'passed'],
    ['higher', 'settings', 'passed'],
    ['higher', 'same', 'failed'],
    ['lower', 'same', 'failed'],
    ['equivalent', 'same', 'passed'],
    ['inconclusive', 'settings', 'skipped'],
    ['not-comparable', 'settings', 'skipped'],
    ['did-not-occur', 'settings', 'error'],
  ] as const)('%s of a %s comparison: %s', async (verdict, comparison, outcome) => {
    const cases = casesOf(renderReportJunit(await withVerdict({ verdict }, comparison)))
    const found = cases.filter(
      (one) => 'classname' in one && one.classname === `mglru-report.metric.${METRIC}`,
    )
    expect(found).toEqual([expect.objectContaining({ outcome })])
  })

  test('a metric that did not occur passes where it is no throughput', async () => {
    const report = await changed(({ comparisons }) => {
      for (const one of comparisons) if (one.family === 'primary') one.verdict = 'did-not-occur'
    })
    const outcomes = casesOf(renderReportJunit(report)).flatMap(({ outcome, suite }) =>
      suite === 'soundness checks' ? [] : [outcome],
    )
    expect(outcomes.filter((one) => one === 'error')).toHaveLength(1)
    expect(outcomes.filter((one) => one === 'passed')).toHaveLength(outcomes.length - 1)
  })

  test.each([
    ['pass', 'passed', '✓ pass: '],
    ['note', 'passed', 'i note: '],
    ['caution', 'passed', '! warning: '],
    ['invalidates', 'error', '✗ fail: '],
  ] as const)('a check with %s: %s', async (outcome, expected, start) => {
    const report = await changed(({ checks }) => {
      if (checks[0] !== undefined) checks[0].outcome = outcome
    })
    const [first] = casesOf(renderReportJunit(report)).filter(({ suite }) => suite === 'soundness checks')
    expect(first).toMatchObject({ outcome: expected, text: `${start}${report.checks[0]?.text}` })
  })

  test('an experiment that a check invalidates: one error, and no metric passes or fails', async () => {
    // as buildReport makes it of such an experiment
    const report = await changed(({ checks, comparisons }) => {
      Object.assign(checks[0] ?? {}, { outcome: 'invalidates', metrics: null, text: 'Order is wrong.' })
      for (const one of comparisons)
        Object.assign(one, { verdict: 'not-comparable', reason: 'Order is wrong.', effect: null })
    })
    const cases = casesOf(renderReportJunit(report))
    expect(cases.filter(({ outcome }) => outcome === 'error')).toHaveLength(1)
    const metrics = cases.filter(({ suite }) => suite !== 'soundness checks')
    expect(new Set(metrics.map(({ outcome, message }) => `${outcome} ${message}`))).toEqual(
      new Set(['skipped not comparable']),
    )
  })
})

test('hostile names stay text, and the document well-formed', async () => {
  const evil = '\u001b[31m]]></failure><x a="1">&amp; \' =1+1, "q"\n\u0000\ufffe\ud800\u202e'
  const report = await changed((one) => {
    one.experiment.id = evil
    for (const row of one.comparisons) Object.assign(row, { title: evil + row.title, verdict: 'regressed' })
    for (const condition of one.conditions) condition.label = evil
    for (const check of one.checks) check.text = evil
  })
  const cases = casesOf(renderReportJunit(report))
  expect(cases.filter(({ outcome }) => outcome === 'failed').length).toBeGreaterThan(2)
  const [first] = cases
  expect(first && 'name' in first && first.name).toContain(
    '\\x1b[31m]]></failure><x a="1">&amp; \' =1+1, "q"\\x0a\\x00\\u{fffe}',
  )
})

test.each([
  '<a><b></a></b>',
  '<a b="1" b="2"/>',
  '<a>&nbsp;</a>',
  '<a/><b/>',
  '<a>\u0001</a>',
  '<a>',
  '<a b=1/>',
])('the reader of this test refuses %s', (body) => {
  expect(() => parseXml(`<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`)).toThrow()
})
