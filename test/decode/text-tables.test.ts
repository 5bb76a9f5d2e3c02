import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { readProcpsVmstat } from '../../src/decode/procps-vmstat.js'
import { readSar } from '../../src/decode/sar.js'

const FOLDER = 'fixtures/formats/vmstat'
const linesOf = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8').split('\n')

const SAR = ['C', 'de', 'en', 'fr'].map((locale) => `sar-12.6.1-${locale}.txt`)

test.each(SAR)('%s: every line is understood', (name) => {
  expect(readSar(linesOf(name), name)?.unknown).toMatchObject({ count: 0 })
})

test.each(SAR)('%s: stray words are counted, with a time and without, and no row is lost to them', (name) => {
  const lines = linesOf(name)
  const row = lines.findIndex(
    (line, index) => /\d/.test(line) && /fault\/s|pswpin\/s/.test(lines[index - 1] ?? ''),
  )
  const time = /^\S+(?: [AP]M)?/.exec(lines[row] as string)?.[0]
  const stray = lines.toSpliced(row + 1, 0, `${time}  here the disk was slow`, 'stray words')
  const [whole, found] = [readSar(lines, name), readSar(stray, name)]
  expect(found?.unknown).toMatchObject({ count: 2, firstLine: row + 2, first: stray[row + 1] })
  expect(found?.counts).toEqual(whole?.counts)
  expect(found?.unknown.lines).toBe((whole?.unknown.lines ?? 0) + 2)
})

test('stray words in vmstat are counted', () => {
  const text = [
    'procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----',
    ' r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st',
    ' 1  0      0   1000     10   2000    0    0     0     0    5    6  1  1 98  0  0',
    ' 1  0      0   1000     10   2000    4    8     0     0    5    6  1  1 98  0  0',
  ]
  expect(readProcpsVmstat(text, 'v')?.unknown).toMatchObject({ count: 0, lines: 4 })
  const found = readProcpsVmstat([...text, 'stray words', ''], 'v')
  expect(found?.unknown).toMatchObject({ count: 1, firstLine: 5, first: 'stray words', lines: 5 })
  expect(found?.counts.get('pswpout')).toBe(2)
})
