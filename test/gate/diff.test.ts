import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type Diff, DiffSchema } from '../../src/model/diff.js'
import { reportOf } from '../fixtures.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'
import { sessionReport, twoSides, writeReport } from './sessions.js'

const THROUGHPUT = 'bogo-ops-rate'
const slower = (metric: string) => (metric === THROUGHPUT ? 0.8 : 1)

async function diffOf(...args: string[]): Promise<{ code: number; diff: Diff }> {
  const { code, stdout, stderr } = await runCli('diff', ...args, '--json')
  expect(stderr).toBe('')
  return { code, diff: DiffSchema.parse(JSON.parse(stdout)) }
}
const row = ({ rows }: Diff, metric: string, condition: string | null = 'MGLRU on') =>
  rows.find((one) => one.metric === metric && one.condition === condition)

describe('two recordings of one kernel', () => {
  test('from the fixtures, seven times apart in throughput: not a regression, cannot tell', async () => {
    const directory = temporaryDirectory()
    const names = ['swap-pressure-6.12', 'swap-pressure-quiet-6.12']
    const [a = '', b = ''] = await Promise.all(
      names.map(async (name) => writeReport(directory, await reportOf(`fixtures/experiments/${name}`), name)),
    )
    // in neither direction, although one of the two is much slower, and the order of the options differs
    for (const [base, after] of [
      [a, b],
      [b, a],
    ] as const) {
      const { code, diff } = await diffOf(base, '--to', after)
      expect([code, diff.outcome]).toEqual([3, 'cannot-tell'])
      expect(diff.notes[0]).toMatch(
        /^One session on each side: how much sessions of one kernel differ is unknown/,
      )
      expect(row(diff, THROUGHPUT)).toMatchObject({ outcome: 'cannot-tell', base: { n: 1 }, new: { n: 1 } })
      expect(row(diff, THROUGHPUT)?.text).toMatch(
        /The runs of the two sessions differ by [+−]\d+% or more, of which session noise is unknown\.$/,
      )
      expect((await diffOf(base, '--to', after, '--effects')).code).toBe(3)
    }
    expect((await runCli('diff', a, '--to', b, '--fail-on', 'inconclusive', '-q')).code).toBe(1)
  })

  test('several sessions whose levels differ at random: cannot tell, or pass where the tolerance is wide', async () => {
    const sides = await twoSides('same', { sessions: 5, noise: 0.05 }, { sessions: 5, noise: 0.05 })
    const { code, diff } = await diffOf(...sides.base, '--to', ...sides.new)
    expect([code, diff.order]).toEqual([3, 'interleaved'])
    const only = ['--metrics', 'bogo-ops-rate,major-fault-per-op', '--max-regression', '25%']
    const wide = await diffOf(...sides.base, '--to', ...sides.new, ...only)
    expect([wide.code, wide.diff.outcome, wide.diff.maxRegression]).toEqual([0, 'pass', 0.25])
    expect(row(wide.diff, THROUGHPUT)?.tolerated).toBeCloseTo(0.25, 12)
  })
})

describe('a planted regression', () => {
  test('throughput 20% lower in interleaved sessions fails, and says by how much', async () => {
    const sides = await twoSides(
      'planted',
      { sessions: 5, noise: 0.03 },
      { sessions: 5, noise: 0.03, change: slower },
    )
    const { code, diff } = await diffOf(...sides.base, '--to', ...sides.new)
    expect([code, diff.outcome]).toEqual([1, 'fail'])
    const found = row(diff, THROUGHPUT)
    expect(found).toMatchObject({ verdict: 'regressed', clarity: 'clear', outcome: 'fail' })
    expect(found?.effect?.estimate).toBeCloseTo(0.8, 1)
    expect(found?.text).toMatch(
      /^Throughput with MGLRU on regressed: −\d+%, 9\d(\.\d)?% CI \[−[\d.]+%, −[\d.]+%\] \(median .* bogo-ops\/s; adjusted one-sided p = 0\.0\d\d; 5 \+ 5 sessions\)\.$/,
    )
    // the other metrics did not change
    expect(diff.rows.filter(({ outcome }) => outcome === 'fail').map(({ metric }) => metric)).toEqual([
      THROUGHPUT,
      THROUGHPUT,
    ])
    // the other way round it is an improvement, which passes
    const back = await diffOf(...sides.new, '--to', ...sides.base, '--metrics', THROUGHPUT)
    expect([back.code, row(back.diff, THROUGHPUT)?.verdict]).toEqual([0, 'improved'])
  })

  test('three sessions on each side find it where one comparison is asked for, two never', async () => {
    const asked = ['--metrics', THROUGHPUT, '--condition', 'MGLRU on']
    for (const [sessions, code] of [
      [3, 1],
      [2, 3],
    ] as const) {
      const sides = await twoSides('few', { sessions }, { sessions, change: slower })
      const found = await diffOf(...sides.base, '--to', ...sides.new, ...asked)
      expect(found.code).toBe(code)
      expect(found.diff.asked).toBe('Is new worse than base, with MGLRU on?')
    }
    // over ten comparisons that differ at random three sessions cannot, and the row says so
    const noise = 0.03
    const sides = await twoSides('few', { sessions: 3, noise }, { sessions: 3, noise, change: slower })
    const all = await diffOf(...sides.base, '--to', ...sides.new)
    expect(all.code).toBe(3)
    expect(row(all.diff, THROUGHPUT)?.reason).toMatch(
      /^With 3 \+ 3 sessions the smallest possible adjusted p is 0\.[1-9]\d\d\.$/,
    )
  })

  test('of the effect alone: levels hide it, --effects finds it with fewer sessions', async () => {
    const onTreatment = (metric: string) => (metric === THROUGHPUT ? 0.1 : 1)
    const sides = await twoSides('effect', { sessions: 3, noise: 1 }, { sessions: 3, noise: 1, onTreatment })
    const asked = ['--metrics', THROUGHPUT]
    expect((await diffOf(...sides.base, '--to', ...sides.new, ...asked)).code).toBe(3)
    const { code, diff } = await diffOf(...sides.base, '--to', ...sides.new, ...asked, '--effects')
    expect([code, diff.question]).toEqual([1, 'effects'])
    expect(diff.rows[0]).toMatchObject({ verdict: 'regressed', condition: null })
    expect(diff.rows[0]?.effect?.estimate).toBeCloseTo(0.1, 6)
  })
})

