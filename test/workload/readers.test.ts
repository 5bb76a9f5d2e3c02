import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { figureName } from '../../src/workload/figure.js'
import { binsOf, READERS } from '../../src/workload/index.js'
import { MAX_FIGURES, readFigures } from '../../src/workload/read-figures.js'

const ROOT = 'fixtures/formats/workload-output'
const text = (name: string) => readFileSync(`${ROOT}/${name}`, 'utf8')
const read = (name: string, format: string | null = null) => readFigures([text(name)], format)
const values = (name: string) => Object.fromEntries(read(name).figures.map((one) => [one.name, one.value]))
const fixtures = readdirSync(ROOT).filter((name) => !name.endsWith('.expected.json'))

describe('the figures are those of the program, to the last digit', () => {
  const jq = (name: string, filters: readonly string[]) =>
    execFileSync('jq', ['-r', filters.join(', '), `${ROOT}/${name}`], { encoding: 'utf8' })
      .trim()
      .split('\n')

  test.each(['fio-3.33.json', 'fio-3.33-json+.json'])('%s: as jq has them', (name) => {
    const got = values(name)
    const pairs = ['hot.read', 'hot.write', 'scan.read'].flatMap((side) => {
      const [job = '', direction = ''] = side.split('.')
      const at = `.jobs[${job === 'hot' ? 0 : 1}].${direction}`
      return [
        ['iops', `${at}.iops`],
        ['bw_bytes', `${at}.bw_bytes`],
        ['clat_mean', `${at}.clat_ns.mean`],
        ['clat_p99', `${at}.clat_ns.percentile["99.000000"]`],
        ['clat_p99.9', `${at}.clat_ns.percentile["99.900000"]`],
      ].map(([key, filter = '']) => ({ key: `fio.${side}.${key}`, filter }))
    })
    expect(pairs.map(({ key }) => String(got[key]))).toEqual(
      jq(
        name,
        pairs.map(({ filter }) => filter),
      ),
    )
    expect(Object.keys(got)).toHaveLength(21)
  })

  test('fio: its bins are at most as wide as is said, and percentiles are counted in them', () => {
    const [keys = ''] = jq('fio-3.33-json+.json', [
      '[.jobs[].read.clat_ns.bins // {} | keys[] | tonumber] | unique | @csv',
    ])
    const bins = keys.split(',').map(Number)
    const widths = bins.slice(1).map((next, index) => (next - (bins[index] as number)) / next)
    const ofFio = binsOf('fio', 'fio.hot.read.clat_p99')
    expect(ofFio).toBe(1 / 64)
    // neighbours: bins that are not empty need not be
    expect(Math.min(...widths.filter((_, index) => (bins[index] as number) > 4096))).toBeLessThan(ofFio)
    for (const bin of bins.filter((one) => one > 4096)) {
      const width = 2 ** Math.floor(Math.log2(bin)) / 64
      expect(bin % width).toBe(width / 2)
    }
    expect([
      binsOf('fio', 'fio.hot.read.clat_mean'),
      binsOf('sysbench', 'x'),
      binsOf(undefined, 'x'),
    ]).toEqual([0, 0, 0])
  })

  test('hyperfine: as jq has them', () => {
    const name = 'hyperfine-1.15.json'
    const got = values(name)
    expect([got['hyperfine.wc.median'], got['hyperfine.sum.user']].map(String)).toEqual(
      jq(name, ['.results[0].median', '.results[1].user']),
    )
  })

  test('redis-benchmark: as the CSV has them', () => {
    const name = 'redis-benchmark-7.0.15.csv'
    const rows = text(name)
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(1, -1).split('","'))
    const got = values(name)
    for (const [testName = '', rps, avg, , p50, p95, p99] of rows) {
      const own = `redis-benchmark.${testName.toLowerCase()}`
      expect(['rps', 'avg', 'p50', 'p95', 'p99'].map((key) => got[`${own}.${key}`])).toEqual(
        [rps, avg, p50, p95, p99].map(Number),
      )
    }
    expect(rows).toHaveLength(3)
  })
})

