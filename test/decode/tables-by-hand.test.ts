import { describe, expect, test } from '@jest/globals'
import { readLkpJson } from '../../src/decode/lkp-json.js'
import { readProcpsVmstat } from '../../src/decode/procps-vmstat.js'
import { readSar } from '../../src/decode/sar.js'
import { readMemoryLog, readPressureLog } from '../../src/decode/user-space-logs.js'
import { workloadSeconds } from '../../src/decode/workload-seconds.js'

// tables and logs of other programs, with values that are known by hand

describe('tables of other programs', () => {
  test('sar over midnight, in both halves of the day, with a point or a comma', () => {
    const of = (...lines: string[]) => readSar(lines, 'x')
    const row = (time: string, rate: string) => `${time}      ${rate}      0.00`
    const head = (time: string) => `${time}   pswpin/s pswpout/s`
    expect(of(head('23:59:50'), row('00:00:00', '2,50'))).toMatchObject({
      seconds: 10,
      counts: new Map([
        ['pswpin', 25],
        ['pswpout', 0],
      ]),
    })
    expect(of(head('11:59:58 AM'), row('12:00:00 PM', '3.00'), row('01:00:00 PM', '1.00'))).toMatchObject({
      seconds: 3602,
      counts: new Map([
        ['pswpin', 6 + 3600],
        ['pswpout', 0],
      ]),
    })
    expect(of(head('12:00:00 AM'), row('12:01:00 AM', '1.00'))).toMatchObject({ seconds: 60 })
    const bad = `${row('00:00:10', 'x1')}${' '.repeat(60)}`
    expect(() => of(head('00:00:00'), bad)).toThrow(new RegExp(`found "${bad.slice(0, 60)}"`))
    expect(() => of(head('00:00:00'), '00:00:10   1.00')).toThrow(/expected 2 columns, found 1/)
    expect(of(head('00:00:00'))).toBeNull()
    expect(of(head('10:00:00'), row('10:00:00', '1.00'), row('10:00:10', '1.00'))).toMatchObject({
      seconds: 10,
    })
    // a second's difference between two programs is none, of ten seconds or more
    const two = (other: string) =>
      of(head('00:00:00'), row('00:00:20', '1.00'), '', '00:00:00   fault/s', `${other}   5.00`)?.shorter
    expect([two('00:00:19')?.size, two('00:00:18')?.get('pgfault')]).toEqual([0, 18])
  })
  test('vmstat: KiB to pages, the first row is of the time since boot', () => {
    const head = ' r  b   swpd   free   si   so'
    const row = (si: number, so: number, stamp = '') => ` 1  0      0   1000    ${si}    ${so}${stamp}`
    expect(readProcpsVmstat([head, row(400, 400), row(4, 8), row(8, 0)], 'x')).toMatchObject({
      counts: new Map([
        ['pswpin', 3],
        ['pswpout', 2],
      ]),
      seconds: 2,
      rows: 2,
      timed: false,
    })
    const at = (seconds: number) => ` 2026-11-27 10:00:${seconds}`
    expect(readProcpsVmstat([head, row(1, 1, at(10)), row(4, 8, at(15))], 'x')).toMatchObject({
      counts: new Map([
        ['pswpin', 5],
        ['pswpout', 10],
      ]),
      seconds: 5,
      timed: true,
    })
    const mmtests = (at: number, si: number) => `1700000000.${at}  1.0  1.0 -- ${row(si, 0)}`
    expect(
      readProcpsVmstat([`1700000000.0 0.5 0.5 -- ${head}`, mmtests(0, 0), mmtests(5, 8)], 'x'),
    ).toMatchObject({ seconds: 0.5 })
    expect(() => readProcpsVmstat([head, row(1, 1), 'words', head, row(1, 1)], 'x')).toThrow(
      /behind the words in line 3/,
    )
    expect(readProcpsVmstat([head, row(1, 1), head, row(4, 4)], 'x')).toMatchObject({ rows: 1 })
    expect(readProcpsVmstat([head, row(1, 1)], 'x')).toBeNull()
  })
  test('lkp: lists of one length, and nothing else', () => {
    const of = (value: unknown) => readLkpJson(JSON.stringify(value), 'proc-vmstat', 'x')
    expect(of({ 'proc-vmstat.time': [1, 2], 'proc-vmstat.a': [3, 4], 'other.b': 'x' })).toEqual({
      times: [1, 2],
      values: new Map([['a', [3, 4]]]),
    })
    expect(of({ other: 1 })).toBeNull()
    const long = 'k'.repeat(70)
    expect(() => of([1])).toThrow(/another form of JSON/)
    for (const list of ['"x"', '[1e999]'])
      expect(() => readLkpJson(`{"proc-vmstat.a": ${list}}`, 'proc-vmstat', 'x')).toThrow(/something else in/)
    expect(() => of({ 'proc-vmstat.time': [1], [`proc-vmstat.${long}`]: ['x'] })).toThrow(
      new RegExp(`found something else in "proc-vmstat\\.${'k'.repeat(48)}";`),
    )
    expect(() => of({ 'proc-vmstat.time': [1], [`proc-vmstat.${long}`]: [1, 2] })).toThrow(
      new RegExp(`found 2 values of "${'k'.repeat(60)}" and 1 times`),
    )
    expect(() => of({ 'proc-vmstat.a': [1] })).toThrow(/no times/)
  })
  test('shares of psi2log over their intervals; a pause of more than a minute is another log', () => {
    const row = (time: string, full: string, interval: number) =>
      `2026-11-27 ${time},000:   0.0 |  0.0  0.0 |  0.0  ${full} | ${interval}.000`
    const of = (...lines: string[]) => readPressureLog(lines, 'x')
    const one = of(row('10:00:00', '50.0', 2), row('10:00:04', '25.0', 4))
    expect([one?.length, one?.rows, one?.seconds.get('memory.full'), one?.seconds.get('cpu.some')]).toEqual([
      6, 2, 2, 0,
    ])
    expect(of(row('10:00:00', '0.0', 2), row('10:01:02', '0.0', 2))?.rows).toBe(2)
    expect(() => of(row('10:00:00', '0.0', 2), row('10:01:03', '0.0', 2))).toThrow(
      /a pause of 63 s before a row of 2 s/,
    )
    expect(() => of(row('10:00:05', '0.0', 2), row('10:00:04', '0.0', 2))).toThrow(
      /a time before that of the row before/,
    )
    expect(() => of(row('10:00:00', '0.0', 2), 'words', row('10:00:02', '0.0', 2))).toThrow(
      /rows behind other words, in line 2/,
    )
    expect(of('x')).toBeNull()
  })
  test('levels of mem2log are MiB; the rest of a row that a mail wrapped is refused', () => {
    const of = (...lines: string[]) => readMemoryLog(lines, 'x')
    const levels = of('x: MemTotal: 100, SwapTotal: 50.5', 'MA=5 MF=2 XX=9', 'MA=3 MF=4')
    const MIB = 1_048_576
    expect(levels?.get('MemAvailable')).toEqual({ min: 3 * MIB, max: 5 * MIB, last: 3 * MIB })
    expect(levels?.get('MemFree')).toEqual({ min: 2 * MIB, max: 4 * MIB, last: 4 * MIB })
    expect(levels?.get('SwapTotal')?.last).toBe(50.5 * MIB)
    expect(levels?.size).toBe(4)
    expect(() => of('MA=5', 'MF=2 AA=1')).toThrow(expect.objectContaining({ line: 2 }))
  })
})

