import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { runsOf } from '../../src/experiment/harness.js'
import { reportOf, written } from './found.js'

// Shape of a result root of lkp-tests: a directory for each iteration, a file for each monitor; numbers of our own.

const block = (at: number, lines: string) => `time: ${1_700_000_000 + at}.12\n${lines}\n`
const vmstat = (at: number, major: number) =>
  block(
    at,
    `nr_free_pages 9\npgfault ${1000 + 500 * at}\npgmajfault ${major}\npswpin ${7 * at}\npswpout ${9 * at}`,
  )

function iteration(root: string, run: number, majorPerSecond: number): Record<string, string> {
  const in_ = (name: string) => `${root}/${run}/${name}`
  const node = 'node: 0\nnr_free_pages 4\nnode: 1\nnr_free_pages 5'
  return {
    [in_('proc-vmstat')]: [0, 10, 20].map((at) => vmstat(at, 50 + majorPerSecond * at)).join(''),
    [in_('numa-vmstat')]: block(0, node) + block(20, node),
    [in_('kmsg')]: `[   12.000001] Out of memory: Killed process ${run + 7} (vm) total-vm:1kB\n`,
    [in_('job.yaml')]: 'suite: vm-scalability\n',
    [in_('stats.json')]: '{"vm-scalability.throughput": 5}\n',
    [in_('proc-stat')]: block(0, 'cpu 1 2 3') + block(20, 'cpu 4 5 6'),
  }
}

test('iterations are the replicates, their monitors the streams, and the rest is named once', async () => {
  const files = Object.assign(
    {},
    ...[0, 1, 10].flatMap((run) => [iteration('base', run, 30 + run), iteration('new', run, 10)]),
  )
  const at = written(files)
  const [base, fresh] = [await runsOf('lkp', at('base')), await runsOf('lkp', at('new'))]
  expect(base.map((path) => path.slice(at('base').length))).toEqual(['/0', '/1', '/10'])
  const { median, experiment, report } = await reportOf(base, fresh)
  const perSecond = (path: string) =>
    Number(
      execFileSync(
        'awk',
        [
          '/^time/ {t = $2} $1 == "pgmajfault" {if (!n++) {a = $2; s = t} b = $2} END {print (b - a) / (t - s)}',
          join(path, 'proc-vmstat'),
        ],
        {
          encoding: 'utf8',
        },
      ),
    )
  expect(median('major-fault-rate')).toEqual([perSecond(base[1] as string), perSecond(fresh[1] as string)])
  expect(experiment.runs.map(({ duration }) => duration?.seconds)).toEqual(Array(6).fill(20))
  expect(report.checks.find(({ id }) => id === 'kernel-messages')?.text).toContain('OOM kills: ')
  const unread = experiment.warnings.filter(({ id }) => id === 'files-unread')
  expect(unread.map(({ text }) => text)).toEqual([
    'Not read of 6 runs (off-1 to on-3): job.yaml (text of a kind not known here), ' +
      'proc-stat (text of a kind not known here), stats.json (JSON of a kind not known here), numa-vmstat (proc-vmstat already gives vmstat).',
  ])
})

test('compressed monitors give the same', async () => {
  const at = written(iteration('a', 0, 30))
  const packed = written({ 'b/0/x': '' })
  writeFileSync(packed('b/0/proc-vmstat.gz'), gzipSync(readFileSync(at('a/0/proc-vmstat'))))
  const { median } = await reportOf([at('a/0')], [packed('b/0')])
  expect(median('major-fault-rate')).toEqual([30, 30])
})

const xz = spawnSync('xz', ['--version']).error === undefined ? test : test.skip

xz('kills in a dmesg.xz count', async () => {
  const [calm, log] = [iteration('a', 0, 30), iteration('b', 0, 30)]
  delete calm['a/0/kmsg']
  const kills = log['b/0/kmsg'] as string
  delete log['b/0/kmsg']
  const at = written({ ...calm, ...log })
  for (const [path, text] of [
    ['a/0', '[   12.000001] eth0: link up\n'],
    ['b/0', kills],
  ] as const)
    writeFileSync(at(`${path}/dmesg.xz`), execFileSync('xz', ['-c'], { input: text }))
  const { experiment, report } = await reportOf([at('a/0')], [at('b/0')])
  expect(report.checks.find(({ id }) => id === 'kernel-messages')?.text).toContain('OOM kill')
  expect(experiment.warnings.map(({ text }) => text).join()).not.toContain('dmesg.xz')
})

test('without the program that unpacks a file, it is named and the rest is read', () => {
  const packed = Buffer.from('fd377a585a000000', 'hex')
  const at = written({ ...iteration('a', 0, 30), ...iteration('b', 0, 10), 'c/0/job.yaml': '' })
  for (const side of ['a/0', 'b/0', 'c/0']) writeFileSync(at(`${side}/dmesg.xz`), packed)
  const analyze = (off: string, ...more: string[]) =>
    spawnSync(process.execPath, ['dist/main.js', 'analyze', '--off', at(off), '--on', at('b/0'), ...more], {
      encoding: 'utf8',
      env: { PATH: '' },
    })
  const { status } = analyze('a/0', '-o', at('out'))
  const report = JSON.parse(readFileSync(at('out/report.json'), 'utf8'))
  const of = (metric: string) => report.comparisons.find((one: { metric: string }) => one.metric === metric)
  expect([status, of('major-fault-rate').baseline.median, of('major-fault-rate').treatment.median]).toEqual([
    0, 30, 10,
  ])
  const told = report.warnings.filter(({ id }: { id: string }) => id === 'files-unreadable')
  expect(told.map(({ subject, severity }: Record<string, string>) => [subject, severity])).toEqual([
    ['off-1', 'caution'],
    ['on-1', 'caution'],
  ])
  expect(told[0].text).toMatch(/^Could not be read of this run: dmesg\.xz: .* the program xz .*; install xz /)
  // alone it is an error, which says what to install
  const alone = analyze('c/0')
  expect([alone.status, alone.stderr]).toEqual([
    2,
    expect.stringMatching(/at least one file that a stream reads, found dmesg\.xz \(xz: install xz/),
  ])
})