test('cache-bench: the last line of its result, as awk has it, with a time before it or not', () => {
  for (const name of ['cache-bench-2021-06.txt', 'cache-bench-2021-12.txt', 'cache-bench-2021-12-log.txt']) {
    const file = `fixtures/formats/workload-output/${name}`
    const line = execFileSync('awk', [
      '/; src: |read .* MiB in/ && !/read 0/ { found = $0 } END { print found }',
      file,
    ])
    const [read, elapsed, rate] = (/read .*/.exec(line.toString())?.[0] ?? '').match(/\d+\.\d+/g) ?? []
    expect(values(name)).toEqual({
      'cache-bench.read-rate': Number(rate),
      'cache-bench.elapsed': Number(elapsed),
      'cache-bench.read': Number(read),
    })
  }
  expect(read('cache-bench-2021-06-cut.txt')).toMatchObject({
    figures: [],
    problems: [expect.stringMatching(/^cache-bench did not end: .*read 22\.0M \(55\.0%\) in 0\.2s/)],
  })
})

test('of every format a fixture is read by its own reader and by no other', () => {
  const own: Record<string, string> = { memtier: 'memtier', 'redis-benchmark': 'redis-benchmark' }
  for (const name of fixtures) {
    const { readers } = read(name)
    const program = name.replace(/^constructed-/, '').replace(/-\d.*|\..*|-(?:bad|oltp)\..*/, '')
    if (/two-programs|cut/.test(name)) continue
    const format = `${own[program] ?? program}${/^(?:fio-3.33|constructed-memtier-2.1|redis-benchmark-7.0.15.*)\.txt$|quiet|own/.test(name) ? '-text' : ''}`
    expect({ name, readers }).toEqual({ name, readers: [format] })
  }
  const covered = new Set(fixtures.flatMap((name) => read(name).readers))
  expect([...covered].sort()).toEqual(READERS.map(({ id }) => id))
})

test('the usual text gives the same names as the machine-readable form', () => {
  for (const [plain, exact] of [
    ['fio-3.33.txt', 'fio-3.33.json'],
    ['constructed-memtier-2.1.txt', 'constructed-memtier-2.1.json'],
  ] as const)
    expect(Object.keys(values(plain)).sort()).toEqual(Object.keys(values(exact)).sort())
  expect(Object.keys(values('redis-benchmark-7.0.15.txt')).sort()).toEqual(
    Object.keys(values('redis-benchmark-7.0.15.csv'))
      .filter((key) => !key.includes('lpush'))
      .sort(),
  )
})

