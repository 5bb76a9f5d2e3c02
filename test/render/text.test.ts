import { describe, expect, test } from '@jest/globals'
import { align, textWidth, wrap } from '../../src/base/columns.js'
import { renderComparisonsCsv, renderRunsCsv } from '../../src/exchange/csv.js'
import { renderLkp } from '../../src/exchange/lkp.js'
import { renderText } from '../../src/render/text.js'
import { FIXTURES, reportOf } from '../fixtures.js'

/** Rows of cells; quoted parts count as one whatever is in them. */
const parse = (text: string) =>
  text
    .replace(/"(?:[^"]|"")*"/g, 'quoted')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))

describe.each(FIXTURES)('%s', (fixture) => {
  const made = () => reportOf(fixture)

  test('the text for mail is at most 76 columns wide, with the words before the numbers', async () => {
    const report = await made()
    const text = renderText(report)
    expect(text.split('\n').filter((line) => textWidth(line) > 76 && line.includes(' '))).toEqual([])
    expect(text.split('\n\n')[0]?.replaceAll('\n', ' ')).toMatch(/\?$/)
    expect(text).not.toMatch(/[\u202f\u2212\u001b]|NaN|undefined/)
  })

  test('CSV has a row for each metric and one for each value, missing ones too, all as wide as their head', async () => {
    const report = await made()
    const comparisons = parse(renderComparisonsCsv(report))
    expect(comparisons).toHaveLength(report.comparisons.length + 1)
    const runs = parse(renderRunsCsv(report))
    expect(runs).toHaveLength(
      1 +
        report.comparisons
          .flatMap(({ baseline, treatment }) => [baseline, treatment])
          .reduce((sum, { n, missing }) => sum + n + missing.length, 0),
    )
    for (const rows of [comparisons, runs]) expect(new Set(rows.map((row) => row.length)).size).toBe(1)
  })

  test('the side-by-side form has a line for each metric that was measured', async () => {
    const report = await made()
    const measured = report.comparisons.filter(({ baseline, treatment }) => baseline.n > 0 && treatment.n > 0)
    expect(renderLkp(report).trimEnd().split('\n')).toHaveLength(3 + measured.length)
  })
})

test('cells that a spreadsheet would run are made text', async () => {
  const report = await reportOf('fixtures/constructed/hostile')
  const [first] = report.comparisons
  if (first === undefined) throw new Error('no comparison')
  const text = renderComparisonsCsv({
    ...report,
    comparisons: [{ ...first, metric: '=cmd|/C calc', reason: '+1 "quoted", and\nbroken' }],
  })
  expect(text).toContain("'=cmd|/C calc")
  expect(text).toContain('"\'+1 ""quoted"", and\nbroken"')
})

test('text is broken at spaces, never within a word, and counted in columns', () => {
  expect(wrap('one two three', 7, '  ')).toEqual(['one two', '  three'])
  expect(wrap('incomprehensibilities', 5)).toEqual(['incomprehensibilities'])
  expect(textWidth('a日é🙂')).toBe(6)
  expect(
    align(
      [
        ['a', '1'],
        ['bbb', '22'],
      ],
      [0],
    ),
  ).toEqual(['a     1', 'bbb  22'])
})
