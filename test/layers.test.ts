import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from '@jest/globals'
import { FOLDERS } from '../src/experiment/code-fingerprint.js'

// A folder imports only from itself and from those above it in this list.
const LAYERS = [
  'model',
  'base',
  'settings',
  'stats',
  'ingest',
  'decode',
  'workload',
  'reduce',
  'page-faults',
  'streams',
  'experiment',
  'tables',
  'comparability',
  'metrics',
  'evidence',
  'compare',
  'checks',
  'report',
  'gate',
  'charts',
  'exchange',
  'render',
  'library',
  'commands',
]
/** Files that lie in src itself: the version may be read by all, the others read all. */
const ABOVE_ALL = ['version.ts']

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))

function layerOf(file: string): number {
  const [folder = '', ...rest] = file.split('/')
  if (rest.length > 0) return LAYERS.indexOf(folder)
  return ABOVE_ALL.includes(file) ? -1 : LAYERS.length
}

function importsOf(file: string): string[] {
  const source = readFileSync(join('src', file), 'utf8')
  return [...source.matchAll(/(?:from|import|declare module)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    relative('src', join(dirname(join('src', file)), match[1] ?? '')).replace(/\.js$/, '.ts'),
  )
}

test('every folder of src has its layer', () => {
  const folders = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]))
  expect([...folders].filter((folder) => !LAYERS.includes(folder ?? ''))).toEqual([])
})

test('imports point upwards only', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => layerOf(target) > layerOf(file))
      .map((target) => `src/${file} imports src/${target}`),
  )
  expect(wrong).toEqual([])
  expect(files.flatMap(importsOf).length).toBeGreaterThan(50)
})

test('what the cache takes for the code of a reduction is all that lies below it', () => {
  const layer = LAYERS.indexOf('experiment')
  const below = LAYERS.slice(0, layer + 1).filter((folder) => folder !== 'stats')
  expect([...FOLDERS].sort()).toEqual(below.sort())
  const outside = files
    .filter((file) => FOLDERS.includes(file.split('/')[0] ?? ''))
    .flatMap(importsOf)
    .filter((target) => target.includes('/') && !FOLDERS.includes(target.split('/')[0] ?? ''))
  expect(outside).toEqual([])
})

test('no definition of a stream imports another', () => {
  const definitions = files.filter((file) => /^streams\/(?!(?:index|registry)\.ts$)/.test(file))
  expect(definitions.length).toBeGreaterThan(15)
  expect(
    definitions.flatMap((file) => importsOf(file).filter((target) => target.startsWith('streams/'))),
  ).toEqual([])
})

test('no imports go round in a circle', () => {
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' > '))
    if (done.has(file) || way.includes(file)) return
    for (const target of importsOf(file)) visit(target, [...way, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  expect(circles).toEqual([])
})

test('no file of the project is above 300 lines', () => {
  const long = files.filter((file) => readFileSync(join('src', file), 'utf8').split('\n').length > 301)
  expect(long).toEqual([])
})
