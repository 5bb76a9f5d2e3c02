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

const program = (() => {
  try {
    return execFileSync('zstd', ['--version']).length > 0
  } catch {
    return false
  }
})()

describe('zstd', () => {
  if (program) {
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
