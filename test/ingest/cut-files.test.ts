import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { InputError } from '../../src/base/input-error.js'
import { random } from '../../src/base/random.js'
import { readCgroupFile } from '../../src/decode/cgroup.js'
import { runTable } from '../../src/decode/run-table.js'
import type { CutLine } from '../../src/ingest/cut-line.js'
import type { StreamFiles } from '../../src/model/stream.js'
import { STREAMS } from '../../src/streams/registry.js'
import { temporaryFile } from '../temporary.js'

// A captured file that is cut at any byte: what is read of it is in the whole file too, or it is refused. Nothing is made up.

const FORMATS = 'fixtures/formats'
const text = (name: string) => readFileSync(join(FORMATS, name), 'latin1')

/** Numbers and names of what was read, each with the way to it. */
function leaves(value: unknown, way = ''): string[] {
  if (value instanceof Map) return [...value].flatMap(([key, one]) => leaves(one, `${way}/${String(key)}`))
  if (Array.isArray(value)) return value.flatMap((one, index) => leaves(one, `${way}/${index}`))
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, one]) => leaves(one, `${way}/${key}`))
  return value === null || value === undefined ? [] : [`${way} ${String(value)}`]
}

const CUTS = 24

/** Places to cut at: some anywhere, some within the last lines. */
function places(length: number, seed: string): number[] {
  const { integer } = random(seed)
  return Array.from({ length: CUTS }, (_, index) =>
    index % 2 === 0 ? 1 + integer(length - 1) : length - 1 - integer(Math.min(200, length - 1)),
  )
}

async function read(stream: string, content: string, role: string, other: StreamFiles = {}) {
  const reader = STREAMS.find(({ id }) => id === stream)
  const file = { path: temporaryFile(Buffer.from(content, 'latin1')), name: 'x' }
  const reduction = await reader?.reduce({ ...other, [role]: file }, { run: 'run', window: null })
  if (reduction?.present !== true) return { leaves: [], warnings: [reduction?.reason ?? ''] }
  return { leaves: leaves(reduction.value), warnings: reduction.warnings.map(({ id }) => id) }
}

/** What grows with each line that is read, or says where reading ended: it is that of a shorter file. */
const GROWS = /^\/(?:printed|lines|seconds|length|probes|origin|lost|prints|levels\/.*\/(?:last|min|max))/

describe.each([
  ['stress-ng', '0.19.02-metrics.yaml', 'yaml'],
  ['stress-ng', '0.15.06-metrics.log', 'log'],
  ['stress-ng', '7.2-off.log', 'log'],
])('%s, %s', (stream, name, role) => {
  const whole = text(`${stream}/${name}`)
  test('cut at any byte: no number that the whole file does not have', async () => {
    const all = new Set((await read(stream, whole, role)).leaves)
    for (const place of places(whole.length, name)) {
      const cut = await read(stream, whole.slice(0, place), role)
      expect([place, cut.leaves.filter((leaf) => !all.has(leaf))]).toEqual([place, []])
    }
  })
})

test.each([['bpftrace-maps/constructed-text.txt'], ['bpftrace-maps/constructed-values.txt']])(
  '%s, cut at any byte: no entry that the whole file does not have',
  async (name) => {
    const whole = text(name)
    const all = new Set((await read('bpftrace-maps', whole, 'trace')).leaves)
    for (const place of places(whole.length, name)) {
      const { leaves: found, warnings } = await read('bpftrace-maps', whole.slice(0, place), 'trace')
      // the first of several buckets or points is the same, their number is not
      const other = found.filter((leaf) => !all.has(leaf) && !GROWS.test(leaf) && !leaf.startsWith('/unused'))
      expect([place, other]).toEqual([place, []])
      if (/[^\n]\n[^\n]*\S[^\n]*$/.test(whole.slice(0, place)))
        expect([place, warnings]).toEqual([place, expect.arrayContaining(['last-line-cut'])])
    }
  },
)

