import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { evaluate } from '../../src/compare/comparison-inputs.js'
import { METRICS } from '../../src/metrics/index.js'
import type { Window } from '../../src/model/stream.js'
import { canary } from '../../src/streams/canary.js'
import { run } from '../made.js'
import { temporaryDirectory } from '../temporary.js'

// Its cgroup was frozen by cgroup.freeze; the moments, nanoseconds of the monotonic clock, were read by the shell that did it, before it wrote
// 1 and before it wrote 0.
const FROZEN = [
  { path: 'fixtures/formats/canary/6.18-frozen.ndjson', began: 1563357021433n, ended: 1565397293051n },
  { path: 'fixtures/formats/canary/6.12-frozen.ndjson', began: 33852363114n, ended: 35866359070n },
]
const NS = 1_000_000_000n

const reduced = async (path: string, bounds: { start: bigint; end: bigint } | null) => {
  const window: Window | null = bounds && { monotonic: bounds, boottime: bounds }
  const reduction = await canary.reduce({ trace: { path, name: 'canary.ndjson' } }, { run: 'run', window })
  if (!reduction.present) throw new Error(reduction.reason)
  return reduction
}
const outside = async (path: string, bounds: { start: bigint; end: bigint } | null) => {
  const { value } = await reduced(path, bounds)
  if (value.outside === null) throw new Error('no canary outside')
  return value.outside
}

describe.each(FROZEN)('$path', ({ path, began, ended }) => {
  const truth = Number(ended - began) / 1e9

  test('a freeze of two seconds is recorded within 50 ms, and is the time after it alone that counts', async () => {
    expect(truth).toBeGreaterThan(1.9)
    expect(Math.abs((await outside(path, null)).frozen - truth)).toBeLessThan(0.05)
    // of a window that begins or ends in its middle, half of it; of the time before it, nothing
    const middle = (began + ended) / 2n
    const first = await outside(path, { start: began - 2n * NS, end: middle })
    const second = await outside(path, { start: middle, end: ended + 2n * NS })
    expect(Math.abs(first.frozen - truth / 2)).toBeLessThan(0.05)
    expect(Math.abs(second.frozen - truth / 2)).toBeLessThan(0.05)
    const before = await outside(path, { start: began - 3n * NS, end: began - NS / 5n })
    expect([before.frozen, before.lateSeconds]).toEqual([0, 0])
    expect(before.late.longest).toBeLessThan(0.1)
  })

  test.each(['outside', 'inside'])(
    'each metric of the one %s is what sed, sort and awk make of the same file',
    async (where) => {
      const { value, warnings } = await reduced(path, null)
      expect(warnings).toEqual([])
      const lines = (program: string) =>
        Number(
          execFileSync('sh', ['-c', `grep '"${where}"' ${path} | grep '"sample"' | ${program}`], {
            encoding: 'utf8',
          }),
        )
      const seconds = lines('wc -l')
      const own = run('run', { canary: value }, { duration: { seconds, origin: 'the measure phase' } })
      const prefix = where === 'inside' ? 'canary-inside-' : 'canary-'
      const metrics = METRICS.filter(
        ({ id }) => id.startsWith(prefix) && (where === 'inside' || !id.startsWith('canary-inside-')),
      )
      expect(metrics).toHaveLength(4)
      if (seconds === 0) {
        for (const metric of metrics)
          expect(evaluate(metric, own)).toMatchObject({
            value: null,
            reason: 'no canary ran within the workload’s cgroup: it has no limit',
          })
        return
      }
      const late = String.raw`sed 's/.*"late_ns":\[\([0-9,]*\)\].*/\1/'`
      const expected: Record<string, number> = {
        'late-p99': lines(
          `${late} | tr ',' '\\n' | sort -n | awk '{v[NR] = $1} END {r = NR * 0.99; i = int(r); if (i < r) i++; printf "%.9f", v[i] / 1e9}'`,
        ),
        'worst-second': lines(
          `${late} | awk -F, '{s = 0; for (i = 1; i <= NF; i++) s += $i; if (s / NF > m) m = s / NF} END {printf "%.9f", m / 1e9}'`,
        ),
        'frozen-share':
          lines(
            String.raw`sed 's/.*"t":"\([0-9]*\)".*"late_ns":\[\([0-9,]*\)\].*/\1 \2/' | awk '{n = split($2, l, ","); for (i = 1; i <= n; i++) if (l[i] >= 1e8) {due = $1 - (n - i) * 1e8; if (due > to) sum += l[i] + 5e7; to = due + l[i]}} END {printf "%.9f", sum / 1e9}'`,
          ) / seconds,
        'refault-rate': lines(
          String.raw`sed 's/.*"major":\([0-9]*\).*/\1/' | awk '{n += $1} END {printf "%.12f", n / NR}'`,
        ),
      }
      for (const metric of metrics) {
        const counted = expected[metric.id.slice(prefix.length)]
        expect(evaluate(metric, own).value).toBeCloseTo(counted ?? Number.NaN, 7)
      }
    },
  )
})

const SOURCE = readFileSync('fixtures/formats/canary/6.18-frozen.ndjson', 'utf8')
const changed = (change: (text: string) => string) => {
  const path = join(temporaryDirectory(), 'canary.ndjson')
  writeFileSync(path, change(SOURCE))
  return path
}
const lines = SOURCE.split('\n')
const last = lines.findLastIndex((line) => line.includes('"sample"'))
const atOf = (line: string) => BigInt(/"t":"(\d+)"/.exec(line)?.[1] ?? 0)

test('one that was killed has no quantile of lateness, and the time without it counts as frozen', async () => {
  const end = atOf(lines[last + 1] ?? '')
  const path = changed((text) => text.replace('"status":0', '"status":137'))
  const window = { start: end - 3n * NS, end: end + 5n * NS }
  const { value, warnings } = await reduced(path, window)
  expect(value.outside?.killed).toEqual({ status: 137, after: 3 })
  expect(value.outside?.frozen).toBeCloseTo(5, 6)
  expect(warnings.map(({ text }) => text)).toEqual([
    'canary.ndjson: the canary outside ended with status 137, killed, as by the OOM killer; the rest of the window counts as time in which it could not run.',
  ])
  // what happened after the window, and an end that was asked for, say nothing
  expect((await outside(path, { start: end - 3n * NS, end: end - NS })).killed).toBeNull()
  expect((await outside('fixtures/formats/canary/6.18-frozen.ndjson', window)).killed).toBeNull()
})

test('the coarser form is said', async () => {
  const { warnings } = await reduced(
    changed((text) => text.replace('"program":"c"', '"program":"perl"')),
    null,
  )
  expect(warnings.map(({ id }) => id)).toEqual(['canary-coarse'])
})

test.each([
  ['a time that is none', (text: string) => text.replace('"late_ns":[', '"late_ns":["x",')],
  ['no lateness at all', (text: string) => text.replace(/"late_ns":\[[^\]]*\]/, '"late_ns":[]')],
  ['half a record', (text: string) => text.replace(/"anon_ns".*\n/, '\n')],
  ['a place that there is none of', (text: string) => text.replaceAll('"outside"', '"beside"')],
  ['a second of one that has not begun', (text: string) => text.replace(/\{"type":"canary".*\n/, '')],
])('%s is refused with its line', async (_, change) => {
  const path = changed(change)
  await expect(reduced(path, null)).rejects.toMatchObject({ path, line: expect.any(Number) })
})

test('without any canary there is nothing', async () => {
  const path = changed((text) => text.replace(/\{"type":"(?:canary|sample).*\n/g, ''))
  await expect(reduced(path, null)).rejects.toThrow('holds no canary')
})
