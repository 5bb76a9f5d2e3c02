import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { identify } from '../../src/experiment/bare-kinds.js'
import { lineFeed } from '../../src/ingest/lines.js'
import { countFaults } from '../../src/page-faults/lines.js'
import { pageFaults } from '../../src/streams/page-faults.js'
import { temporaryFile } from '../temporary.js'

const context = { run: 'run', window: null }
const filesOf = (path: string) => ({ trace: { path, name: 'trace' } })
const reduce = (text: string) => pageFaults.reduce(filesOf(temporaryFile(text)), context)

/** What comes of a file that is read in two ranges. */
async function inTwo(text: string, at: number) {
  const path = temporaryFile(text)
  const { ranges } = pageFaults
  async function* parts() {
    for (const [from, to] of [
      [0, at],
      [at, text.length],
    ] as const)
      yield (await ranges?.read(filesOf(path), { from, to }, context)) ?? null
  }
  return ranges?.merge(parts(), filesOf(path), context)
}

// as bpftrace 0.24 and newer write a byte above 0x7f; from there on its counts are hexadecimal
const CAFE = '{"type": "printf", "data": "90000000000 12 13 u 7f0000001000 caf\\uffffffc3\\uffffffa9\\n"}\n'
const lost = (events: string) =>
  `{"type": "lost_events", "count": ${events}, "data": {"events": ${events}}}\n`

describe('after a name with a byte above 0x7f', () => {
  test('the name is text', async () => {
    expect(await reduce(CAFE)).toMatchObject({ value: { total: 1, byProcess: new Map([['café', 1]]) } })
  })
  const lostIn = async (text: string) => {
    const reduction = await reduce(text)
    if (!reduction.present) throw new Error(reduction.reason)
    return { lost: reduction.value.lost, warnings: reduction.warnings.map(({ id }) => id) }
  }
  test('a number of lost events that is hexadecimal is read as such', async () => {
    const text = lost('3') + CAFE + lost('1f') + lost('10')
    expect(await lostIn(text)).toEqual({
      lost: 3 + 0x1f + 0x10,
      warnings: ['events-lost', 'records-repaired'],
    })
    expect(await reduce(text)).toMatchObject({ value: { repaired: { count: 2, firstLine: 3 } } })
  })
  test('one that may be either is refused: how many were lost is not known', async () => {
    const reduction = await reduce(CAFE + lost('10'))
    expect(reduction).toMatchObject({
      value: { lost: 0, refused: { count: 1, firstLine: 2 } },
      warnings: [
        { id: 'events-lost', text: expect.stringContaining('an unknown number of events was lost') },
        { id: 'records-refused', text: expect.stringContaining('the count 10 may be hexadecimal') },
      ],
    })
  })
  test('a digit is the same in both; without such a byte counts are decimal', async () => {
    expect(await lostIn(CAFE + lost('7'))).toEqual({ lost: 7, warnings: ['events-lost'] })
    expect(await lostIn(CAFE.replace('\\uffffffc3\\uffffffa9', 'e') + lost('10'))).toEqual({
      lost: 10,
      warnings: ['events-lost'],
    })
  })
  test('ranges are joined where no count depends on it', async () => {
    const text = CAFE.repeat(4)
    expect(await inTwo(text, text.length >> 1)).toEqual(await reduce(text))
    for (const both of [CAFE + CAFE + lost('10'), lost('1f') + CAFE + CAFE])
      expect(await inTwo(both, both.length >> 1)).toBeNull()
    const counts = lost('2') + lost('3')
    expect(await inTwo(counts, counts.length >> 1)).toEqual(await reduce(counts))
  })
})

describe('what page-faults.bt prints when it is run by hand', () => {
  const recorded = readFileSync('test/page-faults/by-hand.ndjson', 'utf8')

  test('is its stream, not a program of the user', async () => {
    const { uses } = await identify('test/page-faults/by-hand.ndjson')
    expect(uses).toEqual([{ stream: 'page-faults', role: 'trace' }])
    expect(await reduce(recorded)).toMatchObject({
      present: true,
      value: { total: 42 + 7 + 5 + 3, inKernel: 3, lost: 0 },
      warnings: [],
    })
  })
  test('maps of another kind under a name that begins like it are not added', async () => {
    const other = '{"type": "map", "data": {"@faults_us": {"12,user,a": 1000}}}\n'
    expect(await reduce(recorded.replace(/^.*"@total".*\n/m, (line) => other + line))).toMatchObject({
      value: { total: 57 },
    })
  })
})

test('end() called twice counts once', () => {
  const counter = countFaults('text')
  const feed = lineFeed('x', counter.line, counter.cutLine, counter.scanner)
  feed.push(Buffer.from('Page fault in process: 12\n'.repeat(3)))
  feed.end()
  expect(counter.end().total).toBe(3)
  expect(counter.end()).toEqual(counter.end())
  expect(counter.end().total).toBe(3)
})
