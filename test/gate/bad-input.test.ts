import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { SIDE_RULES } from '../../src/gate/side-rules.js'
import { type Diff, DiffSchema } from '../../src/model/diff.js'
import type { Report } from '../../src/model/report.js'
import { reportOf } from '../fixtures.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'
import { parseXml } from '../xml.js'
import { sessionReport, twoSides, writeReport } from './sessions.js'

const THROUGHPUT = ['--metrics', 'bogo-ops-rate']

async function refused(says: RegExp, ...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await runCli('diff', ...args)
  expect(stderr).toMatch(says)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr.trimEnd()).not.toContain('\n')
}

async function diffOf(...args: string[]): Promise<Diff & { code: number }> {
  const { code, stdout, stderr } = await runCli('diff', ...args, '--json')
  expect(stderr).toBe('')
  return { code, ...DiffSchema.parse(JSON.parse(stdout)) }
}

const host = (report: Report) => report.host as NonNullable<Report['host']>
const workload = (report: Report) => report.workload as NonNullable<Report['workload']>

describe('what may differ between the sides', () => {
  const directory = temporaryDirectory()
  const pair = async (change: (report: Report) => void) => [
    writeReport(directory, await sessionReport('one')),
    '--to',
    writeReport(directory, await sessionReport('other', { change })),
  ]
  const CHANGES: Record<string, (report: Report) => void> = {
    workload: (report) => {
      workload(report).summary = 'stress-ng --vm 4'
    },
    'memory-limit': (report) => {
      workload(report).memoryMaxBytes = 64 << 20
    },
    swap: (report) => {
      host(report).swap = [{ kind: 'zram', bytes: 1 << 30 }]
    },
    memory: (report) => {
      host(report).memoryBytes *= 2
    },
    processors: (report) => {
      host(report).cpus = 8
    },
    platform: (report) => {
      host(report).emulated = false
    },
    kernel: (report) => {
      host(report).kernel = '6.18.2'
    },
    distribution: (report) => {
      host(report).distribution = 'Another'
    },
    program: (report) => {
      report.tool.version = '9.9.9'
    },
  }

  test('every rule has its case', () => {
    expect(Object.keys(CHANGES)).toEqual(SIDE_RULES.map(({ id }) => id))
  })

  test.each(SIDE_RULES)('$what: levels $levels, effects $effects', async ({ id, what, levels, effects }) => {
    const files = await pair(CHANGES[id] as (report: Report) => void)
    for (const [policy, extra] of [
      [levels, []],
      [effects, ['--effects']],
    ] as const) {
      if (policy === 'refused') {
        const start = `other\\.json: expected ${what.charAt(0).toLowerCase()}${what.slice(1)} as in .*one\\.json \\(`
        await refused(new RegExp(start), ...files, ...extra)
      } else {
        const { notes } = await diffOf(...files, ...extra)
        expect(notes.filter((note) => note.startsWith(`${what}: `))).toHaveLength(1)
      }
    }
  })

  test('options of the workload in another order, and what kernels set aside of the memory, are no difference', async () => {
    const files = await pair((report) => {
      workload(report).summary =
        'stress-ng --vm-keep --timeout 9s --vm 2 --metrics --vm-bytes 190M --vm-method …'
      host(report).memoryBytes *= 1.03
    })
    const { notes } = await diffOf(...files)
    expect(notes.join(' ')).not.toMatch(/Memory|Workload/)
  })

  test('a metric whose counters changed between the kernels is not comparable, the others are', async () => {
    const six = (version: string) => (report: Report) => {
      host(report).kernel = version
    }
    const old = { sessions: 4, also: six('6.1.0') }
    const sides = await twoSides('kernels', old, { sessions: 4, also: six('6.12.1') })
    const { rows } = await diffOf(...sides.base, '--to', ...sides.new)
    const verdicts = (metric: string) =>
      rows.filter((one) => one.metric === metric).map(({ verdict }) => verdict)
    expect(verdicts('swap-in-per-op')).toEqual(['not-comparable', 'not-comparable'])
    expect(verdicts('major-fault-per-op')).not.toContain('not-comparable')
    const same = await twoSides('kernels', old, { sessions: 4, also: six('6.6.1') })
    const later = await diffOf(...same.base, '--to', ...same.new)
    expect(later.rows.map(({ verdict }) => verdict)).not.toContain('not-comparable')
  })

  test('other primary metrics, units, directions and conditions are refused; named metrics and common conditions are compared', async () => {
    const first = (report: Report) => report.comparisons.find(({ family }) => family === 'primary')
    const other = await pair(({ comparisons }) => {
      for (const one of comparisons) if (one.metric === 'swap-in-per-op') one.family = 'secondary'
    })
    await refused(
      /other\.json: expected the primary metrics of .* name the metrics to compare with --metrics/,
      ...other,
    )
    expect((await diffOf(...other, '--metrics', 'swap-in-per-op')).rows).toHaveLength(2)
    await refused(
      /expected a report with the metric nonsense, found other metrics/,
      ...other,
      '--metrics',
      'nonsense',
    )
    const unit = await pair((report) => {
      const one = first(report)
      if (one !== undefined) one.unit = 'furlongs'
    })
    await refused(/expected \S+ as in .* \(unit "bogo-ops\/s"\), found unit "furlongs"/, ...unit)
    const better = await pair((report) => {
      const one = first(report)
      if (one !== undefined) one.better = 'lower'
    })
    await refused(/\(higher is better\), found lower is better/, ...better)
    const conditions = await pair(({ conditions: [, on] }) => {
      on.settings = { ...on.settings, 'lru_gen.min_ttl_ms': '1000' }
    })
    const { rows, notes } = await diffOf(...conditions)
    expect(rows.every(({ condition }) => condition === null)).toBe(true)
    expect(notes.join('\n')).toContain('Not compared, since not every report has it: MGLRU on.')
    await refused(/expected two different conditions that every report has/, ...conditions, '--effects')
    await refused(
      /--condition: expected one of "MGLRU off", found "MGLRU on"/,
      ...conditions,
      '--condition',
      'MGLRU on',
    )
    const turned = await pair((report) => {
      const [off, on] = report.conditions
      report.conditions = [
        { ...on, role: 'baseline' },
        { ...off, role: 'treatment' },
      ]
    })
    await refused(/found MGLRU on, then MGLRU off; record with the same baseline/, ...turned, '--effects')
  })
})

