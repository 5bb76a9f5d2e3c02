import { readdirSync, writeFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { runCli } from '../run-cli.js'
import { temporaryFile } from '../temporary.js'

test.each([
  ['fixtures/formats/perf-trace/6.1-on.txt', 'output of perf trace', 'major: 158'],
  ['fixtures/formats/perf-stat/6.1-on.txt', 'JSON output of perf stat', 'page-faults 195876'],
  ['fixtures/formats/direct-reclaim/6.12-on.ndjson.gz', 'collectors', 'reclaimedPages: 8467'],
  ['fixtures/one-liner-6.1/on-1.txt.gz', "bpftrace's text output", 'total: '],
])('%s', async (path, kind, content) => {
  const { code, stdout } = await runCli('inspect', path)
  expect(stdout).toContain(kind)
  expect(stdout).toContain(content)
  expect({ code, stdout: stdout.includes('Nothing wrong was found.') }).toEqual({ code: 0, stdout: true })
})

test('kills are told, and then nothing says that nothing is wrong', async () => {
  const { code, stdout } = await runCli('inspect', 'fixtures/formats/kernel-log/constructed-grepped.txt')
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /What the log tells of its run:\n {2}OOM kills: 3; the first: .*\n {2}killed: tail \(2009\), /,
  )
  expect(stdout).not.toContain('Nothing wrong')
  const { stdout: json } = await runCli('inspect', '--json', 'fixtures/formats/kernel-log/6.1-on-oom.txt')
  expect(JSON.parse(json)).toMatchObject({
    troubles: [expect.stringContaining('OOM kills: 2;'), 'killed: stress-ng-vm (1218), stress-ng-vm (1539)'],
    producer: null,
  })
})

test.each([
  [
    'stress-ng/0.19.02-metrics.yaml',
    'Written by stress-ng 0.19.02.',
    'holds: 1 stressor',
    'time span: 2.0025 s',
  ],
  ['workload-output/fio-3.33.json', 'Written by fio 3.33.', 'holds: ', 'time span: 2 s'],
  ['perf-json/perf-6.1-one-event.json', 'Written by perf 6.1.187.', 'holds: ', 'time span: '],
  [
    'bpftrace-maps/7.2-off.ndjson',
    'Written by bpftrace 0.24 or later.',
    'losses: none reported',
    'time span: not in the file',
  ],
  [
    'trace-events/6.1-on-ftrace.txt',
    'Written by ftrace, tracer nop.',
    'losses: 255164 overwritten',
    'holds: 388 events',
  ],
  [
    'vmscan/every-6.12-off.ndjson.gz',
    'Written by the collectors vmscan.bt.',
    'holds: 209030 events',
    'feeds: ',
  ],
  [
    'kernel-log/6.18-memcg-dmesg-2.38-default.txt.gz',
    'a kernel log',
    'time span: 1.06843 s',
    'holds: 162 lines',
  ],
  ['vmstat/sar-12.6.1-C.txt', 'Written by sysstat on Linux 6.18', 'time span: ', 'feeds: '],
])('%s: producer, time span, what it holds and what was lost', async (name, ...texts) => {
  const { stdout } = await runCli('inspect', `fixtures/formats/${name}`)
  for (const text of texts) expect(stdout).toContain(text)
})

test('what is wrong with a file is said with its line', async () => {
  const path = temporaryFile(
    '     0.000 ( 0.000 ms): a/1 majfault [f+0xa] => 0x1 (?k)\nnonsense\nLOST 12 events!\n',
  )
  const { code, stdout } = await runCli('inspect', path)
  expect(code).toBe(2)
  expect(stdout).toContain('lost: 12')
  expect(stdout).toMatch(/:2: 1 of 3 lines were not understood and not counted; the first: nonsense\n/)
})

test.each([
  ['fixtures/formats/page-faults/constructed-lost-text.txt', 'lost: 9', '9 events were lost.'],
  [
    'fixtures/formats/bpftrace-maps/constructed-map-full.txt',
    'lostUncounted: ',
    'an unknown number of events was lost; every total is a lower bound.',
  ],
  ['fixtures/formats/trace-events/perf-6.1-script-lost.txt', 'lost: 355', '355 events were lost.'],
])('%s lost events, and that is wrong', async (path, counted, text) => {
  const { code, stdout } = await runCli('inspect', path)
  expect(stdout).toContain(counted)
  expect(stdout).toContain(text)
  expect({ code, stdout: stdout.includes('Nothing wrong was found.') }).toEqual({ code: 2, stdout: false })
})

test('what the recorder wrote to its standard error next to the file counts', async () => {
  const path = temporaryFile('Attached 1 probe\n@faults[vm, 5]: 10\n')
  expect((await runCli('inspect', path)).stdout).toContain('Nothing wrong was found.')
  writeFileSync(`${path}.err`, "WARNING: Map full; can't update element.\n")
  const { code, stdout } = await runCli('inspect', path)
  expect(code).toBe(2)
  expect(stdout).toContain('an unknown number of events was lost')
})

