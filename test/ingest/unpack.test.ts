import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { readChunks } from '../../src/ingest/chunks.js'
import { temporaryFile } from '../temporary.js'

const [A, B] = ['Page fault in process: 1\n', 'Page fault in process: 2\n']
const pack = (program: string, text: string) => execFileSync(program, ['-c'], { input: text })
const [GZIP_A, GZIP_B] = [pack('gzip', A), pack('gzip', B)]
const zeros = (count: number) => Buffer.alloc(count)

async function unpacked(...parts: readonly (Buffer | string)[]): Promise<string> {
  let text = ''
  for await (const chunk of readChunks(temporaryFile(Buffer.concat(parts.map((one) => Buffer.from(one))))))
    text += chunk.toString()
  return text
}

/** What gzip(1) makes of the same bytes: its text, and whether it is content. */
function byGzip(...parts: readonly (Buffer | string)[]) {
  const { stdout, status } = spawnSync('gzip', ['-dc'], {
    input: Buffer.concat(parts.map((one) => Buffer.from(one))),
    encoding: 'utf8',
  })
  return { stdout, status }
}

describe('gzip, as gzip(1) reads it or more', () => {
  test.each<[string, (Buffer | string)[], string]>([
    ['two members', [GZIP_A, GZIP_B], A + B],
    ['zeros behind, as on a tape', [GZIP_A, zeros(512)], A],
    ['many zeros behind', [GZIP_A, GZIP_B, zeros(3 << 20)], A + B],
    ['an empty member', [pack('gzip', ''), GZIP_A], A],
  ])('%s', async (_, parts, text) => {
    expect(await unpacked(...parts)).toBe(text)
    expect(byGzip(...parts)).toEqual({ stdout: text, status: 0 })
  })

  test.each([1, 17, 70_000, 3 << 20])(
    'members with %d zeros between, which gzip(1) leaves out',
    async (count) => {
      const parts = [GZIP_A, zeros(count), GZIP_B, zeros(count), GZIP_A]
      expect(await unpacked(...parts)).toBe(A + B + A)
      expect(byGzip(...parts)).toEqual({ stdout: A, status: 2 })
    },
  )

  test.each<[string, (Buffer | string)[]]>([
    ['garbage', [GZIP_A, 'garbage\n']],
    ['garbage behind zeros', [GZIP_A, zeros(512), 'x']],
    ['zstd', [GZIP_A, zeros(9), Buffer.from('28b52ffd', 'hex')]],
  ])('with %s behind it: said', async (_, parts) => {
    await expect(unpacked(...parts)).rejects.toThrow(
      'expected gzip data alone, found something else behind it; look what it is; "gzip -dc FILE > NEW" leaves it out',
    )
    expect(byGzip(...parts)).toEqual({ stdout: A, status: 2 })
  })

  test.each([1, 4, 7, 8, 9])('cut off %d bytes before its end', async (count) => {
    for (const before of [[], [GZIP_B], [GZIP_B, zeros(99)]])
      await expect(unpacked(...before, GZIP_A.subarray(0, -count))).rejects.toThrow(
        'found gzip data that ends too early; copy the file again',
      )
    expect(byGzip(GZIP_A.subarray(0, -count)).status).toBe(1)
  })

  test.each([
    [8, 'incorrect data check'],
    [4, 'incorrect length check'],
  ])('of another sum or length, in any member', async (from, why) => {
    const spoilt = Buffer.from(GZIP_A)
    spoilt[spoilt.length - from] = (spoilt.at(-from) ?? 0) ^ 1
    for (const parts of [[spoilt], [GZIP_B, spoilt], [GZIP_B, zeros(512), spoilt]])
      await expect(unpacked(...parts)).rejects.toThrow(`broken gzip data (${why})`)
    expect(byGzip(spoilt).status).toBe(1)
  })

  test('a flood of members of nothing is read to its end', async () => {
    const empty = pack('gzip', '')
    expect(await unpacked(Buffer.concat(Array.from({ length: 20_000 }, () => empty)), GZIP_A)).toBe(A)
    const apart = Buffer.concat([empty, zeros(1)])
    await expect(unpacked(...Array.from({ length: 102 }, () => apart))).rejects.toThrow(
      'at most 100 pieces with zeros between',
    )
  })
})

const zstd = spawnSync('zstd', ['--version']).status === 0

describe('zstd', () => {
  if (!zstd) {
    test.skip('where the program is installed', () => {})
    return
  }
  const [ZSTD_A, ZSTD_B] = [pack('zstd', A), pack('zstd', B)]
  /** RFC 8878, 3.1.2. */
  const skippable = Buffer.concat([Buffer.from('502a4d1804000000', 'hex'), Buffer.from('abcd')])

  test.each<[string, Buffer[], string]>([
    ['two frames', [ZSTD_A, ZSTD_B], A + B],
    ['a frame without data first, as pzstd writes it', [skippable, ZSTD_A], A],
    ['frames without data between', [ZSTD_A, skippable, ZSTD_B, skippable], A + B],
  ])('%s', async (_, parts, text) => expect(await unpacked(...parts)).toBe(text))

  test.each<[string, Buffer[]]>([
    ['garbage behind', [ZSTD_A, Buffer.from('garbage\n')]],
    ['zeros behind', [ZSTD_A, zeros(100)]],
    ['its sum cut', [ZSTD_A.subarray(0, -2)]],
    ['its last block cut', [ZSTD_A, ZSTD_B.subarray(0, -8)]],
    ['a second frame cut in its head', [ZSTD_A, ZSTD_B.subarray(0, 5)]],
  ])('%s: said', async (_, parts) => {
    await expect(unpacked(...parts)).rejects.toThrow(/expected whole zstd data, found broken zstd data \(/)
  })
})