test('reports that are broken are named all at once, each by its line, and nothing is decided without them', async () => {
  const directory = temporaryDirectory()
  const whole = writeReport(directory, await sessionReport('whole'))
  const broken = ['{"schema', '{"schemaVersion": 99}', ''].map((text, index) => {
    const path = join(directory, `broken-${index}.json`)
    writeFileSync(path, text)
    return path
  })
  const { code, stdout, stderr } = await runCli('diff', whole, ...broken, '--to', whole)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/broken-0\.json: expected a report\.json, found a file that is not JSON/),
    expect.stringMatching(/broken-1\.json: expected a report of format 2 or older, found format 99/),
    expect.stringMatching(/broken-2\.json: /),
  ])
})

describe('reports that are no two recordings', () => {
  test('the same one twice is refused, whatever its name, its side and its bytes', async () => {
    const directory = temporaryDirectory()
    const report = await sessionReport('one')
    const path = writeReport(directory, report)
    const copy = writeReport(directory, { ...report, tool: { ...report.tool, version: '9.9.9' } }, 'copy')
    const other = writeReport(directory, await sessionReport('other'))
    await refused(
      /one\.json: expected each recording once, found the same recording as .*one\.json/,
      path,
      '--to',
      path,
    )
    await refused(/copy\.json: expected each recording once/, path, '--to', copy)
    await refused(/copy\.json: expected each recording once/, path, copy, '--to', other)
    // standalone files have no manifest: the same inputs, or the same values
    const bare = { ...report, experiment: { ...report.experiment, manifestSha256: null } }
    const twins = ['a', 'b'].map((name) => writeReport(directory, bare, name)) as [string, string]
    await refused(/b\.json: expected each recording once/, twins[0], '--to', twins[1])
  })

  test('several of one side, a newer schema, something else', async () => {
    const directory = temporaryDirectory()
    const report = await sessionReport('one')
    const [one, two] = [writeReport(directory, report), writeReport(directory, await sessionReport('two'))]
    await refused(/expected one report alone, or reports of two sides, found 2 reports of one side/, one, two)
    const newer = writeReport(directory, { ...report, schemaVersion: 99 }, 'newer')
    await refused(/newer\.json: expected a report of format 2 or older, found format 99/, one, '--to', newer)
    const { checks: _, ...less } = report
    await refused(
      /less\.json: expected a report\.json with checks/,
      one,
      '--to',
      writeReport(directory, less, 'less'),
    )
    await refused(/package\.json: expected a report\.json/, one, '--to', 'package.json')
    await refused(
      /nowhere\.json: expected a report\.json, or a directory with reports, found nothing/,
      'nowhere.json',
    )
    for (const value of ['0', '-5%', 'NaN', '5 %', '91%', '1e9'])
      await refused(
        /--max-regression=?.*: expected a percentage above 0, up to 90/,
        one,
        '--to',
        two,
        `--max-regression=${value}`,
      )
    await refused(
      /--fail-on: expected regression or inconclusive, found x/,
      one,
      '--to',
      two,
      '--fail-on',
      'x',
    )
  })

  test('an older schema is a side like any other', async () => {
    const directory = temporaryDirectory()
    const old = JSON.parse(gunzipSync(readFileSync('fixtures/reports/version-1.json.gz')).toString('utf8'))
    expect(old.schemaVersion).toBe(1)
    const base = writeReport(directory, old, 'old')
    const after = writeReport(directory, await sessionReport('new'))
    // then costs were declared per second
    await refused(/expected the primary metrics of .*old\.json/, base, '--to', after)
    const { code, rows, notes } = await diffOf(base, '--to', after, ...THROUGHPUT)
    expect(code).toBe(3)
    expect(rows.map(({ condition, base: { n } }) => [condition, n])).toEqual([
      ['MGLRU off', 1],
      ['MGLRU on', 1],
    ])
    expect(notes.join('\n')).toMatch(/Settings of the conditions: not recorded in 1 of 2 reports/)
    expect(notes.join('\n')).toMatch(/Workload: not recorded in 1 of 2 reports; assumed to be the same/)
  })

  test('recordings of one boot count once', async () => {
    const directory = temporaryDirectory()
    const make = async (id: string, boot: string) => writeReport(directory, await sessionReport(id, { boot }))
    const base = [await make('b1', 'x'), await make('b2', 'x'), await make('b3', 'y')]
    const after = [await make('n1', 'z'), await make('n2', 'z'), await make('n3', 'z')]
    const found = await diffOf(...base, '--to', ...after, ...THROUGHPUT)
    expect([found.base.sessions, found.new.sessions, found.code]).toEqual([2, 1, 3])
    expect(found.base.recordings.map(({ session }) => session)).toEqual([1, 1, 2])
    expect(found.notes.join('\n')).toContain(
      'Recordings of one boot count as one session: 6 recordings, 3 sessions.',
    )
  })
})

