import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { oomDump } from '../../src/decode/oom-dump.js'
import type { Report } from '../../src/model/report.js'
import { killRows } from '../../src/render/kill-rows.js'
import type { LoggedKill } from '../../src/streams/kernel-log.js'
import { availableAt, killReason, killRole, stallBefore } from '../../src/tables/kills.js'
import { reportOf } from '../fixtures.js'
import { run } from '../made.js'

const OOM = 'fixtures/experiments/oom-6.12'
/** MGLRU with min_ttl_ms 0 against 1000, 7 blocks. */
const MIN_TTL = 'fixtures/experiments/oom-min-ttl-6.12'
/** The same with a leak, swap and 2 blocks: what leaks is killed last. */
const SLOW = 'fixtures/experiments/oom-slow-6.12'
const shell = (command: string) => execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trim()

/** What awk makes of the report that the kernel wrote of each kill of a run: the fields of a row, in order. */
const byHand = (folder: string, id: string) =>
  shell(
    `gzip -dc ${folder}/runs/${id}/kernel-log.ndjson.gz | sed 's/^{"type":"line","data":"<[0-9]>\\[ *//; s/\\] / /; s/"}$//' | awk '
      /oom-kill:constraint=/ {memcg = $0; sub(/.*,task_memcg=/, "", memcg); sub(/,task=.*/, "", memcg)}
      / invoked oom-killer/ {asker = $2; free = 0; tasks = 0; split("", held); split("", order)}
      / Node [0-9]+ [A-Z0-9]+ free:/ {n = $0; sub(/.* free:/, "", n); free += n * 1024}
      / total pagecache pages/ {cache = $2 * 4096}
      / Free swap/ {swap = $5 * 1024}
      /\\[ *[0-9]+\\] +[0-9]+ +[0-9]+ +[0-9]+ / {row = $0; sub(/.*\\[ */, "", row); sub(/\\]/, "", row); split(row, c, " "); held[c[1]] = c[5] + c[10]; tasks++}
      /Killed process/ {
        match($0, /process [0-9]+/); pid = substr($0, RSTART + 8, RLENGTH - 8); name = $0; sub(/.*process [0-9]+ \\(/, "", name); sub(/\\).*/, "", name)
        size = 0; line = $0; while (match(line, /(anon|file|shmem)-rss:[0-9]+/)) {part = substr(line, RSTART, RLENGTH); sub(/.*:/, "", part); size += part * 1024; line = substr(line, RSTART + RLENGTH)}
        rank = 1; for (p in held) if (held[p] > held[pid]) rank++
        print $1, asker, name, pid, size, rank, tasks, free, swap, cache, memcg
      }'`,
  )
    .split('\n')
    .map((line) => line.split(' '))

const windowOf = (folder: string, id: string) => {
  const { phases, cgroup } = JSON.parse(readFileSync(`${folder}/runs/${id}/run.json`, 'utf8'))
  const { start, end } = phases.find(({ name }: { name: string }) => name === 'measure')
  return { start: Number(start) / 1e9, end: Number(end) / 1e9, own: cgroup?.path as string | undefined }
}
/** A number of the samples before and after a moment (seconds of the monotonic clock). */
const around = (folder: string, id: string, stream: string, key: string, at: number) =>
  shell(
    `gzip -dc ${folder}/runs/${id}/${stream}.ndjson.gz | sed -n 's/.*"t":"\\([0-9]*\\)".*"${key}":\\([0-9]*\\)[,}].*/\\1 \\2/p' | ` +
      `awk '$1 / 1e9 <= ${at} {a = $2} $1 / 1e9 > ${at} && !b {b = $2} END {print a, b}'`,
  )
    .split(' ')
    .map(Number) as [number, number]

const withKills = [MIN_TTL, SLOW].flatMap((folder) =>
  readdirSync(`${folder}/runs`).flatMap((id) => (id.startsWith('b') ? [[folder, id] as const] : [])),
)
test.each([[OOM, 'b02-1-mglru-off'], [OOM, 'b02-2-mglru-on'], ...withKills])(
  '%s, %s: every field of its kills is what awk reads of the log',
  async (folder, id) => {
    const report = await reportOf(folder)
    const found = report.kills.find(({ run: of }) => of === id)
    const { start, end, own } = windowOf(folder, id)
    const counted = byHand(folder, id).filter(([at]) => Number(at) >= start && Number(at) < end)
    expect(counted.length).toBeGreaterThan(folder === OOM ? 1 : 0)
    expect(found?.rows).toEqual(
      counted.map(([at, asker, victim, pid, bytes, rank, tasks, free, swap, cache, memcg]) => ({
        at: expect.closeTo(Number(at) - start, 6),
        by: 'kernel',
        asker,
        why: asker?.startsWith('kswapd') ? 'min_ttl_ms' : 'allocation',
        victim,
        pid: Number(pid),
        // before the workload had a cgroup its program's name tells
        role: own === undefined || memcg === own ? 'hog' : 'bystander',
        bytes: Number(bytes),
        rank: Number(rank),
        tasks: Number(tasks),
        scope: 'machine',
        freeBytes: Number(free),
        swapFreeBytes: Number(swap),
        pageCacheBytes: Number(cache),
        availableBytes: expect.any(Number),
        stallSeconds: expect.any(Number),
      })),
    )
    for (const { at, stallSeconds, availableBytes } of found?.rows ?? []) {
      const moment = start + (at ?? 0)
      const [base] = around(folder, id, 'psi', 'memory.full.total', start)
      // within a second the stall is taken as even, so it lies between the samples around that second
      const [low] = around(folder, id, 'psi', 'memory.full.total', Math.max(start, moment - 1))
      const [, high] = around(folder, id, 'psi', 'memory.full.total', Math.min(end - 0.01, moment + 1))
      expect(stallSeconds).toBeGreaterThanOrEqual((low - base) / 1e6 - 0.01)
      expect(stallSeconds).toBeLessThanOrEqual((high - base) / 1e6 + 0.01)
      const levels = [-1, 0, 1]
        .flatMap((step) => around(folder, id, 'meminfo', 'MemAvailable', moment + step))
        .filter((kib) => kib > 0)
      expect(availableBytes).toBeGreaterThanOrEqual(Math.min(...levels) * 1024 - 1)
      expect(availableBytes).toBeLessThanOrEqual(Math.max(...levels) * 1024 + 1)
    }
  },
)

