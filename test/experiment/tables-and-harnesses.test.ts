import { execFile, execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { spooled } from '../../src/commands/spooled.js'
import { csvRows } from '../../src/decode/csv.js'
import { phoronixRows } from '../../src/decode/phoronix.js'
import { runTable } from '../../src/decode/run-table.js'
import { workloadSeconds } from '../../src/decode/workload-seconds.js'
import { namesOf, runsOf } from '../../src/experiment/harness.js'
import { loadTable } from '../../src/experiment/table.js'
import { formatOf } from '../../src/ingest/format.js'
import { buildReport } from '../../src/report/report.js'
import { NO_DIGEST } from '../fixtures.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

const FOUND = 'fixtures/found'

function written(files: Record<string, string>): (name: string) => string {
  const directory = temporaryDirectory()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), content)
  }
  return (name) => join(directory, name)
}

describe('a table of runs', () => {
  test('gives the medians that Python gives', async () => {
    const path = join(FOUND, 'tables/runs.csv')
    const report = buildReport(await loadTable(path, ['LRU', 'MGLRU'], NO_DIGEST))
    const script = `
import csv, statistics, json
rows = list(csv.DictReader(open('${path}', newline='')))
print(json.dumps({m: [statistics.median(float(r['value']) for r in rows if r['metric'] == m and r['condition'] == c) for c in ('LRU', 'MGLRU')] for m in ('jobs done', 'p99 "tail"', 'colour')}))`
    const truth = JSON.parse(execFileSync('python3', ['-c', script], { encoding: 'utf8' }))
    const of = (id: string) => report.comparisons.find(({ metric }) => metric === `workload:${id}`)
    for (const [name, id] of [
      ['jobs done', 'jobs-done'],
      ['p99 "tail"', 'p99-tail'],
      ['colour', 'colour'],
    ] as const)
      expect([of(id)?.baseline.median, of(id)?.treatment.median]).toEqual(truth[name])
    expect(of('jobs-done')).toMatchObject({ verdict: 'improved', better: 'higher', unit: 'jobs/s' })
    // neither unit nor direction were given: shown, and not judged
    expect(of('colour')).toMatchObject({ family: 'descriptive', better: 'neither' })
  })

  test.each([
    ['a,"b ""c"", d",e\r\n', [['a', 'b "c", d', 'e']]],
    [
      'a,"two\nlines"\nb,\n',
      [
        ['a', 'two\nlines'],
        ['b', ''],
      ],
    ],
    ['\ufeffa,b', [['a', 'b']]],
    ['\n\na\n', [['a']]],
    ['a,,\r\n', [['a', '', '']]],
  ])('%j is read as RFC 4180 has it', (text, rows) => {
    expect(csvRows(text, 'x').map(({ cells }) => cells)).toEqual(rows)
  })

  const COMMAS = 'run,condition,metric,value\r\na,off,"x, y",10.5\r\nb,on,"x, y",11\r\nc,on,z,\r\n'
  const asked = COMMAS.replaceAll('"x, y"', 'x~ y')
  test.each([
    ['semicolons', asked.replaceAll(',', ';')],
    ['semicolons and decimal commas', asked.replaceAll(',', ';').replace('10.5', '10,5')],
    ['tabs', asked.replaceAll(',', '\t')],
  ])('a table with %s between its cells is the same', (_, text) => {
    const values = (one: string) => runTable(one.replaceAll('~', ','), 'x')
    expect(values(text)).toEqual(values(COMMAS))
    expect(values(text).map(({ value }) => value)).toEqual([10.5, 11, null])
    expect(formatOf(Buffer.from(text))).toBe('csv')
  })

  test('a point among decimal commas is refused, since one of them is no decimal sign', () => {
    const text = 'run;condition;metric;value\na;off;x;10,5\nb;on;x;1.011\n'
    expect(() => runTable(text, 'x')).toThrow(
      'expected a decimal comma, as other values have it, found "1.011"',
    )
  })

  const HEAD = 'run,condition,metric,value,unit,better\n'
  test.each([
    ['a quote without its end', `${HEAD}a,"off,x,1,s,lower\n`, ':2: expected a quote that closes the cell'],
    ['a quote within a cell', `${HEAD}a,o"f",x,1,s,lower\n`, ':2: expected quotes around a whole cell'],
    ['no value column', 'run,condition,metric\n', 'found no value'],
    ['a column not known', `run,condition,metric,value,colour\n`, 'found "colour"'],
    ['a cell too few', `${HEAD}a,off,x,1\n`, ':2: expected 6 cells'],
    ['a word for a number', `${HEAD}a,off,x,fast,s,lower\n`, 'expected a number'],
    ['a negative number', `${HEAD}a,off,x,-1,s,lower\n`, 'expected a number at or above 0'],
    ['a direction not known', `${HEAD}a,off,x,1,s,up\n`, 'expected better to be'],
  ])('%s is refused with the place', (_, text, message) => {
    const refused = () => runTable(text, 't.csv')
    expect(refused).toThrow()
    try {
      refused()
    } catch (error) {
      expect((error as { toLine(): string }).toLine()).toContain(message)
    }
  })

  test.each([
    ['twice', 'a,off,x,1,s,lower\na,off,x,2,s,lower\nb,on,x,1,s,lower\n', 'another on line 2'],
    ['under two conditions', 'a,off,x,1,s,lower\na,on,y,2,s,lower\n', 'under off alone'],
    ['in two units', 'a,off,x,1,s,lower\nb,on,x,2,ms,lower\n', 'in one unit'],
    ['with two directions', 'a,off,x,1,s,lower\nb,on,x,2,s,higher\n', 'better direction, as on line 2'],
  ])('a number %s is refused', async (_, rows, message) => {
    const file = written({ 't.csv': HEAD + rows })
    await expect(loadTable(file('t.csv'), null, NO_DIGEST)).rejects.toThrow(message)
  })

  test('nothing is taken for the baseline that does not say so', async () => {
    const file = written({ 't.csv': `${HEAD}a,new,x,1,s,lower\nb,old,x,2,s,lower\n` })
    await expect(loadTable(file('t.csv'), null, NO_DIGEST)).rejects.toThrow('--baseline "NAME="')
    await expect(loadTable(file('t.csv'), ['old', 'other'], NO_DIGEST)).rejects.toThrow(
      'the condition "other"',
    )
    const { conditions } = await loadTable(file('t.csv'), ['old', 'new'], NO_DIGEST)
    expect(conditions.map(({ id, label }) => [id, label])).toEqual([
      ['baseline', 'old'],
      ['treatment', 'new'],
    ])
  })

  test('composite.xml of Phoronix: passes are runs, and LIB and HIB the direction', () => {
    const text = readFileSync(join(FOUND, 'tables/composite.xml'), 'utf8')
    const rows = phoronixRows(text, 'composite.xml')
    // grep -o '<RawString>[^<]*' composite.xml | tr -cd ':\n' | awk '{n += length($0) + 1} END {print n}'
    expect(rows).toHaveLength(12)
    expect(rows[0]).toMatchObject({ run: 'mglru-off 1', value: 101.2, unit: 'Seconds', better: 'lower' })
    expect(rows[6]).toMatchObject({ metric: 'Key & Value Test: Read', value: 1000, better: 'higher' })
    for (const cut of [10, 200, text.length - 30])
      expect(() => phoronixRows(text.slice(0, cut), 'c.xml')).toThrow('cut off')
  })
})

