import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { fromSystemError, InputError } from '../base/input-error.js'
import { type Paste, pasteOf, unpasting, unquoted } from './pasted.js'
import { type Compression, compressionOf, gunzipped, unpackedChunks } from './unpack.js'

const CHUNK = 1 << 20
/** What is packed in less is unpacked at once. */
const SMALL_PACKED = 1 << 16
const NEWLINE = 10

/** Bytes read of files as they lie on disk, and lines: shared by all workers of a process, for its progress. */
export const readProgress = { counts: new BigInt64Array(new SharedArrayBuffer(16)) }

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
 * The bytes of a file of at most one chunk, of which an experiment has hundreds, read at once: each step that waits costs more
 * than the bytes. Null for any other, for one without any, and for what cannot be read, which the longer way tells.
 */
function smallFile(path: string): Buffer | null {
  let file: number | null = null
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const info = fstatSync(file)
    if (!info.isFile() || info.size > CHUNK) return null
    const bytes = Buffer.allocUnsafe(info.size)
    let at = 0
    for (let read = -1; at < bytes.length && read !== 0; at += read)
      read = readSync(file, bytes, at, bytes.length - at, at)
    return at === 0 ? null : bytes.subarray(0, at)
  } catch {
    return null
  } finally {
    if (file !== null) closeSync(file)
  }
}

/** What a small file holds, unpacked; null where it is not small, or not whole gzip data. */
function smallContent(path: string): { read: number; content: Buffer } | null {
  const bytes = smallFile(path)
  if (bytes === null) return null
  const compression = compressionOf(bytes)
  const packed = compression === 'gzip' && bytes.length <= SMALL_PACKED
  const content = compression === 'none' ? bytes : packed ? gunzipped(bytes) : null
  return content === null ? null : { read: bytes.length, content }
}

/**
 * The bytes of a file, decompressed if its first bytes say gzip, zstd or xz; the name says nothing. What a mail has done to its lines
 * is undone. A chunk is valid until the next one is asked for. What is `counted` adds to readProgress.
 * @throws InputError for a file that cannot be opened or read, or whose compressed data are broken or cut off.
 */
export async function* readChunks(path: string, counted = true): AsyncGenerator<Buffer, void> {
  const chunks = unpacked(path, counted)
  try {
    const first = await chunks.next()
    if (first.done === true) return
    const head = first.value.toString('latin1', 0, HEAD)
    const paste = pasteOf(head)
    if (paste.length > 0) return yield* cleanChunks(first.value, chunks, cleanerOf(paste, head))
    yield first.value
    yield* chunks
  } finally {
    await chunks.return()
  }
}

/** As much of the begin as shows what a file is. */
const HEAD = 65536

async function* unpacked(path: string, counted: boolean): AsyncGenerator<Buffer, void> {
  const onRead = (bytes: number) => {
    if (counted) Atomics.add(readProgress.counts, 0, BigInt(bytes))
  }
  const small = smallContent(path)
  if (small !== null) {
    onRead(small.read)
    if (small.content.length > 0) yield small.content
    return
  }
  const handle = await openRegular(path)
  const compression = await compressionIn(path, handle)
  if (compression !== 'none') return yield* unpackedChunks(path, handle, compression, onRead)
  for await (const chunk of plainChunks(path, handle, 0)) {
    onRead(chunk.length)
    yield chunk
  }
}

/** In whole lines, but for a last one without its newline and one that is too long to be a line, which stays as it is. */
async function* cleanChunks(
  first: Buffer,
  others: AsyncGenerator<Buffer, void>,
  clean: (lines: Buffer) => Buffer,
): AsyncGenerator<Buffer, void> {
  let rest = Buffer.from(first)
  for await (const chunk of others) {
    const end = rest.lastIndexOf(NEWLINE) + 1
    if (end > 0) yield clean(rest.subarray(0, end))
    rest = rest.subarray(end)
    if (rest.length > CHUNK) {
      yield rest
      rest = Buffer.alloc(0)
    }
    rest = Buffer.concat([rest, chunk])
  }
  yield clean(rest)
}

/** What takes back what a mail has done to whole lines. What it gives is valid until it is asked again. */
function cleanerOf(paste: readonly Paste[], head: string): (lines: Buffer) => Buffer {
  if (paste.length === 1 && paste[0] === 'quoted') {
    let room = Buffer.alloc(0)
    return (lines) => {
      if (room.length < lines.length) room = Buffer.allocUnsafeSlow(lines.length + CHUNK)
      return room.subarray(0, unquoted(lines, room))
    }
  }
  const clean = unpasting(paste, head)
  return (lines) => Buffer.from(clean(lines.toString('latin1')), 'latin1')
}

/** What a mail has done to the lines of a file; nothing for almost all. */
export async function pasteIn(path: string): Promise<Paste[]> {
  const chunks = unpacked(path, false)
  const first = await chunks.next()
  await chunks.return()
  return first.done === true ? [] : pasteOf(first.value.toString('latin1', 0, HEAD))
}

/** The bytes of a file that is not compressed, from byte `from` on. A chunk is valid until the next one is asked for. */
export async function* readChunksFrom(path: string, from: number): AsyncGenerator<Buffer, void> {
  const small = smallFile(path)
  if (small === null) yield* plainChunks(path, await openRegular(path), from)
  else if (from < small.length) yield small.subarray(from)
}

/** Reads into two buffers in turn: one is filled while the other is looked at. */
async function* plainChunks(path: string, handle: FileHandle, from: number): AsyncGenerator<Buffer, void> {
  let reading: Promise<{ bytesRead: number }> | null = null
  try {
    const { size } = await handle.stat()
    let at = from
    // what says nothing of its size (/proc) is read until it ends, any other file to the end that it had when it was opened
    const next = () => (size === 0 ? CHUNK : Math.max(0, Math.min(CHUNK, size - at)))
    // an experiment has hundreds of small files: a megabyte for each made V8 collect garbage all the time
    const room = () => Buffer.allocUnsafeSlow(Math.max(1, next()))
    const read = (into: Buffer) => handle.read(into, 0, next(), at)
    let [full, free]: [Buffer, Buffer | null] = [room(), null]
    reading = read(full)
    for (;;) {
      const { bytesRead } = await reading
      if (bytesRead === 0) return
      at += bytesRead
      free ??= room()
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

/** Whether a file is read as it lies on disk: neither is it compressed, nor has a mail changed its lines. */
export async function isAsItLies(path: string): Promise<boolean> {
  const handle = await openRegular(path)
  const compression = await compressionIn(path, handle)
  await handle.close()
  return compression === 'none' && (await pasteIn(path)).length === 0
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

const MARK = Buffer.from('efbbbf', 'hex')

/** The first bytes of a file, decompressed and without a byte-order mark, at most `limit` of them. */
export async function readHead(path: string, limit = HEAD): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of readChunks(path, false)) {
    parts.push(Buffer.from(chunk))
    length += chunk.length
    if (length >= limit) break
  }
  const head = Buffer.concat(parts)
  return head.subarray(head.subarray(0, 3).equals(MARK) ? 3 : 0).subarray(0, limit)
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