test('names come of the log where the tracer has none, and the first screen has them', async () => {
  const report = await reportOf(OOM)
  expect(report.kills.map(({ victims }) => victims)).toEqual([['stress-ng-bighe'], ['stress-ng-bighe']])
  expect(killRows(report)[0]?.slice(2, 5)).toEqual(['kernel', 'stress-ng-bighe (831)', 'the workload’s'])
})

const kill = (own: Partial<LoggedKill>): LoggedKill => ({
  at: 1,
  by: 'kernel',
  pid: 7,
  name: 'perl',
  asker: 'perl',
  order: 0,
  scope: 'machine',
  cgroup: '/work-1',
  bytes: null,
  rank: null,
  tasks: null,
  freeBytes: null,
  swapFreeBytes: null,
  swapBytes: null,
  pageCacheBytes: null,
  ...own,
})

const inCgroup = {
  cgroup: { path: '/work-1', controllers: [], limits: {}, collectors: null },
  workload: null,
}
const named = (argv: string[]) => ({ cgroup: null, workload: { argv, tool: null, requestedSeconds: null } })
test.each([
  ['in the cgroup of the workload', kill({}), inCgroup, 'hog'],
  ['below it', kill({ cgroup: '/work-1/inner' }), inCgroup, 'hog'],
  ['below it, seen from outside of a container', kill({ cgroup: '/docker/a/work-1' }), inCgroup, 'hog'],
  ['in a cgroup whose name only begins alike', kill({ cgroup: '/work-10' }), inCgroup, 'bystander'],
  ['elsewhere', kill({ cgroup: '/user.slice' }), inCgroup, 'bystander'],
  [
    'a unit that holds it, by systemd-oomd',
    kill({ cgroup: '/a', by: 'systemd-oomd' }),
    { ...inCgroup, cgroup: { ...inCgroup.cgroup, path: '/a/b' } },
    'hog',
  ],
  ['by name, without cgroups', kill({ name: 'stress-ng-bighe' }), named(['/usr/bin/stress-ng']), 'hog'],
  ['another name, without cgroups: a script’s processes have any', kill({}), named(['sh']), 'unknown'],
  ['nothing known', kill({ cgroup: null }), { cgroup: null, workload: null }, 'unknown'],
] as const)('whose process it was: %s', (_, of, where, role) => {
  expect(killRole(of, where)).toBe(role)
})

test('why it was asked for: kswapd does so for min_ttl_ms alone', () => {
  expect(killReason(kill({ asker: 'kswapd0' }))).toBe('min_ttl_ms')
  expect(killReason(kill({ asker: 'kswapd0-fake' }))).toBe('allocation')
  expect(killReason(kill({ asker: 'kworker/0:1', order: -1 }))).toBe('SysRq')
  expect(killReason(kill({ by: 'earlyoom' }))).toBeNull()
})

test('a log without the report of the kernel tells nothing of it, and a report of millions of lines ends', () => {
  const empty = oomDump(
    'perl',
    'perl invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=2, oom_score_adj=0',
  )
  expect(empty.end('7')).toMatchObject({
    asker: 'perl',
    order: 2,
    freeBytes: null,
    rank: null,
    pageCacheBytes: null,
  })
  for (let line = 0; line < 100_001; line++) empty.take('Node 0 DMA free:1kB boost:0kB')
  expect(empty.open()).toBe(false)
  expect(empty.end('7').freeBytes).toBe(100_000 * 1024)
})

test('stall and free memory are not told beyond what was sampled', () => {
  const series = { binSeconds: 1, sum: [0.5, 0.2], covered: [1, 0.5] }
  const one = run('off-1', {
    psi: { series: { 'memory.full': series } },
    meminfo: { series: { available: series } },
  })
  expect(stallBefore(one, 1.25)).toBeCloseTo(0.6)
  expect(stallBefore(one, 3)).toBeNull()
  expect(stallBefore(one, null)).toBeNull()
  expect(availableAt(one, 1.25)).toBeCloseTo(0.4)
  expect(availableAt(one, 3)).toBeNull()
  expect(killRows({ kills: [] as Report['kills'] } as Report)).toEqual([])
})
