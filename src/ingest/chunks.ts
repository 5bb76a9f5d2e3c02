import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Duplex } from 'node:stream'
import * as zlib from 'node:zlib'
import { fromSystemError, InputError } from '../base/input-error.js'
import { zstdProgram } from './zstd-program.js'

const CHUNK = 1 << 20

/** Bytes read of files as they lie on disk, lines, and bytes that there are to read: shared by all workers of a process, for its progress. */
export const readSoFar = { counts: new BigInt64Array(new SharedArrayBuffer(24)) }

type Compression = 'none' | 'gzip' | 'zstd'

function compressionOf(first: Buffer): Compression {
  if (first.length >= 2 && first[0] === 0x1f && first[1] === 0x8b) return 'gzip'
  if (first.length >= 4 && first.readUInt32LE(0) === 0xfd2fb528) return 'zstd'
  return 'none'
}

const decompressor = (compression: 'gzip' | 'zstd', path: string): Duplex =>
  compression === 'gzip' ? zlib.createGunzip({ chunkSize: CHUNK }) : zstdProgram(path)

async function openRegular(path: string): Promise<FileHandle> {
  let handle: FileHandle | null = null
  try {
    // without O_NONBLOCK, opening a named pipe that nobody writes to would wait for ever
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const info = await handle.stat()
    if (info.isFile()) return handle
    const found = info.isDirectory() ? 'a directory' : 'a pipe or device'
    throw new InputError(
      path,
      null,
      'a file',
      found,
      info.isDirectory() ? 'name the files in it' : 'write it to a file first',
    )
  } catch (error) {
    await handle?.close()
    throw fromSystemError(path, error) ?? error
  }
}

/**
 * The bytes of a file, decompressed if its first bytes say gzip or zstd; the name says nothing.
 * @throws InputError for a file that cannot be opened or read, or whose compressed data are broken or cut off.
 */
export async function* readChunks(path: string): AsyncGenerator<Buffer, void> {
  const handle = await openRegular(path)
  // to the end that it had when it was opened: what grows as fast as it is read would have none
  const { size } = await handle.stat()
  const raw = handle.createReadStream({ highWaterMark: CHUNK, start: 0, ...(size > 0 && { end: size - 1 }) })
  let compression: Compression = 'none'
  let unpacked: Duplex | null = null
  try {
    const first = Buffer.alloc(4)
    const { bytesRead } = await handle.read(first, 0, 4, 0)
    compression = compressionOf(first.subarray(0, bytesRead))
    if (compression !== 'none') {
      unpacked = decompressor(compression, path)
      raw.on('error', (error) => unpacked?.destroy(error))
      raw.pipe(unpacked)
    }
    let told = 0
    for await (const chunk of (unpacked ?? raw) as AsyncIterable<Buffer>) {
      Atomics.add(readSoFar.counts, 0, BigInt(raw.bytesRead - told))
      told = raw.bytesRead
      yield chunk
    }
  } catch (error) {
    throw decompressionError(path, compression, error) ?? fromSystemError(path, error) ?? error
  } finally {
    unpacked?.destroy()
    raw.destroy()
  }
}

/** Whether the first bytes of a file say that it is compressed. */
export async function isCompressed(path: string): Promise<boolean> {
  const handle = await openRegular(path)
  try {
    const first = Buffer.alloc(4)
    const { bytesRead } = await handle.read(first, 0, 4, 0)
    return compressionOf(first.subarray(0, bytesRead)) !== 'none'
  } finally {
    await handle.close()
  }
}

/** The bytes of a file that is not compressed, from byte `from` on. */
export async function* readChunksFrom(path: string, from: number): AsyncGenerator<Buffer, void> {
  const handle = await openRegular(path)
  const { size } = await handle.stat()
  if (from >= size) return handle.close()
  const raw = handle.createReadStream({ highWaterMark: CHUNK, start: from, end: size - 1 })
  try {
    yield* raw as AsyncIterable<Buffer>
  } catch (error) {
    throw fromSystemError(path, error) ?? error
  } finally {
    raw.destroy()
  }
}

function decompressionError(path: string, compression: Compression, error: unknown): InputError | null {
  const code = (error as { code?: string }).code
  if (compression === 'none' || typeof code !== 'string' || !/^(Z_|ERR_ZLIB)/.test(code)) return null
  const found =
    code === 'Z_BUF_ERROR'
      ? `an end in the middle of the ${compression} data`
      : `broken ${compression} data (${code})`
  return new InputError(
    path,
    null,
    `whole ${compression} data`,
    found,
    'copy the file again, or leave this run out',
  )
}

/** The first bytes of a file, decompressed, at most `limit` of them. */
export async function readHead(path: string, limit = 65536): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of readChunks(path)) {
    parts.push(chunk)
    length += chunk.length
    if (length >= limit) break
  }
  return Buffer.concat(parts).subarray(0, limit)
}

/** Size and SHA-256 of a file as it lies on disk. */
export async function digestFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const handle = await openRegular(path)
  const hash = createHash('sha256')
  let bytes = 0
  try {
    const { size } = await handle.stat()
    const end = size > 0 ? { end: size - 1 } : {}
    for await (const chunk of handle.createReadStream({ highWaterMark: CHUNK, start: 0, ...end })) {
      hash.update(chunk as Buffer)
      bytes += (chunk as Buffer).length
    }
  } catch (error) {
    throw fromSystemError(path, error) ?? error
  }
  return { bytes, sha256: hash.digest('hex') }
}
