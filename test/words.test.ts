import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { CHECKS } from '../src/checks/index.js'
import { METRICS } from '../src/metrics/index.js'
import { renderComment } from '../src/render/comment.js'
import { renderMarkdown } from '../src/render/markdown.js'
import { renderText } from '../src/render/text.js'
import { FIXTURES, reportOf } from './fixtures.js'
import { literals } from './literals.js'

// @ts-expect-error a script without types
const { hits, NOTATION } = (await import('../scripts/docs-check/words.mjs')) as {
  hits(text: string): string[]
  NOTATION: readonly [RegExp, string][]
}

const filesBelow = (directory: string, end: RegExp) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => end.test(file) && !file.includes('node_modules'))
    .map((file) => join(directory, file))

test('the rules find a planted word and a planted notation', () => {
  expect(hits(`Major faults ${'a'} second on the ${'test'} box`)).toHaveLength(2)
  expect(hits('Major-fault rate on the test machine')).toEqual([])
  expect(NOTATION.filter(([rule]) => rule.test('1 runs, −[12, 27] %'))).toHaveLength(2)
})

test.each(['src', 'page'])('no text of %s has a banned word', (directory) => {
  const wrong = filesBelow(directory, /\.ts$/).flatMap((path) =>
    literals(path).flatMap((text) => hits(text).map((hit) => `${path}: ${hit}`)),
  )
  expect(wrong).toEqual([])
})

test('no line that a collector prints has a banned word', () => {
  const scripts = filesBelow('collectors', /(?:^|\/)[^.]+$|\.(?:sh|awk)$/).filter((path) => {
    try {
      return readFileSync(path, 'latin1').length > 0
    } catch {
      return false // a directory
    }
  })
  const wrong = scripts.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(?:#|\/\/)/.test(line) && /["']/.test(line))
      .flatMap((line) => hits(line).map((hit) => `${path}: ${hit}`)),
  )
  expect(scripts.length).toBeGreaterThan(20)
  expect(wrong).toEqual([])
})

test('no document has a banned word', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    ...filesBelow('docs', /\.md$/),
    ...filesBelow('collectors', /\.md$/),
    ...filesBelow('fixtures', /README\.md$/),
    ...filesBelow('reports', /\.md$/),
  ]
  const wrong = documents.flatMap((path) =>
    hits(readFileSync(path, 'utf8').replace(/\s+/g, ' ')).map((hit) => `${path}: ${hit}`),
  )
  expect(wrong).toEqual([])
})

describe.each(FIXTURES.filter((fixture) => !fixture.includes('hostile')))(
  'what a reader sees of %s',
  (fixture) => {
    test('no banned word, one notation, and what is 0 in every run is not called inconclusive', async () => {
      const report = await reportOf(fixture)
      const texts = [renderText(report), renderMarkdown(report), renderComment(report)]
      for (const text of texts) {
        expect(hits(text.replace(/\s+/g, ' '))).toEqual([])
        for (const [rule, what] of NOTATION)
          expect({ what, found: rule.exec(text)?.[0] ?? null }).toEqual({ what, found: null })
      }
      for (const { metric, verdict, baseline, treatment } of report.comparisons) {
        const values = [...baseline.values, ...treatment.values]
        if (values.length > 0 && values.every((value) => value === 0) && baseline.n > 0 && treatment.n > 0)
          expect({ metric, verdict }).not.toEqual({ metric, verdict: 'inconclusive' })
      }
    })
  },
)

test('titles of metrics: short, distinct, no unit; of checks: no finite verb', () => {
  const titles = METRICS.map(({ title }) => title)
  expect(new Set(titles).size).toBe(titles.length)
  expect(titles.filter((title) => title.length > 42 || /\/s\b/.test(title))).toEqual([])
  const verbs = /\b(?:is|are|was|were|did|does|has|had|lost|took|ran|got)\b/i
  expect(
    CHECKS.map(({ title }) => title).filter((title) => verbs.test(title.replace('Lost trace events', ''))),
  ).toEqual([])
})