test('a file of no known kind', async () => {
  const { code, stdout } = await runCli('inspect', temporaryFile('hello\n'))
  expect(code).toBe(2)
  expect(stdout).toContain('Nothing here reads it')
})

test('events of ftrace are counted, and what was overwritten is said', async () => {
  const { code, stdout } = await runCli('inspect', 'fixtures/formats/trace-events/6.1-on-ftrace.txt')
  expect(code).toBe(2)
  expect(stdout).toMatch(/events: mm_vmscan_write_folio \d+/)
  // entries-written less entries-in-buffer: 259885 - 4721
  expect(stdout).toContain('255164 events were overwritten')
})

test('every kind of fixtures/formats is inspected: what it is, what is in it, and what is wrong', async () => {
  const failed: string[] = []
  for (const id of readdirSync('fixtures/formats').filter((name) => name !== 'README.md')) {
    for (const name of readdirSync(`fixtures/formats/${id}`)) {
      if (name.endsWith('.expected.json')) continue
      const path = `fixtures/formats/${id}/${name}`
      const { code, stdout, stderr } = await runCli('inspect', path)
      const said =
        /Nothing wrong was found\.|What (?:is wrong|the log tells of its run):\n {2}\S|One copy of the counters/.test(
          stdout,
        )
      const named = stdout.includes(`(stream ${id})`) || /One copy|oom\.ndjson/.test(stdout)
      if (stderr !== '' || !said || !named || (code !== 0 && !stdout.includes('What is wrong')))
        failed.push(path)
    }
  }
  expect(failed).toEqual([])
}, 120_000)

test.each([
  ['', /empty file[\s\S]*look at what the tool said on stderr/],
  ['PERFILE2\u0001', /run "perf script -i FILE"/],
  ['{"schemaVersion": 1}', /mglru-report validate DIRECTORY/],
  ['dear diary\n', /its first line: dear diary/],
])('%j: what to do about it', async (content, advice) => {
  const { code, stdout } = await runCli('inspect', temporaryFile(content))
  expect({ code, stdout }).toEqual({ code: 2, stdout: expect.stringMatching(advice) })
})

test.each([
  ['fixtures/found/tables/runs.csv', 'rows: 48', 'runs: LRU 8, MGLRU 8', 'feeds: workload:colour'],
  ['fixtures/found/tables/composite.xml', 'rows: 12', 'blocks: none', 'feeds: workload:Key-Value-Test-Read'],
])('%s: a table of runs', async (path, ...texts) => {
  const { code, stdout } = await runCli('inspect', path)
  expect(code).toBe(0)
  for (const text of texts) expect(stdout).toContain(text)
})

test('one copy of memory.stat needs another', async () => {
  const { code, stdout } = await runCli('inspect', temporaryFile('anon 10485760\nfile 5\npgfault 7\n'))
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('One copy of the counters') })
})

test('nothing is refused without a reason', async () => {
  const averages =
    '2021-06-05 21:25:45,426: Starting psi2log, target: SYSTEM_WIDE, mode: 0, interval: 2 sec\n'
  expect((await runCli('inspect', temporaryFile(averages))).stdout).toContain('psi2log --mode 2')
})

test('what was packed with xz and cannot be unpacked is told', async () => {
  const path = temporaryFile(Buffer.from('fd377a585a000004e6d6b446', 'hex'))
  const { code, stderr } = await runCli('inspect', path)
  expect(code).toBe(2)
  expect(stderr).toMatch(/whole xz data|install xz/)
})

test('JSON has the same', async () => {
  const { stdout } = await runCli('inspect', '--json', 'fixtures/formats/perf-stat/6.1-on.txt')
  expect(JSON.parse(stdout)).toMatchObject({
    format: 'perf-stat-json',
    streams: [{ stream: 'perf-stat' }],
    wrong: [],
    advice: null,
  })
})

test('one copy of counters is looked at, too: a spoilt line is told', async () => {
  const copy = (line: string) => temporaryFile(`nr_free_pages 1\n${line}\npgmajfault 3\n`, 'vmstat')
  const { code, stderr } = await runCli('inspect', copy('pgfault 12x'))
  expect([code, stderr]).toEqual([2, expect.stringContaining('vmstat:2: expected a copy of /proc/vmstat')])
  expect((await runCli('inspect', copy('pgfault 12'))).code).toBe(0)
})

test('of a picture it says that it is one', async () => {
  const path = temporaryFile(Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'screenshot')
  const { code, stdout } = await runCli('inspect', path)
  expect([code, stdout]).toEqual([
    2,
    expect.stringContaining('it is a picture, so give the text that it shows'),
  ])
})
