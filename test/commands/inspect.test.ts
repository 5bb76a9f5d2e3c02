import { expect, test } from '@jest/globals'
import { runCli } from '../run-cli.js'
import { temporaryFile } from '../temporary.js'

test.each([
  ['fixtures/formats/perf-trace/6.1-on.txt', 'output of perf trace', 'major: 158'],
  ['fixtures/formats/perf-stat/6.1-on.txt', 'JSON output of perf stat', 'page-faults 195876'],
  ['fixtures/formats/kernel-log/6.1-on-oom.txt', 'a kernel log', 'stress-ng-vm (1218)'],
  ['fixtures/formats/direct-reclaim/6.12-on.ndjson.gz', 'collectors', 'reclaimedPages: 8467'],
  ['fixtures/one-liner-6.1/on-1.txt.gz', "bpftrace's text output", 'total: '],
])('%s', async (path, kind, content) => {
  const { code, stdout } = await runCli('inspect', path)
  expect(stdout).toContain(kind)
  expect(stdout).toContain(content)
  expect({ code, stdout: stdout.includes('Nothing wrong was found.') }).toEqual({ code: 0, stdout: true })
})

test('what is wrong with a file is said with its line', async () => {
  const path = temporaryFile(
    '     0.000 ( 0.000 ms): a/1 majfault [f+0xa] => 0x1 (?k)\nnonsense\nLOST 12 events!\n',
  )
  const { code, stdout } = await runCli('inspect', path)
  expect(code).toBe(2)
  expect(stdout).toContain('lost: 12')
  expect(stdout).toMatch(/:2: 1 of 3 lines were not understood/)
})

test('a file of no known kind', async () => {
  const { code, stdout } = await runCli('inspect', temporaryFile('hello\n'))
  expect(code).toBe(2)
  expect(stdout).toContain('Nothing here reads it.')
})

test('events of ftrace are counted, and what was overwritten is said', async () => {
  const { code, stdout } = await runCli('inspect', 'fixtures/formats/trace-events/6.1-on-ftrace.txt')
  expect(code).toBe(2)
  expect(stdout).toContain('mm_vmscan_write_folio: ')
  // entries-written less entries-in-buffer: 259885 - 4721
  expect(stdout).toContain('255164 events were overwritten')
})
