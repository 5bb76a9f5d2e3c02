import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { measuredWindow, runTime } from '../../src/experiment/window.js'
import { RunSchema } from '../../src/model/manifest.js'
import { pageFaults } from '../../src/streams/page-faults.js'
import { temporaryFile } from '../temporary.js'

// Constructed: no recorded fixture is of a machine that had slept. Its CLOCK_BOOTTIME is ahead of CLOCK_MONOTONIC by the
// time asleep, here three hours, which no run takes.
const ASLEEP = 3n * 3600n * 10n ** 9n
const [START, END] = [1_000n * 10n ** 9n, 1_010n * 10n ** 9n]

function slept() {
  const recorded = JSON.parse(
    readFileSync('fixtures/constructed/blocks/runs/b01-1-mglru-off/run.json', 'utf8'),
  )
  return RunSchema.parse({
    ...recorded,
    clock: { monotonic: String(START), boottime: String(START + ASLEEP), realtime: String(10n ** 18n) },
    phases: [{ name: 'measure', start: String(START), end: String(END) }],
  })
}

test('the window on CLOCK_BOOTTIME is later by the time that the machine slept', () => {
  expect(measuredWindow(slept())).toEqual({
    monotonic: { start: START, end: END },
    boottime: { start: START + ASLEEP, end: END + ASLEEP },
  })
})

test('the time of a run is that of every clock', () => {
  expect(runTime(slept())).toEqual({
    start: { monotonic: START, boottime: START + ASLEEP, realtime: 10n ** 18n },
    end: { monotonic: END, boottime: END + ASLEEP, realtime: 10n ** 18n + (END - START) },
  })
})

test('of a trace under CLOCK_BOOTTIME the faults of the window are counted, and no other', async () => {
  const at = (nanoseconds: bigint, pid: number) =>
    `${JSON.stringify({ type: 'printf', data: `${nanoseconds} ${pid} ${pid} u 7f0000001000 name\n` })}\n`
  const second = 10n ** 9n
  const [from, to] = [START + ASLEEP, END + ASLEEP]
  // pid 1 before, 2 within, 3 after; 4 where a window with the other sign, and one without any, would be
  const times: [bigint, number][] = [
    [START + second, 4],
    [from - second, 1],
    [from + second, 2],
    [to - second, 2],
    [to + second, 3],
  ]
  const path = temporaryFile(
    '{"type":"stream","stream":"page-faults-raw","schema":1}\n' +
      times.map(([time, pid]) => at(time, pid)).join(''),
  )
  const whole = await pageFaults.reduce({ trace: { path, name: 'x' } }, { run: 'run', window: null })
  expect(whole).toMatchObject({ present: true, value: { total: 5, unknown: { count: 0 } } })
  const window = measuredWindow(slept())
  const found = await pageFaults.reduce({ trace: { path, name: 'x' } }, { run: 'run', window })
  expect(found).toMatchObject({ present: true, value: { total: 2 } })
})
