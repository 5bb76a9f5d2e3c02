import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { whileLocked } from '../../src/commands/output-lock.js'
import { writeFiles } from '../../src/commands/write-report.js'
import { cacheIn } from '../../src/experiment/cache.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

const BLOCKS = 'fixtures/constructed/blocks'
const CANARY = 'nobody writes here\n'

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => !statSync(join(directory, name)).isDirectory())
    .sort()

/** Puts links to a canary in the place of every file, and in that of temporary files of older versions. */
function plantLinks(directory: string, names: readonly string[]): string {
  const canary = join(temporaryDirectory(), 'canary')
  writeFileSync(canary, CANARY)
  for (const name of names) {
    const path = join(directory, name)
    mkdirSync(dirname(path), { recursive: true })
    rmSync(path, { force: true })
    for (const link of [path, `${path}.partial`, `${path}.${process.pid}`]) symlinkSync(canary, link)
  }
  return canary
}

function expectReplaced(directory: string, names: readonly string[], canary: string) {
  expect(readFileSync(canary, 'utf8')).toBe(CANARY)
  for (const name of names) expect(lstatSync(join(directory, name)).isFile()).toBe(true)
  // and no temporary file is left
  expect(filesIn(directory).filter((name) => /mglru-report-/.test(name))).toEqual([])
}

describe('a link in the place of a file is replaced, never followed', () => {
  const report = join(temporaryDirectory(), 'report')
  const commands: [string, (directory: string) => string[]][] = [
    ['analyze', (to) => ['analyze', BLOCKS, '--to', 'csv,html,json,lkp,md,txt', '-q', '-o', to]],
    ['render', (to) => ['render', join(report, 'report.json'), '--to', 'csv,html,md,txt', '-q', '-o', to]],
    ['index', (to) => ['index', report, '-q', '-o', to]],
    ['reduce', (to) => ['reduce', BLOCKS, '-q', '-o', join(to, 'blocks.reduced')]],
  ]
  beforeAll(async () => {
    await runCli('analyze', BLOCKS, '--to', 'json', '-q', '-o', report)
  })
  test.each(commands)('%s: every file that it writes', async (name, args) => {
    const first = join(temporaryDirectory(), 'out')
    expect(await runCli(...args(first))).toMatchObject({ code: 0, stderr: '' })
    const names = filesIn(first)
    expect(names.length).toBeGreaterThan(name === 'reduce' ? 0 : 1)
    const second = join(temporaryDirectory(), 'out')
    const canary = plantLinks(second, names)
    symlinkSync(canary, join(second, '.mglru-report.lock'))
    expect(await runCli(...args(second))).toMatchObject({ code: 0, stderr: '' })
    expectReplaced(second, names, canary)
    for (const one of names)
      expect(readFileSync(join(second, one), 'utf8')).toBe(readFileSync(join(first, one), 'utf8'))
  })

  test('the cache: every value', async () => {
    const env = { XDG_CACHE_HOME: temporaryDirectory() }
    await cacheIn(env).put(['a'], 1)
    const [name = ''] = filesIn(env.XDG_CACHE_HOME)
    const canary = plantLinks(env.XDG_CACHE_HOME, [name])
    await cacheIn(env).put(['a'], 2)
    expectReplaced(env.XDG_CACHE_HOME, [name], canary)
    expect(await cacheIn(env).get(['a'])).toBe(2)
  })
})

test('no other part of the program writes files: what is new here is to be planted above', () => {
  const writing =
    /\b(?:writeFile|appendFile|createWriteStream|copyFile|symlink|rename|mkdtemp|cp|truncate|open)(?:Sync)?\b(?=[^;]*from 'node:fs)/
  const found = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => writing.test(readFileSync(join('src', name), 'utf8')))
  expect(found.sort()).toEqual([
    // the one way to write a file that stays
    'base/whole-file.ts',
    // the lock, which is planted with the files of each command
    'commands/output-lock.ts',
    // a directory of its own with a random name, for what comes out of a pipe
    'commands/spooled.ts',
    // reads alone
    'ingest/chunks.ts',
  ])
})

test('a cache that others may write to is not believed, and a link is none', async () => {
  const open = { XDG_CACHE_HOME: temporaryDirectory() }
  await cacheIn(open).put(['a'], 1)
  const place = join(open.XDG_CACHE_HOME, 'mglru-report')
  const chmod = (mode: string) => spawnSync('chmod', [mode, place])
  chmod('777')
  expect(await cacheIn(open).get(['a'])).toBeUndefined()
  chmod('700')
  expect(await cacheIn(open).get(['a'])).toBe(1)
  const elsewhere = temporaryDirectory()
  const linked = { XDG_CACHE_HOME: temporaryDirectory() }
  symlinkSync(elsewhere, join(linked.XDG_CACHE_HOME, 'mglru-report'))
  await cacheIn(linked).put(['a'], 1)
  expect(readdirSync(elsewhere)).toEqual([])
})

