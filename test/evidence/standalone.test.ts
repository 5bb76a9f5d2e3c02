import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { loadBare } from '../../src/experiment/bare.js'
import { buildReport } from '../../src/report/report.js'
import { temporaryDirectory } from '../temporary.js'
import { outcome, verdict } from './sound-experiment.js'

interface Work {
  stressor?: string
  instances?: number
  seconds?: number
}

/** Six logs of stress-ng, the real shape, about so many operations per second. */
function logs(
  side: string,
  rate: number,
  { stressor = 'vm', instances = 2, seconds = 60 }: Work = {},
): string[] {
  const directory = temporaryDirectory()
  return [1, 2, 3, 4, 5, 6].map((run) => {
    const path = join(directory, `${side}-${run}.log`)
    const ops = Math.round(seconds * rate * (1 + run / 100))
    writeFileSync(
      path,
      `stress-ng: info:  [10${run}] dispatching hogs: ${instances} ${stressor}\n` +
        `stress-ng: info:  [10${run}] ${stressor} ${ops} ${seconds}.0${run} 110.27 1.81 ${(ops / seconds).toFixed(2)} ${(ops / 112).toFixed(2)}\n`,
    )
    return path
  })
}

const report = async (off: readonly string[], on: readonly string[]) =>
  buildReport(await loadBare(off, on, () => {}))

test('the same work: a verdict, and what nobody recorded named', async () => {
  const same = await report(logs('off', 100), logs('on', 150))
  expect(verdict(same)).toBe('improved')
  expect(verdict(same, 'collapsed-runs')).toBe('did-not-occur')
  expect(outcome(same, 'workload-identity')).not.toBe('invalidates')
  expect(same.assumed.map(({ id }) => id)).toEqual(expect.arrayContaining(['settings', 'order', 'kernel']))
})

test.each<[string, Work]>([
  ['another stressor', { stressor: 'memrate' }],
  ['other instances', { instances: 96 }],
  ['another length', { seconds: 10 }],
])('%s on one side: no verdict on throughput', async (_, work) => {
  const other = await report(logs('off', 100), logs('on', 150, work))
  expect(verdict(other)).toBe('not-comparable')
  expect(verdict(other, 'collapsed-runs')).toBe('not-comparable')
  expect(other.findings.join('\n')).not.toMatch(/No run collapsed/)
  expect(outcome(other, 'workload-identity')).toBe('invalidates')
})

/** Six of stress-ng's YAML files, with the header that says version and kernel. */
function yamls(side: string, rate: number, version: string, release: string): string[] {
  const directory = temporaryDirectory()
  return [1, 2, 3, 4, 5, 6].map((run) => {
    const path = join(directory, `${side}-${run}.yaml`)
    const ops = Math.round(60 * rate * (1 + run / 100))
    writeFileSync(
      path,
      `---\nsystem-info:\n      stress-ng-version: '${version}'\n      sysname: Linux\n      release: ${release}\n      version: '#1 SMP'\n      machine: x86_64\n` +
        `metrics:\n    - stressor: vm\n      bogo-ops: ${ops}\n      wall-clock-time: 60.0${run}0000\n...\n`,
    )
    return path
  })
}

test('another version on one side: no verdict on throughput; another kernel: a comparison of kernels', async () => {
  const under = async (version: string, release: string) =>
    report(yamls('off', 100, '0.19.02', '6.12.0'), yamls('on', 150, version, release))
  const same = await under('0.19.02', '6.12.0')
  expect(verdict(same)).toBe('improved')
  expect(verdict(await under('0.22.01', '6.12.0'))).toBe('not-comparable')
  const kernels = await under('0.19.02', '7.2.0')
  expect(outcome(kernels, 'kernel-identity')).not.toBe('pass')
  expect(kernels.conditions.map(({ label }) => label).join()).toMatch(/6\.12.*7\.2/)
})

function traces(content: (run: number) => string, side: string): string[] {
  const directory = temporaryDirectory()
  return [1, 2, 3].map((run) => {
    const path = join(directory, `${side}-${run}.txt`)
    writeFileSync(path, content(run))
    return path
  })
}

test('traces without any event may be equal to the byte, others are copies', async () => {
  const empty = () => 'Attaching 1 probe...\n'
  expect((await report(traces(empty, 'off'), traces(empty, 'on'))).runs).toHaveLength(6)
  const full = () => 'Attaching 1 probe...\nPage fault in process: 7\n'
  await expect(report(traces(full, 'off'), traces(full, 'on'))).rejects.toThrow(/copy|byte/)
  const own = (from: number) => (run: number) =>
    `Attaching 1 probe...\n${'Page fault in process: 7\n'.repeat(from + run)}`
  expect((await report(traces(own(1), 'off'), traces(own(9), 'on'))).runs).toHaveLength(6)
})

/** Six runs a side with copies of /proc/vmstat around each, recorded in this order. */
function copies(order: readonly string[]): { off: string[]; on: string[] } {
  const directory = temporaryDirectory()
  const found = { off: [] as string[], on: [] as string[] }
  for (const [place, side] of order.entries()) {
    const list = side === 'off' ? found.off : found.on
    const path = join(directory, `${side}-${list.length + 1}.txt`)
    const faults = (side === 'off' ? 4000 : 8000) + 10 * place
    const at = 10_000 * (place + 1)
    writeFileSync(path, `Attaching 1 probe...\n${'Page fault in process: 7\n'.repeat(faults)}`)
    writeFileSync(`${path}.vmstat-before`, `pgfault ${at}\npgmajfault 5\n`)
    writeFileSync(`${path}.vmstat-after`, `pgfault ${at + faults}\npgmajfault 5\n`)
    list.push(path)
  }
  return found
}

const turns = ['off', 'on', 'on', 'off', 'off', 'on', 'on', 'off', 'off', 'on', 'on', 'off']

test('counters since boot tell the order: in turn a verdict, one condition first none', async () => {
  const inTurn = copies(turns)
  const good = await report(inTurn.off, inTurn.on)
  expect(verdict(good, 'page-faults')).toBe('higher')
  expect(good.assumed.map(({ id }) => id)).not.toContain('order')
  const blocked = copies([...turns].sort())
  const bad = await report(blocked.off, blocked.on)
  expect(verdict(bad, 'page-faults')).toBe('not-comparable')
  expect(outcome(bad, 'run-order')).toBe('invalidates')
  expect(bad.checks.find(({ id }) => id === 'run-order')?.text).toMatch(/drift/)
})