test('one report alone: its own verdicts, two kernels as conditions', async () => {
  const directory = temporaryDirectory()
  const path = writeReport(directory, await reportOf('fixtures/experiments/kernels-6.1-6.12'), 'kernels')
  const { code, diff } = await diffOf(path)
  expect([code, diff.question, diff.base.sessions]).toEqual([3, 'conditions', 2])
  expect(diff.asked).toMatch(/^Is Linux 6\.12\.118\S* worse than Linux 6\.1\.0-56\S*\?$/)
  expect(diff.rows.map(({ verdict }) => verdict)).toContain('not-comparable')
  const regressed = await sessionReport('regressed', {
    change: ({ comparisons }) => {
      for (const one of comparisons) if (one.metric === THROUGHPUT) one.verdict = 'regressed'
    },
  })
  expect((await diffOf(writeReport(directory, regressed))).code).toBe(1)
})

test('one report alone: a regression that is certain, and smaller than what is tolerated, passes', async () => {
  const directory = temporaryDirectory()
  const report = await sessionReport('certain', {
    change: ({ comparisons }) => {
      for (const one of comparisons.filter(({ metric }) => metric === THROUGHPUT)) {
        one.verdict = 'regressed'
        one.effect = { scale: 'ratio', estimate: 0.95, lower: 0.94, upper: 0.96, confidence: 0.95 }
      }
    },
  })
  const path = writeReport(directory, report)
  const asked = ['--metrics', THROUGHPUT, '--max-regression']
  expect((await diffOf(path, ...asked, '5%')).code).toBe(1)
  const { code, diff } = await diffOf(path, ...asked, '10%')
  expect([code, diff.rows[0]?.verdict]).toEqual([0, 'regressed'])
  expect(diff.rows[0]?.text).toMatch(/The CI excludes a regression beyond 10%\.$/)
})

test('between two sides it is equivalent within what is tolerated', async () => {
  const change = (metric: string) => (metric === THROUGHPUT ? 0.95 : 1)
  const noise = 0.01
  const sides = await twoSides('small', { sessions: 5, noise }, { sessions: 5, noise, change })
  const asked = ['--metrics', THROUGHPUT, '--condition', 'MGLRU on', '--max-regression']
  const { code, diff } = await diffOf(...sides.base, '--to', ...sides.new, ...asked, '10%')
  expect([code, diff.rows[0]?.verdict]).toEqual([0, 'equivalent'])
  const strict = await diffOf(...sides.base, '--to', ...sides.new, ...asked, '2%')
  expect([strict.code, strict.diff.rows[0]?.verdict]).toEqual([1, 'regressed'])
})

test('-o writes JSON, Markdown and JUnit; text says the same', async () => {
  const sides = await twoSides('out', { sessions: 4 }, { sessions: 4, change: slower })
  const directory = join(temporaryDirectory(), 'gate')
  const { code, stdout } = await runCli('diff', ...sides.base, '--to', ...sides.new, '-o', directory)
  expect(code).toBe(1)
  expect(stdout).toMatch(/^Fail: 2 of 10 comparisons regressed\.\n/)
  expect(stdout.indexOf('✗ fail')).toBeLessThan(stdout.indexOf('✓ pass'))
  const read = (name: string) => readFileSync(join(directory, name), 'utf8')
  const diff = DiffSchema.parse(JSON.parse(read('diff.json')))
  expect(diff.outcome).toBe('fail')
  expect(read('diff.md')).toContain('### ✗ Fail: 2 of 10 comparisons regressed.')
  expect(read('diff.junit.xml').match(/<failure /g)).toHaveLength(2)
  expect(existsSync(join(directory, 'diff.txt'))).toBe(false)
})