describe('directories of harnesses', () => {
  test('iterations of mmtests and numbered runs of lkp, in their order', async () => {
    const file = written({
      'm/iter-10/x': '',
      'm/iter-2/x': '',
      'm/other/x': '',
      'l/0/x': '',
      'l/10/x': '',
      'l/9/x': '',
      'one/proc-vmstat.gz': '',
      'none/x': '',
    })
    const names = async (kind: 'mmtests' | 'lkp', root: string) =>
      (await runsOf(kind, file(root))).map((path) => path.slice(file('').length).replace(/^\//, ''))
    expect(await names('mmtests', 'm')).toEqual(['m/iter-2', 'm/iter-10'])
    expect(await names('lkp', 'l')).toEqual(['l/0', 'l/9', 'l/10'])
    expect(await names('lkp', 'one')).toEqual(['one'])
    await expect(runsOf('mmtests', file('none'))).rejects.toThrow('expected directories iter-0')
    expect(namesOf(['/r/a/x', '/r/b/x/'])).toEqual(['a/x', 'b/x'])
  })

  test('analyze --mmtests BASE --mmtests NEW', async () => {
    const output = join(temporaryDirectory(), 'report')
    const roots = ['off-1', 'on-1'].map((side) => join(FOUND, 'mmtests-iteration', side))
    const { code, stderr } = await runCli(
      'analyze',
      '--mmtests',
      roots[0] as string,
      '--mmtests',
      roots[1] as string,
      '--to',
      'json',
      '-q',
      '-o',
      output,
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const report = JSON.parse(readFileSync(join(output, 'report.json'), 'utf8'))
    expect(report.conditions.map(({ label }: { label: string }) => label)).toEqual(['off-1', 'on-1'])
    const faults = report.comparisons.find(({ metric }: { metric: string }) => metric === 'major-fault-rate')
    expect(faults.baseline.median).toBeCloseTo(283.82, 1)
    const wrong = await runCli('analyze', '--mmtests', roots[0] as string)
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('two directories of results') })
  })

  test('a folder of cache-tests: shares of psi2log, the length from the benchmark, the rest named', async () => {
    const log = readFileSync(join(FOUND, 'psi-userspace-log.txt'), 'utf8')
    const mem = 'fixtures/formats/meminfo/constructed-mem2log.txt'
    const file = written({
      'r/psi2': log,
      'r/psi': '2021-06-05 21:25:45,426: Starting psi2log, target: SYSTEM_WIDE, mode: 0, interval: 2 sec\n',
      'r/bench': '2021-06-05 21:32:30,767: read 25000.0M in 401.5s (avg 62.3M/s); src: 300 files, 300.0M\n',
    })
    copyFileSync(mem, file('r/mem2'))
    writeFileSync(file('r/mem'), readFileSync(mem, 'utf8').replace('mode: 2', 'mode: 1'))
    const { code, stdout } = await runCli(
      'analyze',
      '--off',
      file('r'),
      '--on',
      join(FOUND, 'psi-userspace-log.txt'),
      '--json',
      '-o',
      join(temporaryDirectory(), 'r'),
    )
    expect(code).toBe(0)
    const report = JSON.parse(stdout)
    // the awk of fixtures/found/README.md: 40.38 and 31.88 % over 8.009 s
    const some = report.comparisons.find(
      ({ metric }: { metric: string }) => metric === 'memory-pressure-some',
    )
    expect(some.baseline.median).toBeCloseTo(0.4038, 4)
    expect(report.runs[0].seconds).toBe(401.5)
    const [unread] = report.warnings.filter(({ id }: { id: string }) => id === 'files-unread')
    expect(unread.text).toContain('psi (a log of psi2log that holds averages)')
    expect(unread.text).toContain('mem (mem2 already gives meminfo)')
  })
})

test.each([
  ['   READ: bw=1MiB/s, io=1GiB (1GB), run=300001-300003msec\n', { program: 'fio', seconds: 300.003 }],
  ['[OVERALL], RunTime(ms), 11473784\n', { program: 'YCSB', seconds: 11473.784 }],
  ['    total time:                          10.0012s\n', { program: 'sysbench', seconds: 10.0012 }],
  ['\tElapsed (wall clock) time (h:mm:ss or m:ss): 1:05:00\n', { program: 'time -v', seconds: 3900 }],
  ['Run status group 0 (all jobs):\nrun=1-1msec\nRun status group 1 (all jobs):\nrun=2-2msec\n', null],
  ['run=300003-300003msec\n[OVERALL], RunTime(ms), 5\n', null],
  ['took a while\n', null],
])('the length in %j', (text, found) => {
  const told = workloadSeconds(text)
  if (found === null) expect(told).toBeNull()
  else expect(told).toEqual({ program: found.program, seconds: expect.closeTo(found.seconds, 9) })
})

describe('the command line', () => {
  test('where nothing is measured there is no report, and what each file is good for is said', async () => {
    const mem = 'fixtures/formats/meminfo/6.12-off.txt'
    const output = join(temporaryDirectory(), 'report')
    const { code, stderr } = await runCli(
      'analyze',
      '--off',
      mem,
      '--on',
      mem.replace('off', 'on'),
      '-o',
      output,
    )
    expect(code).toBe(2)
    expect(stderr).toContain('analyze: expected a metric with a value in at least one run, found none')
    expect(stderr).toContain('off-1/6.12-off.txt: expected /proc/meminfo, for figures of memory over time')
    expect(() => readFileSync(output)).toThrow()
  })

  test('inspect takes several files', async () => {
    const files = [
      'psi-labelled-sections.txt',
      'lkp-proc-vmstat.json',
      'sar-B-decimal-comma.txt',
      'lru-gen-one-dump.txt',
    ]
    const { code, stdout } = await runCli('inspect', ...files.map((name) => join(FOUND, name)), '--json')
    expect(code).toBe(0)
    const read = JSON.parse(stdout)
    expect(read.map(({ format }: { format: string }) => format)).toEqual([
      'psi',
      'lkp-json',
      'sar',
      'lru-gen',
    ])
    expect(read[0].feeds).toEqual({ psi: 'memory-pressure-full, memory-pressure-some' })
    // one dump has ages and no growth
    expect(read[3].feeds).toEqual({ 'lru-gen': 'working-set-age' })
  })

  test('a named pipe is read to its end, and one that nobody writes to is left as it is', async () => {
    const directory = temporaryDirectory()
    const [pipe, idle] = [join(directory, 'pipe'), join(directory, 'idle')]
    execFileSync('mkfifo', [pipe, idle])
    const writer = execFile('sh', ['-c', `cat ${FOUND}/psi-labelled-sections.txt > ${pipe}`])
    const [path, other, text] = await spooled([[pipe, idle]], async ([[a = '', b = ''] = []]) => [
      a,
      b,
      readFileSync(a, 'utf8'),
    ])
    writer.kill()
    expect(text).toBe(readFileSync(join(FOUND, 'psi-labelled-sections.txt'), 'utf8'))
    expect(other).toBe(idle)
    expect(() => readFileSync(path as string)).toThrow('ENOENT')
  })
})
