import { copyFileSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { InputErrors } from '../../src/base/input-error.js'
import { bytesOf } from '../../src/commands/bytes-of.js'
import { loadBare } from '../../src/experiment/bare.js'
import { readProgress } from '../../src/ingest/chunks.js'
import { temporaryDirectory } from '../temporary.js'

const faults = (count: number) => `Attaching 1 probe...\n${'Page fault in process: 5\n'.repeat(count)}`
const load = (off: string[], on: string[]) => loadBare(off, on, () => {})

function traces(files: Record<string, string | Buffer>): (name: string) => string {
  const directory = temporaryDirectory()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content)
  return (name) => join(directory, name)
}

test('companions are found by name, plain or packed, whether the trace is packed or not', async () => {
  const at = traces({
    'a.txt.gz': gzipSync(faults(3)),
    'a.txt.vmstat-before': 'pgfault 10\n',
    'a.txt.vmstat-after.gz': gzipSync('pgfault 17\n'),
    'a.txt.stress.yaml': 'metrics:\n  - stressor: vm\n    bogo-ops: 8\n    wall-clock-time: 4.0\n',
    'b.txt': faults(4),
    'b.txt.err': 'Lost 2 events\n',
  })
  const { runs, inputs } = await load([at('a.txt.gz')], [at('b.txt')])
  expect(runs[0]).toMatchObject({
    id: 'off-1',
    duration: { seconds: 4 },
    streams: {
      'page-faults': { value: { total: 3 } },
      vmstat: { value: { deltas: new Map([['pgfault', 7]]) } },
      'stress-ng': { value: { stressors: [{ bogoOps: 8 }] } },
    },
  })
  expect(runs[1]).toMatchObject({
    id: 'on-1',
    duration: null,
    streams: {
      'page-faults': { value: { lost: 2 } },
      vmstat: { present: false },
      'stress-ng': { present: false },
    },
  })
  expect(inputs.map(({ run, name }) => `${run} ${name}`)).toEqual([
    'off-1 a.txt.gz',
    'off-1 a.txt.stress.yaml',
    'off-1 a.txt.vmstat-before',
    'off-1 a.txt.vmstat-after.gz',
    'on-1 b.txt',
    'on-1 b.txt.err',
  ])
})

test('the id depends on the content alone', async () => {
  const files = { a: faults(1), b: faults(2) }
  const [first, second] = [traces(files), traces(files)]
  const id = (await load([first('a')], [first('b')])).id
  expect(id).toMatch(/^bare-[0-9a-f]{12}$/)
  expect((await load([second('a')], [second('b')])).id).toBe(id)
  expect((await load([second('b')], [second('a')])).id).not.toBe(id)
})

test('one condition missing', async () => {
  const at = traces({ a: faults(1) })
  await expect(load([at('a')], [])).rejects.toThrow(
    'expected at least one trace file, found none; give the traces of both conditions',
  )
})

test('the same file twice, under any name', async () => {
  const at = traces({ a: faults(1), c: faults(2) })
  symlinkSync(at('a'), at('link'))
  linkSync(at('a'), at('hard'))
  copyFileSync(at('a'), at('copy'))
  await expect(load([at('a'), at('a')], [at('c')])).rejects.toThrow(
    /the same file as .*a; leave one of the two out/,
  )
  await expect(load([at('a')], [at('link')])).rejects.toThrow(/the same file as .*a;/)
  await expect(load([at('a')], [at('copy')])).rejects.toThrow(/byte for byte what .*a holds/)
  await expect(load([at('a')], [at('hard')])).rejects.toThrow(/byte for byte what .*a holds/)
})

test('all that is wrong is said at once, each with its path', async () => {
  const at = traces({ a: faults(1), empty: '' })
  mkdirSync(at('folder'))
  const error = await load([at('a'), at('empty'), at('none')], [at('folder')]).catch((caught) => caught)
  expect(error).toBeInstanceOf(InputErrors)
  expect((error as InputErrors).errors.map((one) => one.path)).toEqual([
    at('empty'),
    at('none'),
    at('folder'),
  ])
})

test('a companion that cannot be used is excluded with a warning; the run stays', async () => {
  const at = traces({
    a: faults(1),
    'a.vmstat-before': 'rubbish\n',
    'a.vmstat-after': 'pgfault 1\n',
    b: faults(2),
  })
  const { runs, warnings } = await load([at('a')], [at('b')])
  expect(runs[0]).toMatchObject({
    included: true,
    streams: {
      vmstat: {
        present: false,
        reason: expect.stringContaining('a.vmstat-before:1: expected a copy of /proc/vmstat'),
      },
    },
  })
  expect(warnings).toMatchObject([{ id: 'stream-unusable', subject: 'off-1' }])
})

test('what is going to be read is what is read: time left can be told from it', async () => {
  const event = '  perl    42 [000]   10.000001: page-faults:u:  7f0000001000\n'
  const reclaim = '  perl    42 [000]   10.000002: vmscan:mm_vmscan_direct_reclaim_begin: order=0\n'
  const at = traces({
    'off.txt': (event + reclaim).repeat(9000),
    'on.txt': (event + reclaim).repeat(9001),
  })
  let files: readonly string[] = []
  const before = Atomics.load(readProgress.counts, 0)
  await loadBare([at('off.txt')], [at('on.txt')], (_, __, ___, those = []) => {
    if (those.length > 0) files = those
  })
  const read = Number(Atomics.load(readProgress.counts, 0) - before)
  expect(read).toBeGreaterThan(1e6)
  // the first bytes alone, which tell the format, are not counted
  expect(Math.abs(read / (await bytesOf(files)) - 1)).toBeLessThan(0.02)
})
