import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { collectorMetrics } from '../src/render/collector-metrics.js'
import { referencePages } from '../src/render/reference.js'
import { VERSION } from '../src/version.js'

test.each(Object.entries(referencePages()))(
  'docs/%s is what the definitions say; if not, run: npm run docs',
  (name, text) => {
    expect(readFileSync(`docs/${name}`, 'utf8')).toBe(text)
  },
)

test('collectors/experiment/metrics.list is what the definitions say; if not, run: npm run docs', () => {
  expect(readFileSync('collectors/experiment/metrics.list', 'utf8')).toBe(collectorMetrics())
})

test('the version is that of the package', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(VERSION)
})

test('links between the pages lead somewhere', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ]
  const broken = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  )
  expect(broken).toEqual([])
})

test('the lock has every platform, so that npm ci works everywhere; if not, run: node scripts/complete-lock.mjs', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  const present = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').pop()))
  const missing = Object.values(lock.packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !present.has(name)),
  )
  expect(missing).toEqual([])
})
