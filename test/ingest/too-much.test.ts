import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  cpSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { runReader } from '../../src/experiment/run-reader.js'
import { readChunks } from '../../src/ingest/chunks.js'
import { temporaryDirectory, temporaryFile } from '../temporary.js'

const MAIN = resolve('dist/cli.js')
/** More than what the format is told by. */
const SMALL = 'Page fault in process: 7\n'.repeat(3000)

/**
 * Runs the program in a process of its own; what it said, and the most memory that it had, in MB: VmHWM, since the
 * maxRSS of resourceUsage() begins with that of the process that started it, here jest.
 */
function run(...args: string[]) {
  const script = `
    const { main } = await import(${JSON.stringify(MAIN)})
    const { readFileSync } = await import('node:fs')
    let errors = ''
    const code = await main(${JSON.stringify(args)}, {
      stdout: { write() {} }, stderr: { write: (text) => { errors += text } },
    })
    const [, kib] = /VmHWM:\\s*(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
    console.log(JSON.stringify({ code, errors, megabytes: kib / 1024 }))`
  const { stdout } = spawnSync('node', ['--input-type=module', '-e', script], { encoding: 'utf8' })
  return JSON.parse(stdout) as { code: number; errors: string; megabytes: number }
}

function analyze(trace: string) {
  const output = temporaryDirectory()
  const done = run('analyze', '--off', trace, '--on', temporaryFile(SMALL), '-o', output, '--to', 'json')
  return { ...done, report: () => JSON.parse(readFileSync(join(output, 'report.json'), 'utf8')) }
}

/** What may come to the memory of the same command on a small file: twice the most seen, 41 MB. */
const MAX_MORE = 80
const TOO_LONG =
  'expected a line of at most 1024 KiB, found a longer one; check that this is the trace that you mean, or leave this run out'

describe('bounded memory and one clear message', () => {
  describe('a trace', () => {
    let usual = 0
    beforeAll(() => {
      const { code, megabytes } = analyze(temporaryFile(`${SMALL}${SMALL}`))
      expect(code).toBe(0)
      usual = megabytes
    })

    test('with a line of 256 MB', () => {
      const path = temporaryFile(SMALL)
      const file = openSync(path, 'r+')
      ftruncateSync(file, 1 << 28)
      closeSync(file)
      const { code, errors, megabytes } = analyze(path)
      expect({ code, errors }).toEqual({ code: 2, errors: `${path}:3001: ${TOO_LONG}\n` })
      expect(megabytes - usual).toBeLessThan(MAX_MORE)
    })

    test('of 4 GB of nothing in 4 MB of gzip', () => {
      const path = join(temporaryDirectory(), 'bomb.gz')
      writeFileSync(path, Buffer.concat([gzipSync(SMALL), nothing(4 * 1024)]))
      const { code, errors, megabytes } = analyze(path)
      expect({ code, errors }).toEqual({ code: 2, errors: `${path}:3001: ${TOO_LONG}\n` })
      expect(megabytes - usual).toBeLessThan(MAX_MORE)
    })

    test('of 0.3 GB of page faults in 1 MB of gzip, which are counted, every one', () => {
      const path = join(temporaryDirectory(), 'many.gz')
      const lines = 1 << 20
      const part = gzipSync('Page fault in process: 7\n'.repeat(lines), { level: 9 })
      writeFileSync(path, Buffer.concat(Array.from({ length: 12 }, () => part)))
      const { code, errors, megabytes, report } = analyze(path)
      expect({ code, errors }).toEqual({ code: 0, errors: '' })
      expect(report().processes.rows[0]).toMatchObject({ baseline: [12 * lines], treatment: [3000] })
      expect(megabytes - usual).toBeLessThan(MAX_MORE)
    })
  })

  test('a manifest and a reduced file that unpack to 4 GB', () => {
    const directory = join(temporaryDirectory(), 'experiment')
    cpSync('fixtures/constructed/blocks', directory, { recursive: true })
    const analyzed = (path: string) => run('analyze', path, '-o', temporaryDirectory(), '--to', 'json')
    const usual = analyzed(directory)
    expect(usual.code).toBe(0)
    writeFileSync(join(directory, 'experiment.json'), nothing(4 * 1024))
    for (const path of [directory, join(directory, 'experiment.json')]) {
      const { code, errors, megabytes } = analyzed(path)
      expect({ code, errors }).toEqual({
        code: 2,
        errors: `${directory}/experiment.json: expected at most 32 MiB, found more; check that this is the file that you mean\n`,
      })
      // up to 32 MiB are kept before it is refused
      expect(megabytes - usual.megabytes).toBeLessThan(MAX_MORE + 64)
    }
  })
})

/** So many MB of spaces, packed. */
function nothing(megabytes: number): Buffer {
  const part = gzipSync(Buffer.alloc(1 << 24, ' '), { level: 9 })
  return Buffer.concat(Array.from({ length: megabytes / 16 }, () => part))
}

test('a file that grows as fast as it is read is read to the end that it had', async () => {
  const path = temporaryFile(SMALL.repeat(100))
  const size = SMALL.length * 100
  let read = 0
  for await (const chunk of readChunks(path)) {
    read += chunk.length
    appendFileSync(path, chunk)
    appendFileSync(path, chunk)
  }
  expect(read).toBe(size)
})

test.each<[string, (path: string) => void, string]>([
  ['grows', (path) => appendFileSync(path, SMALL), 'one that grew; wait until its writer has ended'],
  ['shrinks', (path) => truncateSync(path, 100), 'one that shrank; wait'],
  [
    'is written to',
    (path) => writeFileSync(path, SMALL.replaceAll('7', '8')),
    'one that was written to; wait',
  ],
  ['vanishes', (path) => rmSync(path), 'expected a file, found none of that name; check the path'],
])('a file that %s while it is read', async (_, change, message) => {
  const path = temporaryFile(SMALL)
  // so that the time of a later change is another one
  execFileSync('touch', ['-d', '2026-01-01', path])
  const reading = runReader(1, null)
  await reading.digest(path)
  change(path)
  const files = { trace: { path, name: 'trace.txt' } }
  await expect(reading.reduce('page-faults', files, { run: 'off-1', window: null })).rejects.toThrow(message)
})

test('a file that grows while the program reads it', async () => {
  const path = temporaryFile(SMALL.repeat(40))
  const other = temporaryFile(SMALL)
  const reading = runReader(1, null)
  const files = { trace: { path, name: 'trace.txt' } }
  let [done, grown] = [false, 0]
  const work = reading.reduce('page-faults', files, { run: 'off-1', window: null }).finally(() => {
    done = true
  })
  const writer = (async () => {
    while (!done) {
      appendFileSync(path, SMALL)
      grown++
      await new Promise(setImmediate)
    }
  })()
  await expect(work).rejects.toThrow(
    'expected a file that stays as it is while it is read, found one that grew',
  )
  await writer
  expect(grown).toBeGreaterThan(0)
  expect(
    await reading.reduce('page-faults', { trace: { path: other, name: 'x' } }, { run: 'x', window: null }),
  ).toMatchObject({
    present: true,
  })
})
