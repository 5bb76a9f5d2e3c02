import { describe, expect, test } from '@jest/globals'
import type { Report } from '../src/model/report.js'
import { renderMarkdown } from '../src/render/markdown.js'
import { digest } from './digest.js'
import { reportOf } from './fixtures.js'

const made = reportOf('fixtures/constructed/blocks')

/** Rows of `changed` that are not in `old`. */
function moved(old: string, changed: string): string[] {
  const before = old.split('\n')
  return changed.split('\n').filter((line) => !before.includes(line))
}

/** Every path to a number, text, boolean or null; of each list the first and the last element. */
function leaves(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]]
  const keys = Object.keys(value)
  const some = Array.isArray(value) && keys.length > 2 ? ['0', String(keys.length - 1)] : keys
  return some.flatMap((key) => leaves((value as Record<string, unknown>)[key]).map((rest) => [key, ...rest]))
}

/** The report with one leaf of another value. */
function withOther(report: Report, [...path]: string[]): Report {
  const changed = structuredClone(report)
  const last = path.pop() ?? ''
  // biome-ignore lint/suspicious/noExplicitAny: any member may be reached
  const parent = path.reduce((at: any, key) => at[key], changed)
  const old = parent[last]
  parent[last] = typeof old === 'number' ? old + 1e-9 * Math.max(1, Math.abs(old)) : `${old ?? ''}x`
  return changed
}

describe('a digest', () => {
  test('moves in one row, whatever leaf of report.json moves', async () => {
    const report = await made
    const old = digest(report, '')
    const same = ['glossary', 'tool', 'schemaVersion']
    const paths = leaves(report).filter(([member]) => !same.includes(member ?? ''))
    expect(paths.length).toBeGreaterThan(200)
    const wrong = paths.filter((path) => moved(old, digest(withOther(report, path), '')).length !== 1)
    expect(wrong).toEqual([])
  })

  test('moves where an entry of the glossary is missing', async () => {
    const report = await made
    const fewer = { ...report, glossary: report.glossary.slice(1) }
    expect(moved(digest(report, ''), digest(fewer, ''))).toEqual([expect.stringMatching(/^glossary /)])
  })

  test('moves in the row of a section of report.md', async () => {
    const report = await made
    const markdown = renderMarkdown(report)
    const changed = markdown.replace('## Runs\n', '## Runs\n ')
    expect(changed).not.toBe(markdown)
    expect(moved(digest(report, markdown), digest(report, changed))).toEqual([
      expect.stringMatching(/^## Runs +#/),
    ])
  })

  test('has a row more for a comparison more', async () => {
    const report = await made
    const [first] = report.comparisons
    if (first === undefined) throw new Error('no comparison')
    const more = { ...report, comparisons: [...report.comparisons, { ...first, metric: 'another' }] }
    expect(moved(digest(report, ''), digest(more, ''))).toEqual([
      `comparisons: ${more.comparisons.length}`,
      expect.stringMatching(/^another /),
    ])
  })
})
