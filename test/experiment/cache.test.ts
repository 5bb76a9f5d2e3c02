import { cpSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { loadBare } from '../../src/experiment/bare.js'
import { type Cache, cacheIn } from '../../src/experiment/cache.js'
import { loadDirectory, loadRuns } from '../../src/experiment/directory.js'
import { loadReduced, reducedText } from '../../src/experiment/reduced.js'
import { runReader } from '../../src/experiment/run-reader.js'
import { FIXTURES, loadFixture, tracesOf } from '../fixtures.js'
import { expectSame } from '../same.js'
import { temporaryDirectory, temporaryFile } from '../temporary.js'

const quiet = () => {}

const isExperiment = (directory: string) => readdirSync(directory).includes('experiment.json')

function load(directory: string, cache: Cache) {
  const reading = runReader(1, cache)
  if (isExperiment(directory)) return loadDirectory(directory, quiet, reading)
  const { off, on } = tracesOf(directory)
  return loadBare(off, on, quiet, reading)
}

/** Counts how often a value was found, and how often not. */
function watched(cache: Cache) {
  const seen = { found: 0, missed: 0 }
  const get: Cache['get'] = async (key) => {
    const value = await cache.get(key)
    seen[value === undefined ? 'missed' : 'found']++
    return value
  }
  return { seen, cache: { ...cache, get } }
}

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile())

/** Reduced to one file, as it would be sent to another machine, and read there. */
async function throughOneFile(directory: string, cache: Cache) {
  const loaded = await loadRuns(directory, null, quiet, runReader(1, cache))
  return loadReduced([temporaryFile(reducedText(loaded), 'all.reduced')])
}

test.each(FIXTURES)(
  '%s: the same without a cache, with an empty one, and with a full one reduced and read',
  async (fixture) => {
    const env = { XDG_CACHE_HOME: temporaryDirectory() }
    const plain = await loadFixture(fixture)
    const [first, second] = [watched(cacheIn(env)), watched(cacheIn(env))]
    expectSame(await load(fixture, first.cache), plain)
    const again = isExperiment(fixture) ? throughOneFile : load
    expectSame(await again(fixture, second.cache), plain)
    expect(second.seen.found).toBeGreaterThan(3)
  },
)

const SOURCE = 'fixtures/constructed/blocks'

interface Settled {
  directory: string
  cache: string
}
let settled: Settled
/** Another, which a test may change. */
let own: Settled

/** Copies that nobody changed for a while, as their times say, and a full cache of each. */
beforeAll(async () => {
  const copy = () => {
    const made = { directory: join(temporaryDirectory(), 'experiment'), cache: temporaryDirectory() }
    cpSync(SOURCE, made.directory, { recursive: true })
    return made
  }
  ;[settled, own] = [copy(), copy()]
  await new Promise((resolve) => setTimeout(resolve, 2100))
  for (const { directory, cache } of [settled, own]) await load(directory, cacheIn({ XDG_CACHE_HOME: cache }))
})

function copyOfCache(): string {
  const copy = temporaryDirectory()
  cpSync(settled.cache, copy, { recursive: true })
  return copy
}

describe('a cache that cannot be relied on', () => {
  test.each<[string, (path: string) => void]>([
    ['empty', (path) => writeFileSync(path, '')],
    ['cut', (path) => writeFileSync(path, readFileSync(path).subarray(0, 90))],
    ['spoilt', (path) => writeFileSync(path, readFileSync(path, 'utf8').replace(/[1-9](?=[^1-9]*$)/, '0'))],
    ['of another kind', (path) => writeFileSync(path, 'null\nnull')],
  ])('every entry %s', async (_, spoil) => {
    const plain = await loadFixture(SOURCE)
    const home = copyOfCache()
    const entries = filesIn(home)
    expect(entries.length).toBeGreaterThan(20)
    for (const path of entries) spoil(path)
    const { seen, cache } = watched(cacheIn({ XDG_CACHE_HOME: home }))
    expectSame(await load(settled.directory, cache), plain)
    expect(seen.found).toBe(0)
  })

  test('a place that cannot be written to', async () => {
    const plain = await loadFixture(SOURCE)
    const file = join(temporaryDirectory(), 'file')
    writeFileSync(file, '')
    expectSame(await load(SOURCE, cacheIn({ XDG_CACHE_HOME: join(file, 'below') })), plain)
  })
})

test('nothing is read again when nothing changed', async () => {
  const { seen, cache } = watched(cacheIn({ XDG_CACHE_HOME: copyOfCache() }))
  await load(settled.directory, cache)
  expect(seen.missed).toBe(0)
  expect(seen.found).toBeGreaterThan(50)
})

test('the cache is for its owner alone, and holds no sum of a file that changed just now', async () => {
  const directory = join(temporaryDirectory(), 'experiment')
  cpSync(SOURCE, directory, { recursive: true })
  // "just now" lasts as long as the test, on a busy machine too
  const later = Date.now() / 1000 + 3600
  for (const path of filesIn(directory)) utimesSync(path, later, later)
  const kept: string[] = []
  const put: Cache['put'] = async ([kind = '']) => {
    kept.push(kind)
  }
  await load(directory, { get: async () => undefined, put })
  expect(new Set(kept)).toEqual(new Set(['reduction']))
  for (const path of filesIn(settled.cache)) expect(statSync(path).mode & 0o77).toBe(0)
})

test('a file that was changed, of the same size and time, is read again, and refused', async () => {
  const path = join(own.directory, 'runs/b01-1-mglru-off/page-faults.ndjson.gz')
  const { atime, mtime } = statSync(path)
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40)
  writeFileSync(path, bytes)
  utimesSync(path, atime, mtime)
  const { runs } = await load(own.directory, cacheIn({ XDG_CACHE_HOME: own.cache }))
  expect(runs[1]?.streams['page-faults']).toMatchObject({
    present: false,
    reason: expect.stringContaining('sha256'),
  })
})
