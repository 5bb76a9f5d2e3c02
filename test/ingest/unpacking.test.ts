import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { readChunks, readHead } from '../../src/ingest/chunks.js'
import { temporaryFile } from '../temporary.js'

/** `yes 'Page fault in process: 17' | head -n 400 | zstd --check` of zstd 1.5.4 */
const PACKED = Buffer.from('KLUv/QRYFQEA0FBhZ2UgZmF1bHQgaW4gcHJvY2VzczogMTcKAQAOoubnGJiVcWE=', 'base64')
const LINES = 'Page fault in process: 17\n'.repeat(400)

async function unpacked(content: Buffer): Promise<string> {
  const parts: Buffer[] = []
  for await (const chunk of readChunks(temporaryFile(content))) parts.push(chunk)
  return Buffer.concat(parts).toString()
}

const isThere = (name: string): boolean => {
  try {
    return execFileSync(name, ['--version']).length > 0
  } catch {
    return false
  }
}

describe('zstd', () => {
  if (isThere('zstd')) {
    test('one frame, and several after each other', async () => {
      expect(await unpacked(PACKED)).toBe(LINES)
      expect(await unpacked(Buffer.concat([PACKED, PACKED]))).toBe(LINES + LINES)
    })
    test('its begin only', async () => {
      const path = temporaryFile(PACKED)
      expect((await readHead(path, 30)).toString()).toBe(LINES.slice(0, 30))
    })
    test.each([
      ['cut off', PACKED.subarray(0, PACKED.length - 6)],
      ['of another sum', Buffer.concat([PACKED.subarray(0, -1), Buffer.from([(PACKED.at(-1) ?? 0) ^ 1])])],
      ['with a window of gigabytes', Buffer.from('28b52ffd00a80100', 'hex')],
    ])('%s: refused', async (_, content) => {
      await expect(unpacked(content)).rejects.toThrow(
        /expected whole zstd data, found .*; copy the file again/,
      )
    })
  } else {
    test('without the program, it is named', async () => {
      await expect(unpacked(PACKED)).rejects.toThrow(/install zstd/)
    })
  }
})

describe('xz', () => {
  const packed = (...options: string[]) => execFileSync('xz', ['-c', ...options], { input: LINES })
  if (isThere('xz')) {
    test('one stream, and several after each other', async () => {
      expect(await unpacked(packed())).toBe(LINES)
      expect(await unpacked(Buffer.concat([packed('-9e'), packed('--check=crc32')]))).toBe(LINES + LINES)
    })
    test('its begin only', async () => {
      expect((await readHead(temporaryFile(packed()), 30)).toString()).toBe(LINES.slice(0, 30))
    })
    test.each([
      ['cut off', () => packed().subarray(0, -6), 'end of input'],
      ['behind its head', () => packed().subarray(0, 12), 'end of input'],
      ['with a dictionary of a gigabyte', () => packed('--lzma2=dict=1GiB'), 'emory usage limit'],
    ])('%s: refused', async (_, content, why) => {
      const error = await unpacked(content()).catch(String)
      expect(error).toMatch(/expected whole xz data, found broken xz data \(.*\); copy the file again/)
      expect(error).toContain(why)
    })
  } else {
    test.skip('xz IS NOT THERE: that its data are read is not tested', () => {})
    test('without the program, it is named', async () => {
      await expect(unpacked(Buffer.from('fd377a585a000004e6d6b446', 'hex'))).rejects.toThrow(/install xz/)
    })
  }
})
