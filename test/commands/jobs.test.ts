import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { progressLine } from '../../src/commands/io.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

// Workers run built code, which is another process's here.
const MAIN = resolve('dist/main.js')
const ALL = ['json', 'md', 'html']
/** What the other two are made of. */
const JSON_ALONE = ['json']

let grown: string
beforeAll(() => {
  grown = join(temporaryDirectory(), 'grown')
  execFileSync('node', ['bench/reading/grow-experiment.mjs', '2', '3', grown])
})

function analyze(formats: readonly string[], ...options: string[]): string[] {
  const output = temporaryDirectory()
  const env = { ...process.env, XDG_CACHE_HOME: output }
  const to = ['--to', formats.join()]
  execFileSync('node', [MAIN, 'analyze', ...options, ...to, '-o', output, '-q'], { env, stdio: 'pipe' })
  return formats.map((form) => readFileSync(join(output, `report.${form}`), 'utf8'))
}

test('an experiment gives the same bytes for any number of jobs, also in workers', () => {
  const one = analyze(ALL, grown, '--jobs', '1', '--no-cache')
  const faults = JSON.parse(one[0] ?? '').processes.rows
  expect(JSON.stringify(faults)).toMatch(/stress-ng/)
  for (const jobs of ['2', '3', '16']) {
    const formats = jobs === '3' ? ALL : JSON_ALONE
    const more = analyze(formats, grown, '--jobs', jobs)
    expect({ jobs, same: more.map((text, index) => text === one[index]) }).toEqual({
      jobs,
      same: formats.map(() => true),
    })
  }
})

test('a long trace is read in parts by workers, with the same result', () => {
  const trace = join(grown, 'runs', 'b01-1-mglru-off', 'page-faults-raw.ndjson')
  const script = `
    import { reduceInParts } from '${resolve('dist/experiment/read-ranges.js')}'
    import { pool } from '${resolve('dist/experiment/worker-pool.js')}'
    import { toTaggedJson } from '${resolve('dist/base/tagged-json.js')}'
    const files = { trace: { path: process.argv[1], name: 'trace' } }
    const context = { run: 'run', window: null }
    const task = { do: 'reduce', stream: 'page-faults', files, context }
    for (const jobs of [1, 2, 3]) {
      const workers = pool(jobs)
      if (jobs === 1) console.log(toTaggedJson(await workers.run(task, 0)))
      else console.log(toTaggedJson(await reduceInParts(workers, jobs, 'page-faults', files, context, 300_000)))
      await workers.end()
    }`
  const [one, ...more] = execFileSync('node', ['--input-type=module', '-e', script, trace], {
    encoding: 'utf8',
  })
    .trimEnd()
    .split('\n')
  expect(one).toMatch(/"byPage"/)
  expect(more).toEqual([one, one])
})

test('standalone files and their errors, too', () => {
  const at = temporaryDirectory()
  const traces = [7, 11, 13, 17].map((pid) => {
    const path = join(at, `${pid}.txt`)
    writeFileSync(path, `Attaching 1 probe...\n${`Page fault in process: ${pid}\n`.repeat(60_000 + pid)}`)
    return path
  })
  const bare = (jobs: string) =>
    analyze(
      JSON_ALONE,
      '--off',
      ...traces.slice(0, 2),
      '--on',
      ...traces.slice(2),
      '--jobs',
      jobs,
      '--no-cache',
    )
  const one = bare('1')
  expect(one[0]).toContain('60013')
  expect(bare('3')[0] === one[0]).toBe(true)

  for (const path of traces.slice(1, 3)) writeFileSync(path, `Attaching 1 probe...\n${'x'.repeat(2 << 20)}\n`)
  const refused = (jobs: string) => {
    try {
      bare(jobs)
    } catch (error) {
      return (error as { status: number; stderr: Buffer }).stderr.toString()
    }
    return ''
  }
  const lines = refused('1').trim().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toBe(
    `${traces[1]}:2: expected a line of at most 1024 KiB, found a longer one; check that this is the trace that you mean, or leave this run out`,
  )
  expect(refused('3').trim().split('\n')).toEqual(lines)
  for (const path of traces) rmSync(path)
})

test.each(['0', '-1', '1.5', 'all', '1000'])('--jobs %s is refused', async (jobs) => {
  const { code, stderr } = await runCli('analyze', grown, '--jobs', jobs)
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `--jobs: expected a number from 1 to 256, found "${jobs}"; give as many as there are free processors\n`,
  })
})

test('what is shown while files are read', () => {
  const begun = {
    done: 0,
    total: 24,
    what: 'b01-1-mglru-off',
    seconds: 0.1,
    bytes: 1e6,
    lines: 1e4,
    toRead: 4e9,
  }
  expect(progressLine(begun)).toBe('0/24 b01-1-mglru-off')
  expect(progressLine({ ...begun, seconds: 2, bytes: 8e8, lines: 5e6 })).toBe(
    '0/24 b01-1-mglru-off, 400 MB/s, 2.5 million lines/s, 8 s left',
  )
  expect(progressLine({ ...begun, done: 6, seconds: 3, bytes: 9e8, lines: 9e6, what: 'a\x1b[31m' })).toBe(
    '6/24 a?[31m, 300 MB/s, 3.0 million lines/s, 11 s left',
  )
  expect(progressLine({ ...begun, done: 24, seconds: 3, bytes: 4e9, lines: 9e6 })).toBe(
    '24/24 b01-1-mglru-off, 1333 MB/s, 3.0 million lines/s',
  )
})

test.each([
  ['this.terminate()', 'a worker ended before its work did'],
  ["this.emit('error', new Error('out of memory')); this.terminate()", 'out of memory'],
])('a worker that dies (%s) fails its task, and the next task gets another', (death, message) => {
  const at = temporaryDirectory()
  const path = join(at, 'a.txt')
  writeFileSync(path, 'Page fault in process: 7\n'.repeat(60_000))
  const script = `
    import { Worker } from 'node:worker_threads'
    import { pool } from ${JSON.stringify(resolve('dist/experiment/worker-pool.js'))}
    const workers = pool(2)
    const task = { do: 'digest', path: ${JSON.stringify(path)} }
    const send = Worker.prototype.postMessage
    Worker.prototype.postMessage = function () { ${death} }
    const died = await workers.run(task, 1 << 21).catch((error) => error.message)
    Worker.prototype.postMessage = send
    await new Promise((resolve) => setTimeout(resolve, 300))
    const again = await Promise.all([1, 2, 3].map(() => workers.run(task, 1 << 21)))
    await workers.end()
    console.log(JSON.stringify({ died, bytes: again.map(({ bytes }) => bytes) }))`
  const file = join(at, 'script.mjs')
  writeFileSync(file, script)
  const said = execFileSync('node', [file], { encoding: 'utf8', timeout: 30_000 })
  expect(JSON.parse(said)).toEqual({
    died: message,
    bytes: [1_500_000, 1_500_000, 1_500_000],
  })
})
