import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { VERSION } from '../../src/version.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

const faults = (count: number) => `Attaching 1 probe...\n${'Page fault in process: 5\n'.repeat(count)}`

async function analyze(
  name: string,
  content: string | Buffer | null,
  extra: Record<string, string | Buffer> = {},
) {
  const directory = temporaryDirectory()
  if (content !== null) writeFileSync(join(directory, name), content)
  writeFileSync(join(directory, 'good'), faults(3))
  for (const [file, text] of Object.entries(extra)) writeFileSync(join(directory, file), text)
  const output = join(directory, 'report')
  const result = await runCli(
    'analyze',
    '--off',
    join(directory, name),
    '--on',
    join(directory, 'good'),
    '-o',
    output,
  )
  return { ...result, directory, read: (file: string) => readFileSync(join(output, file), 'utf8') }
}

const LONG = Buffer.alloc(100 << 20, 120)

test.each<[string, string | Buffer | null, RegExp]>([
  [
    'an empty file',
    '',
    /^\S+trace:1: expected a page-fault trace .*, found an empty file, or empty lines alone; bpftrace wrote nothing here/,
  ],
  [
    'binary garbage',
    Buffer.from(Array.from({ length: 9999 }, (_, index) => (index * 2654435761) >>> 24)),
    /^\S+trace:1: expected .*, found binary data; check that this is the file that you mean/,
  ],
  [
    'a perf.data file',
    Buffer.concat([Buffer.from('PERFILE2'), Buffer.alloc(100)]),
    /found a binary perf\.data file; run "perf script -i FILE" and give its output/,
  ],
  [
    'a file of the wrong kind',
    'nr_free_pages 12\npgfault 5\n',
    /expected counters from before and after a run, or a trace, found one copy of \/proc\/vmstat; .* give both .* --before and --after; or .* X\.vmstat-before/,
  ],
  ['an unreadable path', null, /^\S+trace: expected a file, found none of that name; check the path/],
  [
    'a line of 100 MB',
    Buffer.concat([Buffer.from(faults(1)), LONG]),
    /^\S+trace:3: expected a line of at most 1024 KiB, found a longer one/,
  ],
  [
    'a gzip that ends early',
    gzipSync(
      Array.from({ length: 200000 }, (_, index) => `Page fault in process: ${(index * 7919) % 5003}\n`).join(
        '',
      ),
    ).subarray(0, 200000),
    /^\S+trace:\d+: expected whole gzip data, found gzip data that ends too early; copy the file again/,
  ],
])('%s: one clear message with its path, exit 2, no report', async (_, content, message) => {
  const { code, stderr, stdout, read } = await analyze('trace', content)
  expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({
    code: 2,
    stdout: '',
    lines: 1,
  })
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(() => read('report.json')).toThrow('ENOENT')
})

test('a file without permission', async () => {
  const directory = temporaryDirectory()
  writeFileSync(join(directory, 'a'), faults(1))
  writeFileSync(join(directory, 'b'), faults(2))
  chmodSync(join(directory, 'a'), 0)
  const { code, stderr } = await runCli(
    'analyze',
    '--off',
    join(directory, 'a'),
    '--on',
    join(directory, 'b'),
    '-o',
    join(directory, 'report'),
  )
  // root may read everything, and then there is nothing to complain of
  if (process.getuid?.() === 0) expect(code).toBe(0)
  else
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no permission to read it'),
    })
})

test('an empty directory in place of a trace', async () => {
  const directory = temporaryDirectory()
  mkdirSync(join(directory, 'd'))
  writeFileSync(join(directory, 'b'), faults(2))
  expect(await runCli('analyze', '--off', join(directory, 'd'), '--on', join(directory, 'b'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('expected 1 to 1000 files of one run in this directory, found 0'),
  })
})

test('a truncated last line: the run is used, the report says so', async () => {
  const { code, read } = await analyze('trace', `${faults(2)}Page fault in pro`)
  expect(code).toBe(0)
  expect(JSON.parse(read('report.json')).warnings).toMatchObject([
    { id: 'trace-cut', severity: 'caution', subject: 'off-1' },
  ])
  for (const form of ['report.md', 'report.html'])
    expect(read(form)).toMatch(/trace:4: the last line is cut off/)
})

test('the same file twice, and a condition missing', async () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'a')
  writeFileSync(path, faults(1))
  expect(await runCli('analyze', '--off', path, '--on', path)).toMatchObject({
    code: 2,
    stderr: `${path}: expected each run to be given once, found the same file as ${path}; leave one of the two out\n`,
  })
  expect(await runCli('analyze', '--off', path)).toMatchObject({
    code: 2,
    stderr:
      '--on: expected at least one trace file, found none; give the traces of both conditions: --off F... --on F...\n',
  })
})

test('neither or both kinds of input, unknown options and commands', async () => {
  expect(await runCli('analyze')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('either an experiment directory, or --off F... --on F..., found neither'),
  })
  expect(await runCli('analyze', 'x', '--off', 'y')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('found both'),
  })
  expect(await runCli('analyze', '--what')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("unknown option '--what'"),
  })
  expect((await runCli('nonsense')).code).toBe(2)
  expect(await runCli('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('Exit codes:') })
  expect(await runCli('--version')).toMatchObject({ code: 0, stdout: `${VERSION}\n` })
})

test('a message shows hostile names harmlessly', async () => {
  const { stderr } = await runCli('analyze', '--off', '/nowhere/\u001b[31mred\u202e', '--on', '/nowhere/b')
  expect(stderr).toContain('/nowhere/\\x1b[31mred\\u{202e}: expected a file')
})

test('a place that cannot be written to', async () => {
  const { directory } = await analyze('trace', faults(5))
  const file = join(directory, 'good')
  const result = await runCli(
    'analyze',
    '--off',
    join(directory, 'trace'),
    '--on',
    file,
    '-o',
    join(file, 'report'),
  )
  expect(result).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(
      'expected a directory to write the report into, found ENOTDIR; choose another with -o',
    ),
  })
})

test('the experiment is never written into', async () => {
  const result = await runCli(
    'analyze',
    'fixtures/constructed/blocks',
    '-o',
    'fixtures/constructed/blocks/report',
  )
  expect(result).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('a directory outside the experiment'),
  })
})
