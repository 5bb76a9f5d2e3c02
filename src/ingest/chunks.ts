import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Duplex } from 'node:stream'
import * as zlib from 'node:zlib'
import { fromSystemError, InputError } from '../base/input-error.js'
import { type UnpackingProgram, unpackingProgram } from './unpacking-program.js'

const CHUNK = 1 << 20

/** Bytes read of files as they lie on disk, and lines: shared by all workers of a process, for its progress. */
export const readProgress = { counts: new BigInt64Array(new SharedArrayBuffer(16)) }

type Compression = 'none' | 'gzip' | UnpackingProgram

function compressionOf(first: Buffer): Compression {
  if (first.length >= 2 && first[0] === 0x1f && first[1] === 0x8b) return 'gzip'
  if (first.length >= 4 && first.readUInt32LE(0) === 0xfd2fb528) return 'zstd'
  if (first.toString('hex', 0, 6) === 'fd377a585a00') return 'xz'
  return 'none'
}

const decompressor = (compression: 'gzip' | UnpackingProgram, path: string): Duplex =>
  compression === 'gzip' ? zlib.createGunzip({ chunkSize: CHUNK }) : unpackingProgram(compression, path)

async function openRegular(path: string): Promise<FileHandle> {
  let handle: FileHandle | null = null
  try {
    // without O_NONBLOCK, opening a named pipe that nobody writes to would wait for ever
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const info = await handle.stat()
    if (info.isFile()) return handle
    const found = info.isDirectory() ? 'a directory' : 'a pipe or device'
    throw new InputError({
      path,
      expected: 'a file',
      found,
      remedy: info.isDirectory() ? 'name the files in it' : 'write it to a file first',
    })
  } catch (error) {
    await handle?.close()
    throw fromSystemError(path, error) ?? error
  }
}

/**
 * The bytes of a file, decompressed if its first bytes say gzip, zstd or xz; the name says nothing. A chunk is valid until the next
 * one is asked for. What is `counted` adds to readProgress.
 * @throws InputError for a file that cannot be opened or read, or whose compressed data are broken or cut off.
 */
export async function* readChunks(path: string, counted = true): AsyncGenerator<Buffer, void> {
  const handle = await openRegular(path)
  const compression = await compressionIn(path, handle)
  if (compression !== 'none') return yield* unpackedChunks(path, handle, compression, counted)
  for await (const chunk of plainChunks(path, handle, 0)) {
    if (counted) Atomics.add(readProgress.counts, 0, BigInt(chunk.length))
    yield chunk
  }
}

async function* unpackedChunks(
  path: string,
  handle: FileHandle,
  compression: 'gzip' | UnpackingProgram,
  counted: boolean,
): AsyncGenerator<Buffer, void> {
  // to the end that it had when it was opened: what grows as fast as it is read would have none
  const { size } = await handle.stat()
  const raw = handle.createReadStream({ highWaterMark: CHUNK, start: 0, end: size - 1 })
  const unpacked = decompressor(compression, path)
  try {
    raw.on('error', (error) => unpacked.destroy(error))
    raw.pipe(unpacked)
    let told = 0
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      if (counted) Atomics.add(readProgress.counts, 0, BigInt(raw.bytesRead - told))
      told = raw.bytesRead
      yield chunk
    }
  } catch (error) {
    throw decompressionError(path, compression, error) ?? fromSystemError(path, error) ?? error
  } finally {
    unpacked.destroy()
    raw.destroy()
  }
}

/** The bytes of a file that is not compressed, from byte `from` on. A chunk is valid until the next one is asked for. */
export async function* readChunksFrom(path: string, from: number): AsyncGenerator<Buffer, void> {
  yield* plainChunks(path, await openRegular(path), from)
}

/** Reads into two buffers in turn: one is filled while the other is looked at. */
async function* plainChunks(path: string, handle: FileHandle, from: number): AsyncGenerator<Buffer, void> {
  let reading: Promise<{ bytesRead: number }> | null = null
  try {
    const { size } = await handle.stat()
    let at = from
    // what says nothing of its size (/proc) is read until it ends, any other file to the end that it had when it was opened
    const read = (into: Buffer) =>
      handle.read(into, 0, size === 0 ? CHUNK : Math.max(0, Math.min(CHUNK, size - at)), at)
    let [full, free] = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)]
    reading = read(full)
    for (;;) {
      const { bytesRead } = await reading
      if (bytesRead === 0) return
      at += bytesRead
      reading = read(free)
      yield full.subarray(0, bytesRead)
      ;[full, free] = [free, full]
    }
  } catch (error) {
    throw fromSystemError(path, error) ?? error
  } finally {
    await reading?.catch(() => {})
    await handle.close()
  }
}

/** Whether the first bytes of a file say that it is compressed. */
export async function isCompressed(path: string): Promise<boolean> {
  const handle = await openRegular(path)
  const compression = await compressionIn(path, handle)
  await handle.close()
  return compression !== 'none'
}

async function compressionIn(path: string, handle: FileHandle): Promise<Compression> {
  try {
    const first = Buffer.alloc(6)
    const { bytesRead } = await handle.read(first, 0, 6, 0)
    return compressionOf(first.subarray(0, bytesRead))
  } catch (error) {
    await handle.close()
    throw fromSystemError(path, error) ?? error
  }
}

function decompressionError(path: string, compression: Compression, error: unknown): InputError | null {
  const code = (error as { code?: string }).code
  if (compression === 'none' || typeof code !== 'string' || !/^(Z_|ERR_ZLIB)/.test(code)) return null
  const found =
    code === 'Z_BUF_ERROR'
      ? `${compression} data that ends too early`
      : `broken ${compression} data (${code})`
  return new InputError({
    path,
    expected: `whole ${compression} data`,
    found,
    remedy: 'copy the file again, or leave this run out',
  })
}

/** The first bytes of a file, decompressed, at most `limit` of them. */
export async function readHead(path: string, limit = 65536): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of readChunks(path, false)) {
    parts.push(Buffer.from(chunk))
    length += chunk.length
    if (length >= limit) break
  }
  return Buffer.concat(parts).subarray(0, limit)
}

/** Size and SHA-256 of a file as it lies on disk. */
export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of readChunksFrom(path, 0)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}
