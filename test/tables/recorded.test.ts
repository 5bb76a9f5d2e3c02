import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { table } from 'arquero'
import type { Experiment, InputFile } from '../../src/experiment/experiment.js'
import { asOf } from '../../src/tables/as-of.js'
import { recordedFiles } from '../../src/tables/recorded.js'
import { SAMPLED, sampleTable } from '../../src/tables/samples.js'
import { stallTable } from '../../src/tables/stalls.js'
import { experiment, run } from '../made.js'
import { temporaryDirectory } from '../temporary.js'

const SECOND = 1_000_000_000
const line = (value: object) => `${JSON.stringify(value)}\n`
const stall = (text: string) => line({ type: 'printf', data: `${text}\n` })

/** A machine that has slept for 1,000 s: its boottime is that far ahead of its monotonic clock, on which the run began at 50 s. */
function recorded(files: Record<string, string>, phase = 'measure'): { directory: string; made: Experiment } {
  const directory = temporaryDirectory()
  const at = join(directory, 'runs', 'off-1')
  mkdirSync(at, { recursive: true })
  const like = JSON.parse(readFileSync('fixtures/constructed/blocks/runs/b01-1-mglru-off/run.json', 'utf8'))
  const clock = { monotonic: `${50 * SECOND}`, boottime: `${1050 * SECOND}`, realtime: `${2000 * SECOND}` }
  const phases = [{ name: phase, start: `${50 * SECOND}`, end: `${60 * SECOND}` }]
  writeFileSync(join(at, 'run.json'), JSON.stringify({ ...like, id: 'off-1', clock, phases }))
  const made = experiment(run('off-1', {}, { block: 4 }), run('on-1'))
  for (const [stream, text] of Object.entries(files)) {
    writeFileSync(join(at, `${stream}.ndjson`), text)
    made.inputs.push({ run: 'off-1', stream, name: `runs/off-1/${stream}.ndjson` } as InputFile)
  }
  return { directory, made }
}

test('stalls begin on the clock that counts sleep, and are told in seconds of the run', async () => {
  const { directory, made } = recorded({
    'direct-reclaim':
      line({ type: 'attached_probes', data: { probes: 4 } }) +
      stall(`stall ${1053.5 * SECOND} ${SECOND / 4} 41 42 3 64 stress ng`) +
      stall('time 5') +
      stall(`stall ${1049 * SECOND} 7 1 2 0 0 a`),
  })
  expect((await stallTable(directory, made)).objects()).toEqual([
    {
      run: 'off-1',
      block: 4,
      condition: 'off',
      at: 3.5,
      seconds: 0.25,
      pid: 41,
      thread: 42,
      order: 3,
      reclaimed: 64,
      process: 'stress ng',
    },
    expect.objectContaining({
      at: -1,
      seconds: 7e-9,
      pid: 1,
      thread: 2,
      order: 0,
      reclaimed: 0,
      process: 'a',
    }),
  ])
})

test('samples are on the monotonic clock, and only numbers asked for are rows', async () => {
  const sample = (seconds: number, data: object) => line({ type: 'sample', t: `${seconds * SECOND}`, data })
  const { directory, made } = recorded({
    meminfo: `${sample(49, { MemFree: 7, text: 'x' }) + sample(52.5, { MemFree: 8, SwapFree: 9 })}{"type":"sample"`,
    psi: sample(55, { some: 1 }),
  })
  const rows = async (...of: [streams?: never, names?: readonly string[]]) =>
    (await sampleTable(directory, made, ...of)).objects().map((row) => Object.values(row))
  expect(await rows()).toEqual([
    ['off-1', 4, 'off', 'meminfo', -1, 'MemFree', 7],
    ['off-1', 4, 'off', 'meminfo', 2.5, 'MemFree', 8],
    ['off-1', 4, 'off', 'meminfo', 2.5, 'SwapFree', 9],
    ['off-1', 4, 'off', 'psi', 5, 'some', 1],
  ])
  expect(await rows(['psi'] as never)).toHaveLength(1)
  expect((await rows(undefined, ['SwapFree'])).map((row) => row[5])).toEqual(['SwapFree'])
  expect(await rows(['vmstat'] as never)).toEqual([])
  for (const stream of SAMPLED) await sampleTable(directory, made, [stream])
})

test('a run without a measured part has no files, nor has what was not read from a directory', async () => {
  const { directory, made } = recorded({ psi: '' }, 'warmup')
  expect(await recordedFiles(directory, made, 'psi')).toEqual([])
  const whole = recorded({ psi: '' })
  expect(await recordedFiles(whole.directory, whole.made, 'psi')).toMatchObject([
    {
      run: { id: 'off-1' },
      path: join(whole.directory, 'runs/off-1/psi.ndjson'),
      window: { boottime: { start: 1050n * BigInt(SECOND) }, monotonic: { end: 60n * BigInt(SECOND) } },
    },
  ])
  expect(await recordedFiles(whole.directory, whole.made, 'vmstat')).toEqual([])
  expect(await recordedFiles(null, whole.made, 'psi')).toEqual([])
})

test('the sample before an event, of many, with each bound on its own', () => {
  const times = [0, 1, 2, 3, 4, 5, 6]
  const samples = table({
    run: times.map(() => 'a'),
    name: times.map(() => 'x'),
    at: times,
    value: times.map((at) => at * 10),
  })
  const at = [-0.1, 0, 0.9, 1, 2.5, 3, 5.999, 6, 99]
  const joined = asOf(table({ run: at.map(() => 'a'), at }), samples, ['x'])
  expect([...joined.array('x')]).toEqual([null, 0, 0, 10, 20, 30, 50, 60, 60])
})