describe('odd values', () => {
  const rowsOf = async (base: number[], after: number[], ...more: string[]) => {
    const directory = temporaryDirectory()
    const paths = async (side: string, levels: number[]) =>
      Promise.all(
        levels.map(async (level, index) =>
          writeReport(
            directory,
            await sessionReport(`${side}${index}`, {
              change: ({ comparisons }) => {
                for (const one of comparisons.filter(({ metric }) => metric === 'bogo-ops-rate'))
                  for (const side of [one.baseline, one.treatment]) side.values = side.values.map(() => level)
              },
            }),
          ),
        ),
      )
    return diffOf(
      ...(await paths('b', base)),
      '--to',
      ...(await paths('n', after)),
      ...THROUGHPUT,
      '--condition',
      'mglru-on',
      ...more,
    )
  }
  test.each([
    ['no noise, no change', [5, 5, 5], [5, 5, 5], 0, 'equivalent'],
    ['no noise, a change', [5, 5, 5], [4, 4, 4], 1, 'regressed'],
    ['0 everywhere', [0, 0, 0], [0, 0, 0], 0, 'did-not-occur'],
    ['0 in base alone', [0, 0, 0], [5, 5, 5], 0, 'improved'],
    ['0 in new alone', [5, 5, 5], [0, 0, 0], 1, 'regressed'],
    ['a base of huge noise', [1e-6, 5, 1e9], [4, 4, 4], 3, 'inconclusive'],
    ['values at both ends of what a double holds', [1e140, 1e-308, 5], [1, 2, 3], 3, 'inconclusive'],
  ] as const)('%s', async (_, base, after, code, verdict) => {
    const found = await rowsOf([...base], [...after])
    expect([found.code, found.rows[0]?.verdict]).toEqual([code, verdict])
    // every number that is printed is one
    expect(JSON.stringify(found)).not.toMatch(/null,null,null|Infinity|NaN/)
  })
})