test('how long a workload ran, by its own words; two that say so are none', () => {
  const of = (text: string) => workloadSeconds(text)
  expect(of('  read: run=300003-300503msec')).toEqual({ program: 'fio', seconds: 300.503 })
  expect(of('"job_runtime" : 1500')).toEqual({ program: 'fio', seconds: 1.5 })
  expect(of('Run status group 0 (x)\nRun status group 1 (x)\nrun=1-2000msec')).toBeNull()
  expect(of('[OVERALL], RunTime(ms), 2500.5')).toEqual({ program: 'YCSB', seconds: 2.5005 })
  expect(of('    total time:                          10.0012s')).toEqual({
    program: 'sysbench',
    seconds: 10.0012,
  })
  expect(of('time :: x 1.0 user 2.0 system 3.25 elapsed')).toEqual({ program: 'mmtests', seconds: 3.25 })
  expect(of('1: read 512.0M in 10.25s (avg 49.9M/s); src: /x')).toEqual({
    program: 'cache-bench',
    seconds: 10.25,
  })
  const gnu = (clock: string) => of(`\tElapsed (wall clock) time (h:mm:ss or m:ss): ${clock}`)
  expect([gnu('1:02:03'), gnu('5:00.12')].map((one) => one?.seconds)).toEqual([3723, 300.12])
  expect(of('run=1-2000msec\n[OVERALL], RunTime(ms), 2500')).toBeNull()
  expect(of('')).toBeNull()
})