test.each(['', 'figures'])('an output directory "%s" that is a link is refused', async (below) => {
  const [outside, out] = [temporaryDirectory(), join(temporaryDirectory(), 'out')]
  mkdirSync(dirname(join(out, below)), { recursive: true })
  symlinkSync(outside, join(out, below))
  expect(await runCli('analyze', BLOCKS, '-q', '-o', out)).toMatchObject({
    code: 2,
    stderr: `${join(out, below)}: expected a directory to write the report into, found a link; give the directory that it leads to, or remove it\n`,
  })
  expect(readdirSync(outside)).toEqual([])
})

test('a directory that becomes a link while it is written to is not followed', async () => {
  const [outside, parent] = [temporaryDirectory(), temporaryDirectory()]
  const out = join(parent, 'out')
  const files = Array.from({ length: 200 }, (_, at): [string, string] => [`${at}.txt`, 'x'])
  const writing = writeFiles(out, files)
  while (!readdirSync(parent).includes('out') || readdirSync(out).length < 5)
    await new Promise((resolve) => setImmediate(resolve))
  renameSync(out, join(parent, 'moved'))
  symlinkSync(outside, out)
  await writing
  expect(readdirSync(outside)).toEqual([])
  expect(readdirSync(join(parent, 'moved'))).toHaveLength(200)
})

test('a device is no file to write to, also through a link', async () => {
  const link = join(temporaryDirectory(), 'link')
  symlinkSync('/dev/null', link)
  for (const path of ['/dev/null', link])
    expect(await runCli('reduce', BLOCKS, '-q', '-o', path)).toMatchObject({
      code: 2,
      stderr: `${path}: expected the name of a file to write, found a pipe or device; choose another with -o\n`,
    })
  expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
})

test('the experiment is not written into through a link either', async () => {
  const [experiment, link] = [join(temporaryDirectory(), 'e'), join(temporaryDirectory(), 'link')]
  cpSync(BLOCKS, experiment, { recursive: true })
  symlinkSync(experiment, link)
  for (const args of [
    ['analyze', experiment, '-o', join(link, 'new', 'report')],
    ['reduce', experiment, '-o', join(link, 'new.reduced')],
  ])
    expect(await runCli(...args)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        'outside the experiment, which is never written to, found one inside it',
      ),
    })
})

describe('two at once into one directory', () => {
  test('the second is refused, and writes nothing', async () => {
    const out = join(temporaryDirectory(), 'out')
    const ran = await Promise.all([0, 1].map(() => runCli('analyze', BLOCKS, '-q', '-o', out)))
    expect(ran.map(({ code }) => code).sort()).toEqual([0, 2])
    expect(ran.find(({ code }) => code === 2)?.stderr).toBe(
      `${out}: expected a directory that nothing else writes into, found that mglru-report with pid ${process.pid} does; wait until it has ended, or choose another with -o\n`,
    )
    expect(filesIn(out)).toContain('report.html')
    expect(readdirSync(out)).not.toContain('.mglru-report.lock')
  })

  test('of 20 that all find the lock of a dead process, one at a time goes on', async () => {
    const out = temporaryDirectory()
    let [inside, most, done] = [0, 0, 0]
    for (let round = 0; round < 5; round++) {
      writeFileSync(join(out, '.mglru-report.lock'), '4194304 1 0.5\n')
      const one = () =>
        whileLocked(out, async () => {
          most = Math.max(most, ++inside)
          await new Promise((resolve) => setTimeout(resolve, 20))
          inside--
          done++
        })
      await Promise.allSettled(Array.from({ length: 20 }, one))
    }
    expect(most).toBe(1)
    expect(done).toBeGreaterThanOrEqual(5)
  })

  test('a number that another process has now is not the process that left the lock', async () => {
    const out = temporaryDirectory()
    writeFileSync(join(out, '.mglru-report.lock'), `${process.pid} 1 0.5\n`)
    expect(await whileLocked(out, async () => 'done')).toBe('done')
  })

  test('one that was killed is in nobody’s way, and what it left goes', async () => {
    const out = join(temporaryDirectory(), 'out')
    const args = [resolve('dist/main.js'), 'analyze', resolve(BLOCKS), '--no-cache', '-q', '-o', out]
    const child = spawn('node', args)
    const ended = new Promise((resolve) => child.once('exit', resolve))
    const there = () => {
      try {
        return readFileSync(join(out, '.mglru-report.lock'), 'utf8') !== ''
      } catch {
        return false
      }
    }
    while (child.exitCode === null && !there()) await new Promise((resolve) => setTimeout(resolve, 5))
    child.kill('SIGKILL')
    await ended
    writeFileSync(join(out, '.mglru-report-0123456789abcdef.partial'), 'half')
    expect(filesIn(out)).toContain('.mglru-report.lock')
    expect(await runCli('analyze', BLOCKS, '-q', '-o', out)).toMatchObject({ code: 0, stderr: '' })
    expect(filesIn(out).filter((name) => name.startsWith('.'))).toEqual(['.mglru-report.set'])
  })

  test('nothing is left of a directory that was made for nothing', async () => {
    const parent = temporaryDirectory()
    expect((await runCli('analyze', 'no-such-experiment', '-o', join(parent, 'out'))).code).toBe(2)
    expect(readdirSync(parent)).toEqual([])
  })
})