test('two A/A recordings keep the direction of the metric, which an A/A report itself does not have', async () => {
  const directory = temporaryDirectory()
  const report = (await reportOf('fixtures/experiments/a-a-6.12')) as unknown as Report
  const make = (id: string, factor: number) => {
    const one = structuredClone(report)
    one.experiment = { ...one.experiment, id, manifestSha256: id, boots: [id] }
    for (const comparison of one.comparisons.filter(({ metric }) => metric === 'bogo-ops-rate'))
      for (const side of [comparison.baseline, comparison.treatment])
        side.values = side.values.map((value) => value * factor)
    return writeReport(directory, one)
  }
  const base = [1, 1.01, 0.99].map((factor, index) => make(`b${index}`, factor))
  const after = [0.8, 0.81, 0.79].map((factor, index) => make(`n${index}`, factor))
  const { code, rows } = await diffOf(...base, '--to', ...after, ...THROUGHPUT)
  expect([code, rows.length, rows[0]?.better, rows[0]?.verdict]).toEqual([1, 1, 'higher', 'regressed'])
})

test('texts of a hostile report reach no terminal, Markdown or XML as they are', async () => {
  const evil =
    '\u001b]0;owned\u0007<img src=x onerror=alert(1)> [x](javascript:1) | `x` ]]> & "\' \u202e @everyone\ufffe'
  const directory = temporaryDirectory()
  const change = (report: Report) => {
    for (const one of report.comparisons) {
      one.title = evil + one.title
      if (one.family === 'primary') one.unit = `x${evil}`.slice(0, 60)
    }
    for (const one of report.conditions) one.label = evil + one.label
    report.experiment.id = evil
    host(report).kernel = evil
    for (const one of report.checks) one.text = evil
  }
  const files = await Promise.all(
    ['a', 'b'].map(async (id) => writeReport(directory, await sessionReport(id, { change }), id)),
  )
  const out = join(directory, 'out')
  const { code, stdout } = await runCli('diff', files[0] ?? '', '--to', files[1] ?? '', '-o', out)
  expect(code).toBe(3)
  const md = readFileSync(join(out, 'diff.md'), 'utf8')
  const xml = readFileSync(join(out, 'diff.junit.xml'), 'utf8')
  for (const text of [stdout, md, xml]) expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  // refuses what is not well-formed, such as U+FFFE
  expect(parseXml(xml).name).toBe('testsuites')
  expect(md).not.toMatch(/<img|(?<!\\)\]\(javascript|@everyone/)
  expect(
    xml.replaceAll(
      /<\/?(?:testsuites?|properties|property|testcase|skipped|failure|system-out)\b[^<>]*>/g,
      '',
    ),
  ).not.toMatch(/<(?!\?xml)|&(?!(?:amp|lt|gt|quot|apos);)/)
})
