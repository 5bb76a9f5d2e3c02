import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { loadBare } from '../../src/experiment/bare.js'
import { groupFiles } from '../../src/experiment/bare-runs.js'
import { valueOf } from '../../src/experiment/experiment.js'
import { runReader } from '../../src/experiment/run-reader.js'
import { buildReport } from '../../src/report/report.js'
import { temporaryDirectory } from '../temporary.js'

/** Two copies of /proc/vmstat under time marks, so that there is something to compare. */
const VMSTAT = (faults: number) =>
  `time: 1700000000\nnr_free_pages 758210\npgfault 100\npswpin 0\ntime: 1700000060\nnr_free_pages 758210\npgfault ${faults}\npswpin 300\n`
const START = '[   10.123456] systemd[1]: Started session.\n'
const KILLS = [4411, 4412]
  .map(
    (pid, index) =>
      `<3>[  3${index}1.000001] Out of memory: Killed process ${pid} (stress-ng-vm) total-vm:912344kB, anon-rss:812344kB\n`,
  )
  .join('')

function made(files: Record<string, string>): (name: string) => string {
  const directory = temporaryDirectory()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, dirname(name)), { recursive: true })
    writeFileSync(join(directory, name), text)
  }
  return (name) => join(directory, name)
}

async function logsOf(files: Record<string, string>) {
  const at = made({
    'off-1/proc-vmstat': VMSTAT(2_400_000),
    'off-1/dmesg': START,
    'off-1/kmsg': `<6>${START}`,
    'on-1/proc-vmstat': VMSTAT(2_410_000),
    ...files,
  })
  const experiment = await loadBare([at('off-1')], [at('on-1')], () => {}, runReader(2, null))
  const log = valueOf(experiment.runs[1] as (typeof experiment.runs)[0], 'kernel-log')
  const check = (await buildReport(experiment)).checks.find(({ id }) => id === 'kernel-messages')
  return { log, check, experiment }
}

test('of two logs of a run both are read, whichever has the kills', async () => {
  for (const [one, other] of [
    ['dmesg', 'kmsg'],
    ['kmsg', 'dmesg'],
  ]) {
    const { log, check } = await logsOf({ [`on-1/${one}`]: START, [`on-1/${other}`]: `<6>${START}${KILLS}` })
    expect(log?.victims).toEqual(['stress-ng-vm (4411)', 'stress-ng-vm (4412)'])
    expect(check).toMatchObject({ outcome: 'caution', text: expect.stringContaining('OOM kills: ') })
  }
})

test('what both logs hold counts once, whatever stands before it', async () => {
  const plain = KILLS.replaceAll('<3>', '')
  const journal = KILLS.replace(/^<3>\[.*?\] /gm, 'May 15 23:09:00 box kernel: ')
  for (const second of [KILLS, plain, journal, KILLS.split('\n')[0] as string]) {
    const { log } = await logsOf({ 'on-1/dmesg': plain, 'on-1/kmsg': second })
    expect(log?.found.get('oom-kill')?.count).toBe(2)
  }
})

test('that several were read is a note that names them', async () => {
  const { experiment } = await logsOf({ 'on-1/dmesg': START, 'on-1/kmsg': KILLS })
  expect(
    experiment.inputs.filter(({ run, stream }) => run === 'on-1' && stream === 'kernel-log').length,
  ).toBe(2)
  const [run] = experiment.runs.slice(1)
  const reduction = run?.streams['kernel-log']
  expect(reduction?.present === true && reduction.warnings).toMatchObject([
    { id: 'logs-joined', severity: 'note', text: expect.stringMatching(/kmsg/) },
  ])
})

test('a log without any kill on either side passes', async () => {
  const { check } = await logsOf({ 'on-1/dmesg': START, 'on-1/kmsg': START })
  expect(check?.outcome).toBe('pass')
})

test('loose logs of one stem that different tools wrote are of one run; numbered ones of several', async () => {
  const at = made({
    'on-1.dmesg': START,
    'on-1.kmsg': `<6>${START}`,
    'on-1.proc-vmstat': VMSTAT(5_000),
    'dmesg.1': START,
    'dmesg.2': START,
  })
  const names = async (...files: string[]) =>
    (await groupFiles(files.map(at), [])).map(({ files: of }) => of.map(({ path }) => basename(path)))
  expect(await names('on-1.dmesg', 'on-1.kmsg', 'on-1.proc-vmstat')).toEqual([
    ['on-1.dmesg', 'on-1.kmsg', 'on-1.proc-vmstat'],
  ])
  expect(await names('dmesg.1', 'dmesg.2')).toEqual([['dmesg.1'], ['dmesg.2']])
})
