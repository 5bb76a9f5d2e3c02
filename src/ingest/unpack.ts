import type { FileHandle } from 'node:fs/promises'
import { type Duplex, Readable } from 'node:stream'
import * as zlib from 'node:zlib'
import { fromSystemError, InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { type UnpackingProgram, unpackingProgram } from './unpacking-program.js'

const [CHUNK, MIN_ROOM] = [1 << 20, 1 << 14]
/** Each is unpacked anew, and a file of 1 MB can have 50,000 that hold nothing. */
const MAX_PIECES = 100

export type Compression = 'none' | 'gzip' | UnpackingProgram

export function compressionOf(first: Buffer): Compression {
  if (first.length >= 2 && first[0] === 0x1f && first[1] === 0x8b) return 'gzip'
  if (first.toString('hex', 0, 6) === 'fd377a585a00') return 'xz'
  const magic = first.length >= 4 ? first.readUInt32LE(0) : 0
  // the second is a frame that holds no data, with which pzstd begins
  return magic === 0xfd2fb528 || magic >>> 4 === 0x184d2a5 ? 'zstd' : 'none'
}

/**
 * What is packed in a file, of every member or frame of it; closes the file. A chunk is valid until the next one is asked for.
 * @param onRead is told how many bytes were read of the file as it lies on disk
 * @throws InputError for data that are broken or cut off, and for gzip data with anything but zeros behind them.
 */
export async function* unpackedChunks(
  path: string,
  handle: FileHandle,
  compression: 'gzip' | UnpackingProgram,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer, void> {
  try {
    // to the end that it had when it was opened: what grows as fast as it is read would have none
    const { size } = await handle.stat()
    let pieces = 0
    for (let from: number | null = 0; from !== null; ) {
      if (++pieces > MAX_PIECES)
        throw notAlone(path, `at most ${MAX_PIECES} pieces with zeros between`, 'more')
      const raw = Readable.from(rawChunks(handle, from, size, onRead), { highWaterMark: 1 })
      const unpacked: Duplex & { bytesWritten?: number } =
        compression === 'gzip'
          ? zlib.createGunzip({ chunkSize: roomFor(size - from) })
          : unpackingProgram(compression, path)
      try {
        raw.on('error', (error) => unpacked.destroy(error))
        raw.pipe(unpacked)
        yield* unpacked as AsyncIterable<Buffer>
      } finally {
        unpacked.destroy()
        raw.destroy()
      }
      // Node takes zeros behind a member for the end, whatever comes after them
      const read: number = from + (unpacked.bytesWritten ?? size)
      from = compression === 'gzip' ? await nextMember(path, handle, read, size) : null
    }
  } catch (error) {
    throw decompressionError(path, compression, error) ?? fromSystemError(path, error) ?? error
  } finally {
    await handle.close()
  }
}

/** What gzip data hold, at once; null for what is not whole, has zeros or anything else behind it, or holds much. */
export function gunzipped(bytes: Buffer): Buffer | null {
  try {
    const options = { chunkSize: roomFor(bytes.length), maxOutputLength: CHUNK, info: true }
    const { buffer, engine } = zlib.gunzipSync(bytes, options) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    return engine.bytesWritten === bytes.length ? buffer : null
  } catch {
    return null
  }
}

/** Bytes of what is unpacked at once: little for a small file, of which an experiment has hundreds. */
const roomFor = (packed: number) => Math.min(CHUNK, Math.max(MIN_ROOM, 8 * packed))

async function* rawChunks(
  handle: FileHandle,
  from: number,
  to: number,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer, void> {
  for (let at = from; at < to; ) {
    const length = Math.min(CHUNK, to - at)
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafeSlow(length), 0, length, at)
    if (bytesRead === 0) return
    at += bytesRead
    onRead(bytesRead)
    yield buffer.subarray(0, bytesRead)
  }
}

/**
 * Where the next member of a gzip file begins, behind zeros that a tape or a disk was filled up with; null where there is none.
 * @throws InputError for anything else behind the last.
 */
async function nextMember(
  path: string,
  handle: FileHandle,
  from: number,
  size: number,
): Promise<number | null> {
  const part = Buffer.alloc(1 << 16)
  for (let at = from; at < size; ) {
    const { bytesRead } = await handle.read(part, 0, Math.min(part.length, size - at), at)
    if (bytesRead === 0) return null
    const zeros = part.subarray(0, bytesRead).findIndex((byte) => byte !== 0)
    if (zeros !== -1) {
      const { bytesRead: two } = await handle.read(part, 0, 2, at + zeros)
      if (compressionOf(part.subarray(0, two)) !== 'gzip') throw somethingBehind(path)
      return at + zeros
    }
    at += bytesRead
  }
  return null
}

function decompressionError(
  path: string,
  compression: 'gzip' | UnpackingProgram,
  error: unknown,
): InputError | null {
  const { code, message } = error as { code?: string; message: string }
  if (typeof code !== 'string' || !/^(Z_|ERR_ZLIB)/.test(code)) return null
  // what the first member begins with was looked at before
  if (message === 'incorrect header check') return somethingBehind(path)
  return new InputError({
    path,
    expected: `whole ${compression} data`,
    found:
      code === 'Z_BUF_ERROR'
        ? `${compression} data that ends too early`
        : `broken ${compression} data (${printable(message, 100)})`,
    remedy: 'copy the file again, or leave this run out',
  })
}

const somethingBehind = (path: string) => notAlone(path, 'gzip data alone', 'something else behind it')

const notAlone = (path: string, expected: string, found: string) =>
  new InputError({
    path,
    expected,
    found,
    remedy: 'look what it is; "gzip -dc FILE > NEW" leaves it out',
  })
