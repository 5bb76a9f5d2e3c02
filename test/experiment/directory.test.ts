import { cpSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { InputError, InputErrors } from '../../src/base/input-error.js'
import { loadDirectory } from '../../src/experiment/directory.js'
import { temporaryDirectory } from '../temporary.js'

const SOURCE = 'fixtures/constructed/blocks'
const load = (directory: string) => loadDirectory(directory, () => {})

function copy(): string {
  const directory = join(temporaryDirectory(), 'experiment')
  cpSync(SOURCE, directory, { recursive: true })
  return directory
}

function edit(path: string, change: (value: Record<string, unknown>) => void): void {
  const value = JSON.parse(readFileSync(path, 'utf8'))
  change(value)
  writeFileSync(path, JSON.stringify(value, null, 2))
}

async function run(directory: string, id: string) {
  const { runs, warnings } = await load(directory)
  return { run: runs.find((one) => one.id === id), warnings }
}

test('a whole experiment: runs in the order of the plan, the warm-up not counted', async () => {
  const { runs, conditions, warnings, kind } = await load(SOURCE)
  expect(kind).toBe('directory')
  expect(conditions.map(({ label }) => label)).toEqual(['MGLRU off', 'MGLRU on'])
  expect(runs.slice(0, 3).map(({ id, included, reason }) => [id, included, reason])).toEqual([
    ['w01-mglru-off', false, 'warm-up run, not counted'],
    ['b01-1-mglru-off', true, null],
    ['b01-2-mglru-on', true, null],
  ])
  expect(runs).toHaveLength(17)
  expect(warnings).toEqual([])
  expect(runs[1]).toMatchObject({
    block: 1,
    position: 1,
    duration: { seconds: 10 },
    streams: { 'page-faults': { value: { total: 21007, keyedBy: 'name' } }, vmstat: { present: true } },
  })
})

test('of each run: when it ran, on all clocks; of each condition: its settings', async () => {
  const { runs, conditions } = await load(SOURCE)
  expect(conditions.map(({ settings }) => settings['lru_gen.enabled'])).toEqual(['0x0000', '0x0007'])
  const [warmup, first] = runs
  expect((first?.time?.start.monotonic ?? 0n) - (warmup?.time?.start.monotonic ?? 0n)).toBe(20_000_000_000n)
  expect((first?.time?.end.realtime ?? 0n) - (first?.time?.start.realtime ?? 0n)).toBe(10_000_000_000n)
})

test.each<[string, (path: string) => void, string]>([
  ['missing', (path) => rmSync(path, { recursive: true }), 'planned, but not recorded'],
  [
    'partial',
    (path) => renameSync(path, path.replace('b01', '.partial-b01')),
    'cut off while it was recorded',
  ],
  [
    'tried twice and partial',
    (path) => {
      cpSync(path, path.replace('b01', '.partial-b01').concat('.1'), { recursive: true })
      renameSync(path, path.replace('b01', '.partial-b01'))
    },
    'cut off while it was recorded',
  ],
  [
    'of another experiment',
    (path) => edit(join(path, 'run.json'), (value) => Object.assign(value, { experiment: 'other' })),
    'belongs to another experiment (other)',
  ],
  [
    'of another condition',
    (path) => edit(join(path, 'run.json'), (value) => Object.assign(value, { condition: 'mglru-on' })),
    'condition is mglru-on, the plan says mglru-off',
  ],
  [
    'failed',
    (path) =>
      edit(join(path, 'run.json'), (value) => Object.assign(value, { outcome: 'failed', reason: 'killed' })),
    'failed: killed',
  ],
  [
    'without its manifest',
    (path) => rmSync(join(path, 'run.json')),
    'unreadable: runs/b01-1-mglru-off/run.json: expected a file, found none of that name; check the path',
  ],
])('a run %s is excluded, the others stay', async (_, change, reason) => {
  const directory = copy()
  change(join(directory, 'runs/b01-1-mglru-off'))
  const { runs, warnings } = await load(directory)
  expect(warnings).toEqual([])
  expect(runs.filter((one) => one.included)).toHaveLength(15)
  expect(runs.find((one) => one.id === 'b01-1-mglru-off')).toMatchObject({ included: false, reason })
})

test('a stream that changed since it was recorded is not used', async () => {
  const directory = copy()
  writeFileSync(join(directory, 'runs/b01-1-mglru-off/vmstat.ndjson.gz'), gzipSync('{}'))
  const { run: changed, warnings } = await run(directory, 'b01-1-mglru-off')
  expect(changed).toMatchObject({
    included: true,
    streams: {
      vmstat: {
        present: false,
        reason: expect.stringMatching(/vmstat.ndjson.gz: expected sha256 .*it changed since it was recorded/),
      },
      'page-faults': { present: true },
    },
  })
  expect(warnings).toHaveLength(1)
})

test('nothing outside the experiment is opened', async () => {
  const directory = copy()
  const path = join(directory, 'runs/b01-1-mglru-off')
  const outside = join(temporaryDirectory(), 'outside')
  renameSync(join(path, 'vmstat.ndjson.gz'), outside)
  symlinkSync(outside, join(path, 'vmstat.ndjson.gz'))
  const { run: linked } = await run(directory, 'b01-1-mglru-off')
  expect(linked?.streams.vmstat).toMatchObject({
    present: false,
    reason: expect.stringContaining('a link that leads out of it'),
  })

  edit(join(path, 'run.json'), (value) => {
    const [first] = value['streams'] as { file: string }[]
    if (first !== undefined) first.file = '../../../etc/passwd'
  })
  const { run: traversing } = await run(directory, 'b01-1-mglru-off')
  expect(traversing).toMatchObject({
    included: false,
    reason: expect.stringContaining('a file name within the run, without a path'),
  })

  const whole = join(directory, 'runs/b01-2-mglru-on')
  renameSync(whole, `${outside}-run`)
  symlinkSync(`${outside}-run`, whole)
  expect((await run(directory, 'b01-2-mglru-on')).run).toMatchObject({
    included: false,
    reason: expect.stringContaining('a link that leads out of it'),
  })
})

test('a stream that the kernel cannot give is missing for the reason that the collector wrote', async () => {
  const directory = copy()
  edit(join(directory, 'runs/b01-1-mglru-off/run.json'), (value) => {
    const streams = value['streams'] as { id: string; records: number; note: string }[]
    const stream = streams.find(({ id }) => id === 'vmstat')
    if (stream !== undefined) Object.assign(stream, { records: 0, note: 'no such file here' })
  })
  expect((await run(directory, 'b01-1-mglru-off')).run?.streams.vmstat).toEqual({
    present: false,
    reason: 'no such file here',
  })
})

test('a directory that is not in the plan is noticed', async () => {
  const directory = copy()
  cpSync(join(directory, 'runs/b01-1-mglru-off'), join(directory, 'runs/extra'), { recursive: true })
  expect((await load(directory)).warnings).toMatchObject([
    { id: 'unplanned-run', text: expect.stringContaining('runs/extra') },
  ])
})

test('a warm-up that was repeated after an interruption is expected, one of no condition is not', async () => {
  const directory = copy()
  for (const name of ['w02-mglru-off', '.partial-w03-mglru-on', 'w02-other'])
    cpSync(join(directory, 'runs/b01-1-mglru-off'), join(directory, 'runs', name), { recursive: true })
  expect((await load(directory)).warnings).toMatchObject([
    { id: 'unplanned-run', text: expect.stringContaining('runs/w02-other') },
  ])
})

test.each<[string, (text: string) => string, RegExp]>([
  ['no JSON', (text) => text.slice(0, 500), /experiment\.json:\d+: expected JSON/],
  [
    'a wrong value',
    (text) => text.replace('"cpus": 2', '"cpus": "two"'),
    /experiment\.json:14: expected host\.cpus to be as the schema says, found .*expected number/,
  ],
  [
    'a name that is a path',
    (text) => text.replace('"id": "constructed-blocks"', '"id": "../../x"'),
    /experiment\.json:3: expected id .*a name of letters/,
  ],
  [
    'from the future',
    (text) => text.replace('"schemaVersion": 2', '"schemaVersion": 99'),
    /expected schemaVersion of at most 2, found 99; use a newer mglru-report/,
  ],
  [
    'an unknown condition',
    (text) => text.replace(/("position": 2,\s+"condition": )"mglru-on"/, '$1"other"'),
    /to have one of the conditions mglru-off, mglru-on, found "other"/,
  ],
])('a manifest with %s is refused with its place', async (_, change, message) => {
  const directory = copy()
  const path = join(directory, 'experiment.json')
  writeFileSync(path, change(readFileSync(path, 'utf8')))
  const error = await load(directory).catch((caught) => caught)
  const lines =
    error instanceof InputErrors
      ? error.errors.map((one) => one.toLine()).join('\n')
      : (error as InputError).toLine()
  expect(lines).toMatch(message)
})

test.each<[string, (text: string) => string, string[], RegExp]>([
  [
    'a run twice',
    (text) => text.replace('"id": "b01-2-mglru-on"', '"id": "b01-1-mglru-off"'),
    ['b01-1-mglru-off'],
    /is in the plan twice/,
  ],
  [
    'two runs of a condition in a block',
    (text) => text.replace(/("position": 2,\s+"condition": )"mglru-on"/, '$1"mglru-off"'),
    ['b01-1-mglru-off', 'b01-2-mglru-on'],
    /shares its condition in block 1 with b01-/,
  ],
])(
  'of a plan with %s the runs concerned are named, the rest is analysed',
  async (_, change, concerned, reason) => {
    const directory = copy()
    const path = join(directory, 'experiment.json')
    writeFileSync(path, change(readFileSync(path, 'utf8')))
    const { runs, warnings } = await load(directory)
    const twice = warnings.filter(({ id }) => id === 'planned-twice')
    expect(twice.map(({ subject }) => subject)).toEqual(concerned)
    for (const id of concerned)
      expect(runs.find((one) => one.id === id)).toMatchObject({
        included: false,
        reason: expect.stringMatching(reason),
      })
    expect(runs.filter(({ included }) => included)).toHaveLength(14)
  },
)

test('a seed that is no text costs the drawing only', async () => {
  const directory = copy()
  edit(join(directory, 'experiment.json'), (value) => Object.assign(value['plan'] as object, { seed: 7 }))
  const experiment = await load(directory)
  expect(experiment.manifest?.value.plan.seed).toBeNull()
  expect(experiment.runs.filter(({ included }) => included)).toHaveLength(16)
})

test('an experiment without any usable run is an error', async () => {
  const directory = copy()
  rmSync(join(directory, 'runs'), { recursive: true })
  await expect(load(directory)).rejects.toThrow(InputError)
  cpSync(join(SOURCE, 'runs/w01-mglru-off'), join(directory, 'runs/w01-mglru-off'), { recursive: true })
  await expect(load(directory)).rejects.toThrow(
    'expected at least one complete run, found none (b01-1-mglru-off: planned, but not recorded)',
  )
})

test('runs that were recorded again are counted by condition', async () => {
  const directory = copy()
  for (const attempt of [
    '.failed-b01-1-mglru-off.1',
    '.failed-b01-1-mglru-off.2',
    '.failed-b02-1-mglru-on.1',
  ])
    cpSync(join(directory, 'runs/b01-1-mglru-off'), join(directory, 'runs', attempt), { recursive: true })
  const { warnings, runs } = await load(directory)
  expect(warnings).toMatchObject([{ id: 'failed-attempts', severity: 'caution' }])
  expect(warnings[0]?.text).toMatch(
    /: \d of mglru-off, \d of mglru-on\. Failed attempts: b01-1-mglru-off \(2\), /,
  )
  expect(runs).toHaveLength(17)
})
