import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { lineAt, readLines, readText } from '../../src/ingest/lines.js'
import { temporaryDirectory, temporaryFile } from '../temporary.js'

async function linesOf(path: string) {
  const lines: string[] = []
  const cut: string[] = []
  const keep = (into: string[]) => (buffer: Buffer, start: number, end: number, number: number) => {
    into.push(`${number}:${buffer.toString('utf8', start, end)}`)
  }
  const count = await readLines(path, keep(lines), keep(cut))
  return { lines, cut, count }
}

test('lines are numbered from 1; one without a newline is cut', async () => {
  expect(await linesOf(temporaryFile('a\n\nb'))).toEqual({ lines: ['1:a', '2:'], cut: ['3:b'], count: 3 })
  expect(await linesOf(temporaryFile('a\n'))).toEqual({ lines: ['1:a'], cut: [], count: 1 })
  expect(await linesOf(temporaryFile(''))).toEqual({ lines: [], cut: [], count: 0 })
})

test('gzip is told by content, in several members too', async () => {
  const packed = Buffer.concat([gzipSync('a\nb'), gzipSync('c\n')])
  expect((await linesOf(temporaryFile(packed, 'plain-name.txt'))).lines).toEqual(['1:a', '2:bc'])
})

test('lines that lie across chunk borders arrive whole', async () => {
  const text = Array.from({ length: 60000 }, (_, index) => `${index} ${'x'.repeat(index % 97)}`).join('\n')
  const { lines, cut } = await linesOf(temporaryFile(text))
  expect([...lines, ...cut].map((line) => line.slice(line.indexOf(':') + 1)).join('\n')).toBe(text)
})

test('a gzip that ends early names the line it got to', async () => {
  const whole = gzipSync(Array.from({ length: 100000 }, (_, index) => `line ${index * 7919}`).join('\n'))
  const path = temporaryFile(whole.subarray(0, whole.length / 2), 'x.gz')
  await expect(readLines(path, () => {})).rejects.toMatchObject({
    line: expect.any(Number),
    message: expect.stringMatching(
      /expected whole gzip data, found gzip data that ends too early; copy the file again.*reading stopped after line \d+/,
    ),
  })
})

test('broken gzip is said to be broken', async () => {
  const whole = gzipSync('some text that is long enough to be broken in its middle somewhere')
  whole.fill(0xff, 12, 30)
  await expect(readLines(temporaryFile(whole), () => {})).rejects.toThrow(/broken gzip data/)
})

test('a line of more than 1 MiB is refused, compressed or not, without being kept', async () => {
  const text = Buffer.concat([Buffer.from('ok\n'), Buffer.alloc(100 << 20, 120)])
  for (const content of [text, gzipSync(text, { level: 1 })]) {
    await expect(readLines(temporaryFile(content), () => {})).rejects.toMatchObject({
      line: 2,
      message: expect.stringContaining('at most 1024 KiB'),
    })
  }
})

test('what is no readable file is said in words', async () => {
  const directory = temporaryDirectory()
  await expect(readLines(directory, () => {})).rejects.toThrow('expected a file, found a directory')
  await expect(readLines(`${directory}/none`, () => {})).rejects.toThrow('found none of that name')
  await expect(readLines('/dev/zero', () => {})).rejects.toThrow('found a pipe or device')
})

test('a document above its limit is refused', async () => {
  await expect(readText(temporaryFile('x'.repeat(2 << 20)), 1 << 20)).rejects.toThrow('at most 1 MiB')
  await expect(readText(temporaryFile('\n'.repeat(500_001)))).rejects.toThrow('at most 500000 lines')
  expect(await readText(temporaryFile('\n'.repeat(500_000)))).toHaveLength(500_000)
})

test.each([
  [1, 'one'],
  [2, '\u00e9\u001b'],
  [3, 'three'],
  [4, null],
])('line %d is found again', async (number, text) => {
  expect(await lineAt(temporaryFile('one\n\u00e9\u001b\nthree'), number)).toBe(text)
})

test('of a long line its begin', async () => {
  expect((await lineAt(temporaryFile(`a\n${'x'.repeat(3 << 20)}\n`), 2))?.length).toBe(400)
})
