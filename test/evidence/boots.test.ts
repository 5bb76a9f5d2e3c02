import { expect, test } from '@jest/globals'
import { loadDirectory } from '../../src/experiment/directory.js'
import { buildReport } from '../../src/report/report.js'
import {
  ask,
  begin,
  type Manifests,
  measured,
  of,
  outcome,
  reportOf,
  sound,
  verdict,
  write,
} from './sound-experiment.js'

// Two kernels, named as conditions. Throughput is 20% higher with the second in each of 8 blocks.
const KERNELS = ['6.1.0-50-amd64', '6.12.0-9-amd64'] as const

/** `bootOf` names the boot of a run; null: it was not recorded. */
function twoKernels(bootOf: (block: number, on: boolean) => string | null): Manifests {
  const all = sound()
  for (const condition of all.experiment.conditions) condition.settings = {}
  ask(all, 'lru_gen.enabled', ['0x0007', '0x0007'])
  ask(all, 'kernel', [...KERNELS])
  for (const run of all.runs) {
    const on = run.condition === all.experiment.conditions[1].id
    const boot = bootOf(run.block ?? 0, on)
    run.kernel =
      boot === null
        ? null
        : { release: KERNELS[on ? 1 : 0], build: '#1 SMP', bootId: boot.padStart(16, '0').slice(-16) }
  }
  return all
}
const own = (block: number, on: boolean) => `${on ? 'b' : 'a'}${block}`

test('a boot for each run: a comparison of kernels, block by block', async () => {
  const report = await reportOf(twoKernels(own))
  expect(report.experiment.comparison).toBe('kernels')
  expect(outcome(report, 'boots')).toBe('pass')
  expect(outcome(report, 'kernel-identity')).toBe('note')
  expect(outcome(report, 'settings-held')).toBe('pass')
  const row = report.comparisons.find(({ metric }) => metric === 'bogo-ops-rate')
  expect(row).toMatchObject({ verdict: 'improved', test: { n: 8 } })
  expect(report.conditions.map(({ settings }) => settings?.['kernel'])).toEqual([...KERNELS])
  expect(report.methods.join('\n')).toMatch(/Unit of analysis\. The boot/)
})

test('eight runs in one boot of each kernel are one observation of each: no verdict', async () => {
  const report = await reportOf(twoKernels((_, on) => (on ? 'b' : 'a')))
  const row = report.comparisons.find(({ metric }) => metric === 'bogo-ops-rate')
  expect(row).toMatchObject({ baseline: { n: 1 }, treatment: { n: 1 } })
  expect(report.checks.find(({ id }) => id === 'boots')).toMatchObject({ outcome: 'caution' })
  expect(report.checks.find(({ id }) => id === 'boots')?.text).toMatch(/^16 runs in 1 boot with /)
  for (const { verdict } of report.comparisons)
    expect(['inconclusive', 'did-not-occur', 'not-comparable']).toContain(verdict)
})

test('two blocks in each boot: four pairs of boots, the median of each', async () => {
  const report = await reportOf(twoKernels((block, on) => own(Math.ceil(block / 2), on)))
  const row = report.comparisons.find(({ metric }) => metric === 'bogo-ops-rate')
  expect(row).toMatchObject({ baseline: { n: 4 }, treatment: { n: 4 } })
  expect(outcome(report, 'boots')).toBe('note')
  // four pairs cannot reach p = 0.05, eight runs could
  expect(row?.verdict).toBe('inconclusive')
})

test('boots of other blocks than those of the other kernel are compared without blocks', async () => {
  const report = await reportOf(twoKernels((block, on) => own(on ? block : Math.ceil(block / 2), on)))
  const row = report.comparisons.find(({ metric }) => metric === 'bogo-ops-rate')
  expect(row).toMatchObject({ baseline: { n: 4 }, treatment: { n: 8 } })
  expect(report.checks.find(({ id }) => id === 'boots')?.text).toMatch(/compared unpaired/)
})

test('boots that were not recorded are assumed, and that is said', async () => {
  const all = twoKernels(own)
  for (const run of measured(all).slice(0, 1)) run.kernel = null
  const report = await reportOf(all)
  expect(outcome(report, 'boots')).toBe('caution')
  expect(report.assumed.map(({ id }) => id)).toContain('boots')
  expect(report.findings.join('\n')).toMatch(/Not recorded: .*that each run was of a boot of its own/)
})

test('the boot is no unit between settings of one kernel', async () => {
  const all = sound()
  begin(all.runs)
  for (const run of all.runs) run.kernel = { release: KERNELS[1], build: '#1', bootId: '00000000000000aa' }
  all.experiment.host.kernel = KERNELS[1]
  const report = buildReport(await loadDirectory(write(all), () => {}))
  expect(verdict(report)).toBe('improved')
  expect(outcome(report, 'boots')).toBeUndefined()
})

test('a kernel that was asked for and did not run is no comparison', async () => {
  const all = twoKernels(own)
  for (const run of all.runs) {
    run.kernel = { ...run.kernel, release: KERNELS[0] }
    for (const when of ['before', 'after']) run.settings[when].kernel = KERNELS[0]
  }
  const report = await reportOf(all).catch((error) => error)
  if (report instanceof Error) expect(String(report)).toMatch(/at least one/)
  else {
    expect(outcome(report, 'settings-held')).toBe('invalidates')
    expect(verdict(report)).toBe('not-comparable')
  }
})

test('the kernel in the version line of stress-ng is no other version', async () => {
  const all = twoKernels(own)
  const line = (version: string, kernel: string) =>
    `stress-ng, version ${version} (gcc 14.2.0, x86_64 Linux ${kernel})`
  for (const run of all.runs) run.workload.tool = line('0.19.02', run.kernel.release)
  expect(outcome(await reportOf(all), 'workload-identity')).toBe('pass')
  for (const run of of(all, 1)) run.workload.tool = line('0.19.03', run.kernel.release)
  expect(outcome(await reportOf(all), 'workload-identity')).toBe('invalidates')
})