test.each([
  ['kernel-log', 'kernel-log/6.12-on-oom.txt'],
  ['kernel-log', 'kernel-log/constructed-journal.txt'],
])('%s, %s, cut at any byte: no kill that the whole file does not have', async (stream, name) => {
  const whole = text(name)
  const victims = (found: readonly string[]) =>
    found.filter((leaf) => /^\/(?:victims|kills\/\d+\/(?:pid|name|bytes))/.test(leaf))
  const strip = (leaf: string) => leaf.replace(/\/\d+/, '')
  const all = new Set(victims((await read(stream, whole, 'trace')).leaves).map(strip))
  for (const place of places(whole.length, name)) {
    const found = victims((await read(stream, whole.slice(0, place), 'trace')).leaves).map(strip)
    expect([place, found.filter((leaf) => !all.has(leaf))]).toEqual([place, []])
  }
})

test.each([
  ['psi', 'psi/constructed-psi2log.txt'],
  ['meminfo', 'meminfo/constructed-mem2log.txt'],
])('%s, %s: a last row that is cut at any byte is not counted, and told', async (stream, name) => {
  const lines = text(name).trimEnd().split('\n')
  const before = `${lines.slice(0, -1).join('\n')}\n`
  const last = lines.at(-1) as string
  const without = (await read(stream, before, 'trace')).leaves
  const whole = (await read(stream, `${before}${last}\n`, 'trace')).leaves
  for (let length = last.length; length > 0; length -= 3) {
    const { leaves: found, warnings } = await read(stream, before + last.slice(0, length), 'trace')
    expect([length, warnings]).toEqual([length, ['last-line-cut']])
    // of a row of levels the columns before the cut may be counted, each of them whole
    const known = new Set([...without, ...whole])
    expect([length, found.filter((leaf) => !known.has(leaf))]).toEqual([length, []])
  }
})

test('a copy of a cgroup file: its last line without its newline is not counted, and told', async () => {
  const cuts: CutLine[] = []
  const of = (content: string) =>
    readCgroupFile({ path: temporaryFile(content), name: 'x' }, 'memory.stat', (cut) => cuts.push(cut))
  expect(await of('anon 5\npgfault 123\n')).toEqual({ 'memory.stat.anon': 5, 'memory.stat.pgfault': 123 })
  expect(cuts).toEqual([])
  expect(await of('anon 5\npgfault 12')).toEqual({ 'memory.stat.anon': 5 })
  expect(cuts).toEqual([{ line: 2, text: 'pgfault 12', used: false }])
})

describe('a table of runs without the newline behind its last row', () => {
  const head = 'run,condition,metric,value,unit,better\na,off,ops,5,ops,higher\n'
  const of = (row: string, header = head) => {
    const cuts: CutLine[] = []
    const rows = runTable(header + row, 'x.csv', (cut) => cuts.push(cut))
    return { values: rows.map(({ value }) => value), cuts }
  }
  test('ends with a word of a list: it is whole', () => {
    expect(of('b,on,ops,123,ops,higher')).toEqual({
      values: [5, 123],
      cuts: [{ line: 3, text: 'b,on,ops,123,ops,higher', used: true }],
    })
  })
  test('ends with a number: it may be the begin of another', () => {
    const header = 'run,condition,metric,value\na,off,ops,5\n'
    expect(of('b,on,ops,12', header)).toMatchObject({ values: [5], cuts: [{ line: 3, used: false }] })
    expect(of('b,on,ops,"123"', header)).toMatchObject({ values: [5, 123], cuts: [{ used: true }] })
  })
  test('cut at any byte: the rows before it, or refused with the line', () => {
    const row = 'b,on,ops,123,ops,higher'
    for (let length = 1; length < row.length; length++)
      try {
        expect([length, of(row.slice(0, length)).values]).toEqual([length, [5]])
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        expect(error.line).toBe(3)
      }
  })
})
