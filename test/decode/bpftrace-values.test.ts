import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { bpftraceMaps } from '../../src/streams/bpftrace-maps.js'
import { pageFaults } from '../../src/streams/page-faults.js'
import { temporaryFile } from '../temporary.js'

const context = { run: 'run', window: null }
const filesOf = (text: string) => ({ trace: { path: temporaryFile(text), name: 'x' } })
const read = async (text: string) => {
  const reduction = await bpftraceMaps.reduce(filesOf(text), context)
  if (!reduction.present) throw new Error(reduction.reason)
  return reduction
}
const head = '{"type": "attached_probes", "data": {"probes": 1}}\n'

test.each([
  ['-17', -17, undefined],
  ['9007199254740991', 9007199254740991, undefined],
  ['1715807340682838', 1715807340682838, undefined],
  ['18446744073709551615', 2 ** 64, '18446744073709551615'],
  ['"18446744073709551615"', 2 ** 64, '18446744073709551615'],
  ['-9223372036854775808', -(2 ** 63), '-9223372036854775808'],
])('the number %s is kept, exactly where a double cannot hold it', async (text, value, exact) => {
  const { value: read1 } = await read(`${head}{"type": "map", "data": {"@a": ${text}}}\n`)
  expect(read1.maps.get('@a')?.get('')).toBe(value)
  expect(read1.exact?.get('@a')).toBe(exact)
})

test.each([
  ['[1,"abc"]', 'a tuple'],
  ['"hello"', 'a text'],
  ['"12"', 'a text'],
  ['true', 'true or false'],
  ['null', 'nothing'],
  ['{"a": [1, 2]}', 'a tuple'],
])('%s is read, and listed as unused', async (text, what) => {
  const { value, warnings } = await read(`${head}{"type": "map", "data": {"@a": ${text}}}\n`)
  expect(value.unused?.get('@a')).toMatchObject({ what, count: 1 })
  expect([value.maps.size, warnings]).toEqual([0, []])
})

test('JSON over several lines is the same as on one, alone or in a list', async () => {
  const lines = readFileSync('fixtures/formats/bpftrace-maps/constructed-values.ndjson', 'utf8')
    .trim()
    .split('\n')
  const records = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'map')
  const plain = await read(head + records.map((one) => `${JSON.stringify(one)}\n`).join(''))
  const jq = await read(head + records.map((one) => `${JSON.stringify(one, null, 2)}\n`).join(''))
  const list = await read(
    `[\n${[JSON.parse(head), ...records].map((one) => JSON.stringify(one, null, 2)).join(',\n')}\n]\n`,
  )
  expect(jq).toEqual(plain)
  expect(list).toEqual(plain)
})

test('a record that is cut in the middle of the file costs no other', async () => {
  const one = '{"type": "map", "data": {"@a": 1}}\n'
  const { value, warnings } = await read(`${head}{"type": "map", "data": {"@b": {"x\n${one}`)
  expect(value.maps.get('@a')?.get('')).toBe(1)
  expect(warnings).toMatchObject([{ id: 'unknown-lines' }])
})

test('a map without a name is no count of page faults: the message says how to name it', async () => {
  const text = readFileSync('fixtures/formats/bpftrace-maps/constructed-unnamed.txt', 'utf8')
  expect(await pageFaults.reduce(filesOf(text), context)).toMatchObject({
    present: false,
    reason: expect.stringContaining('name it @faults: @faults[comm] = count()'),
  })
  expect(await pageFaults.reduce(filesOf(text.replaceAll('@[', '@faults[')), context)).toMatchObject({
    present: true,
    value: { total: 1203 },
  })
})

test('entries that cannot be a number of faults are refused', async () => {
  expect(await pageFaults.reduce(filesOf('Attached 1 probe\n@faults[a]: -3\n'), context)).toMatchObject({
    present: false,
    reason: expect.stringContaining('no number of faults'),
  })
})
