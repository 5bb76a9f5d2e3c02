import { constants } from 'node:fs'
import { type FileHandle, mkdir, mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { InputError } from '../base/input-error.js'

const CHUNK = 1 << 20
const MAX_BYTES = 64 * 2 ** 30
/** A pipe that nobody has opened for writing after this many looks has no writer. */
const LOOKS = 25
const BETWEEN_LOOKS = 20

/**
 * Calls `use` with the paths, those of pipes in place of `-` and of named pipes: what comes out of them is kept in a file while it
 * is used, since files are looked at more than once. A pipe that nobody writes to stays as it is, and is refused by its reader.
 * @throws InputError for more than 64 GiB.
 */
export async function spooled<T>(
  lists: readonly (readonly string[])[],
  use: (lists: string[][]) => Promise<T>,
): Promise<T> {
  if (!(await Promise.all(lists.flat().map(isPipe))).includes(true))
    return use(lists.map((list) => [...list]))
  const directory = await mkdtemp(join(tmpdir(), 'mglru-report-'))
  try {
    const kept = new Map<string, string>()
    for (const path of new Set(lists.flat())) {
      if (!(await isPipe(path))) continue
      const name = path === '-' ? 'stdin' : basename(path).replace(/^(\d+)$/, 'fd$1')
      const file = join(directory, String(kept.size), name)
      if (await keep(path === '-' ? '/dev/stdin' : path, file)) kept.set(path, file)
    }
    return await use(lists.map((list) => list.map((path) => kept.get(path) ?? path)))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

const isPipe = async (path: string) =>
  path === '-' ||
  (await stat(path).then(
    (info) => info.isFIFO(),
    () => false,
  ))

/** Copies what comes out of a pipe; false where nobody writes to it. */
async function keep(pipe: string, file: string): Promise<boolean> {
  await mkdir(join(file, '..'), { recursive: true })
  // without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever
  const from = await open(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
  const to = await open(file, 'wx', 0o600)
  try {
    return await copied(pipe, from, to)
  } finally {
    await from.close()
    await to.close()
  }
}

async function copied(pipe: string, from: FileHandle, to: FileHandle): Promise<boolean> {
  const buffer = Buffer.allocUnsafe(CHUNK)
  const regular = (await from.stat()).isFile()
  let [bytes, begun, looks] = [0, regular, 0]
  for (;;) {
    const read = await from.read(buffer, 0, CHUNK, null).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EAGAIN') return null
      throw error
    })
    if (read === null) {
      begun = true
      await wait(5)
    } else if (read.bytesRead > 0) {
      begun = true
      bytes += read.bytesRead
      if (bytes > MAX_BYTES)
        throw new InputError({
          path: pipe,
          expected: 'at most 64 GiB from a pipe',
          found: 'more',
          remedy: 'write it to a file first',
        })
      await to.write(buffer, 0, read.bytesRead)
    } else if (begun || ++looks >= LOOKS) return begun
    else await wait(BETWEEN_LOOKS)
  }
}