describe('what must not become a number', () => {
  const reasonOf = (name: string, figure: string) =>
    read(name).figures.find((one) => one.name === figure) ?? null

  test.each([
    ['constructed-metric-bad.txt', 'lost', 'metric lines printed something that is not a number'],
    ['constructed-metric-bad.txt', 'less', 'metric lines printed a number below 0'],
    ['constructed-metric-bad.txt', 'endless', 'metric lines printed something that is not a number'],
    ['constructed-metric-bad.txt', 'twice', 'metric lines printed it 2 times; print it once per run'],
    ['fio-3.33-failed.json', 'fio.broken.read.iops', 'the job ended with error 2'],
    ['fio-3.33-twins.json', 'fio.twin.read.iops', 'fio printed it 2 times; print it once per run'],
    ['hyperfine-1.15-failed.json', 'hyperfine.false.median', "the command failed in 3 of hyperfine's runs"],
  ])('%s, %s', (name, figure, reason) =>
    expect(reasonOf(name, figure)).toMatchObject({ value: null, reason }),
  )

  test('the good twins next to them have their values', () => {
    expect(values('constructed-metric-bad.txt')['good']).toBe(1000)
    expect(values('constructed-metric.txt')).toEqual({
      rps: 1234.5,
      p99: 12.3,
      hit_ratio: 0.93,
      plain: 7,
      tiny: 0.0015,
    })
  })

  test('lines that are no figure are named with what was expected', () => {
    const { problems } = read('constructed-metric-bad.txt')
    expect(problems).toHaveLength(5)
    for (const problem of problems) expect(problem).toMatch(/^line \d+ of the output: expected /)
  })

  test('one name in two formats has no value', () => {
    const json = '{"results": [{"command": "a", "mean": 1, "median": 1}]}\nmetric hyperfine.a.median=2 s\n'
    const { figures, readers } = readFigures([`${json.replace('{"r', '{\n"r')}`], null)
    expect(readers).toEqual(['hyperfine', 'metric'])
    expect(figures.find(({ name }) => name === 'hyperfine.a.median')).toMatchObject({
      value: null,
      reason: 'hyperfine printed it 2 times, as hyperfine and as metric; print it once per run',
    })
  })

  test('what is cut off is said, and what stands behind it is read', () => {
    const { figures, problems } = read('constructed-cut.txt')
    expect(figures.map(({ name }) => name)).toEqual(['ycsb.overall.throughput'])
    expect(problems).toEqual([
      'the output has a part of fio --output-format=json and no whole JSON document: it is cut off or spoilt',
    ])
    const without = readFigures(['starting\n{"fio version": "fio-3.33", "jobs": 3}\n'], null)
    expect(without.problems).toEqual(['the fio JSON at line 2 has no jobs'])
  })
})

test('output of several programs is read by each; one that is asked for alone', () => {
  expect(read('constructed-two-programs.txt').readers).toEqual(['bmf', 'metric', 'sysbench'])
  expect(read('constructed-two-programs.txt', 'metric').figures.map(({ name }) => name)).toEqual(['score'])
  expect(read('constructed-metric.txt', 'fio').problems).toEqual([
    'the output is not in the format of fio, which was asked for',
  ])
  expect(read('constructed-metric.txt', 'nonsense').problems[0]).toMatch(
    /there is no reader "nonsense"; there are: bmf, cache-bench, fio/,
  )
})

test('names are bounded and of plain characters, whatever the program prints', () => {
  expect(figureName(['fio', '<b>x</b> | `y`', 'read'])).toBe('fio.b-x-b-y.read')
  expect(figureName(['../../etc', '\u202eevil\u0000'])).toBe('etc.evil')
  expect(figureName(['a'.repeat(1e6)])).toHaveLength(100)
  const many = Array.from({ length: 1000 }, (_, index) => `metric m${index}=${index}`).join('\n')
  const { figures, problems } = readFigures([many], null)
  expect(figures).toHaveLength(MAX_FIGURES)
  expect(problems).toEqual([`it printed 1000 figures; the first ${MAX_FIGURES} were read`])
  for (const name of fixtures)
    for (const figure of read(name).figures) expect(figure.name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
})

test('hostile output costs no more than its length', () => {
  const long = [
    `{${'['.repeat(2e6)}`,
    '{\n'.repeat(1e6),
    '\n'.repeat(4e6),
    `metric ${'9'.repeat(4e6)}=1`,
    `Benchmark${' 1'.repeat(2e6)}`,
    `"SET","${'1","'.repeat(1e6)}`,
    `${'x: '.repeat(1e6)}(groupid=0, jobs=1): err= 0`,
    '{"fio version": '.repeat(2e5),
    `\r${'a\r'.repeat(1e6)}`,
  ]
  for (const one of long) expect(readFigures([one], null).figures).toEqual([])
})

test('standard output and error are both read', () => {
  const { figures, readers } = readFigures([text('constructed-metric.txt'), text('time-1.9.txt')], null)
  expect(readers).toEqual(['metric', 'time'])
  expect(figures.find(({ name }) => name === 'time.max-rss')).toMatchObject({ value: 1500, unit: 'kB' })
})
