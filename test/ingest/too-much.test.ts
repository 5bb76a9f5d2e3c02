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
  writeSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { runReader } from '../../src/experiment/run-reader.js'
import { readChunks } from '../../src/ingest/chunks.js'
import { temporaryDirectory, temporaryFile } from '../temporary.js'

const MAIN = resolve('dist/cli.js')
/** More than what the format is told by. */
const SMALL = 'Page fault in process: 7\n'.repeat(3000)

/** Runs the program in a process of its own; what it said, and the most memory that it had, in MB. */
function run(...args: string[]) {
  const script = `
    const { main } = await import(${JSON.stringify(MAIN)})
    let errors = ''
    const code = await main(${JSON.stringify(args)}, {
      stdout: { write() {} }, stderr: { write: (text) => { errors += text } },
    })
    console.log(JSON.stringify({ code, errors, megabytes: process.resourceUsage().maxRSS / 1024 }))`
  const { stdout } = spawnSync('node', ['--input-type=module', '-e', script], { encoding: 'utf8' })
  return JSON.parse(stdout) as { code: number; errors: string; megabytes: number }
}

function analyze(trace: string) {
  const output = temporaryDirectory()
  const done = run('analyze', '--off', trace, '--on', temporaryFile(SMALL), '-o', output, '--to', 'json')
  return { ...done, report: () => JSON.parse(readFileSync(join(output, 'report.json'), 'utf8')) }
}

const MAX_MEGABYTES = 300
const TOO_LONG =
  'expected a line of at most 1024 KiB, found a longer one; check that this is the trace that you mean, or leave this run out'

describe('bounded memory and one clear message', () => {
  test('a line of 1 GB', () => {
    const path = temporaryFile(SMALL)
    const file = openSync(path, 'r+')
    ftruncateSync(file, 1 << 30)
    closeSync(file)
    const { code, errors, megabytes } = analyze(path)
    expect({ code, errors }).toEqual({ code: 2, errors: `${path}:3001: ${TOO_LONG}\n` })
    expect(megabytes).toBeLessThan(MAX_MEGABYTES)
  })

  test('4 GB of nothing in 4 MB of gzip', () => {
    const path = join(temporaryDirectory(), 'bomb.gz')
    const zeros = gzipSync(Buffer.alloc(1 << 28), { level: 9 })
    writeFileSync(path, Buffer.concat([gzipSync(SMALL), ...Array.from({ length: 16 }, () => zeros)]))
    const { code, errors, megabytes } = analyze(path)
    expect({ code, errors }).toEqual({ code: 2, errors: `${path}:3001: ${TOO_LONG}\n` })
    expect(megabytes).toBeLessThan(MAX_MEGABYTES)
  })

  test('0.5 GB of page faults in 1.5 MB of gzip are counted, every one', () => {
    const path = join(temporaryDirectory(), 'many.gz')
    const lines = 1 << 20
    const part = gzipSync('Page fault in process: 7\n'.repeat(lines), { level: 9 })
    const file = openSync(path, 'w')
    for (let index = 0; index < 20; index++) writeSync(file, part)
    closeSync(file)
    const { code, errors, megabytes, report } = analyze(path)
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(report().processes.rows[0]).toMatchObject({ baseline: [20 * lines], treatment: [3000] })
    expect(megabytes).toBeLessThan(MAX_MEGABYTES)
  })

  test('a manifest and a reduced file that unpack to 4 GB', () => {
    const zeros = gzipSync(Buffer.alloc(1 << 28, ' '), { level: 9 })
    const bomb = Buffer.concat(Array.from({ length: 16 }, () => zeros))
    const directory = join(temporaryDirectory(), 'experiment')
    cpSync('fixtures/constructed/blocks', directory, { recursive: true })
    writeFileSync(join(directory, 'experiment.json'), bomb)
    for (const path of [directory, join(directory, 'experiment.json')]) {
      const { code, errors, megabytes } = run('analyze', path, '-o', temporaryDirectory())
      expect({ code, errors }).toEqual({
        code: 2,
        errors: `${directory}/experiment.json: expected at most 64 MiB, found more; check that this is the file that you mean\n`,
      })
      // up to 64 MiB are kept before it is refused
      expect(megabytes).toBeLessThan(MAX_MEGABYTES + 200)
    }
  })
})

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
  const files = [{ role: 'trace', path, name: 'trace.txt' }]
  await expect(reading.reduce('page-faults', files, 'off-1', null)).rejects.toThrow(message)
})

test('a file that grows while the program reads it', async () => {
  const path = temporaryFile(SMALL.repeat(40))
  const other = temporaryFile(SMALL)
  const reading = runReader(1, null)
  const files = [{ role: 'trace', path, name: 'trace.txt' }]
  let [done, grown] = [false, 0]
  const work = reading.reduce('page-faults', files, 'off-1', null).finally(() => {
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
    await reading.reduce('page-faults', [{ role: 'trace', path: other, name: 'x' }], 'x', null),
  ).toMatchObject({
    present: true,
  })
})
