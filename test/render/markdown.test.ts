import { describe, expect, test } from '@jest/globals'
import { textWidth } from '../../src/base/columns.js'
import { dataHash, MAX_LINES, renderComment } from '../../src/render/comment.js'
import { renderMarkdown } from '../../src/render/markdown.js'
import { decisionOf } from '../../src/report/decision.js'
import { FIXTURES, reportOf } from '../fixtures.js'

describe.each(FIXTURES)('%s', (fixture) => {
  test('Markdown reads well raw: tables of at most 120 columns, hardly a backslash', async () => {
    const markdown = renderMarkdown(await reportOf(fixture))
    if (fixture.includes('hostile')) return
    const metrics = markdown.slice(0, markdown.indexOf('## Figures'))
    const wide = metrics.split('\n').filter((line) => line.startsWith('|') && textWidth(line) > 120)
    expect(wide).toEqual([])
    expect(metrics).not.toContain('\\')
  })

  test('the comment has the decision first, at most 12 lines, and the hash of the data last', async () => {
    const report = await reportOf(fixture)
    const lines = renderComment(report).trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(MAX_LINES)
    expect(lines[0]).toMatch(/^\*\*(?:Keep|Switch|No difference that matters|Cannot tell)\.\*\* /)
    expect(lines.at(-1)).toContain(dataHash(report))
  })
})

describe('the decision', () => {
  const made = reportOf('fixtures/constructed/blocks')
  test.each([
    ['all primary improved', {}, 'switch'],
    ['one regressed', { 'major-fault-per-op': 'regressed', 'bogo-ops-rate': 'inconclusive' }, 'keep'],
    ['one improved, one regressed', { 'major-fault-per-op': 'regressed' }, 'cannot tell'],
    [
      'all equivalent',
      { 'major-fault-per-op': 'equivalent', 'bogo-ops-rate': 'equivalent' },
      'no difference that matters',
    ],
    ['less reclaim at the same throughput', { 'bogo-ops-rate': 'equivalent' }, 'switch'],
    ['less reclaim, throughput unknown', { 'bogo-ops-rate': 'inconclusive' }, 'cannot tell'],
  ])('%s: %j is %s', async (_, verdicts: Record<string, string>, word) => {
    const report = await made
    const comparisons = report.comparisons.map((one) => ({
      ...one,
      verdict: (verdicts[one.metric] ?? one.verdict) as typeof one.verdict,
    }))
    expect(decisionOf({ ...report, comparisons }).word).toBe(word)
  })
})
