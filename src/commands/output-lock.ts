import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readdir, readFile, rm, rmdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { InputError } from '../base/input-error.js'
import { sha256 } from '../base/sha256.js'
import { holdDirectory, PARTIAL } from '../base/whole-file.js'
import { outputError } from './output-error.js'

const LOCK = '.mglru-report.lock'
const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants

/**
 * Does something while no other process of this program writes into the directory, which is made where there is none. What
 * processes that were killed left in it goes.
 * @throws InputError where another one writes into it
 */
export async function whileLocked<T>(directory: string, what: () => Promise<T>): Promise<T> {
  const held = await holdDirectory(directory).catch((error) => {
    throw outputError(directory, error)
  })
  try {
    await take(directory, held.place).catch((error) => {
      throw outputError(directory, error)
    })
    try {
      await tidy(held.place)
      return await what()
    } finally {
      await rm(join(held.place, LOCK), { force: true })
    }
  } finally {
    await held.close()
    // one that was made for nothing goes; with anything in it, it stays
    if (held.made) await rmdir(directory).catch(() => {})
  }
}

async function take(directory: string, place: string): Promise<void> {
  const lock = join(place, LOCK)
  const own = `${process.pid} ${(await startOf(process.pid)) ?? 0} ${Math.random()}\n`
  for (let tries = 0; tries < 10; tries++) {
    let handle: FileHandle
    try {
      handle = await open(lock, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const content = await contentOf(lock)
      // its owner has yet to write into it
      if (content === '' && tries < 5) {
        await later(50)
        continue
      }
      const pid = content === null ? null : await holderOf(content)
      if (pid !== null) throw inUse(directory, pid)
      await removeStale(lock, content)
      continue
    }
    try {
      await handle.writeFile(own)
    } finally {
      await handle.close()
    }
    return
  }
  throw inUse(directory, null)
}

const inUse = (directory: string, pid: number | null) =>
  new InputError({
    path: directory,
    expected: 'a directory that nothing else writes into',
    found: pid === null ? 'a lock that changes all the time' : `that mglru-report with pid ${pid} does`,
    remedy: 'wait until it has ended, or choose another with -o',
  })

/**
 * Removes the lock of a process that has ended, if it is still the one that was looked at. Of several who find it, one may: a claim
 * that is named after the lock's content holds the others off between the look and the removal.
 */
async function removeStale(lock: string, content: string | null): Promise<void> {
  if (content === null) return
  const claim = `${lock}.${sha256(content).slice(0, 16)}`
  try {
    await (await open(claim, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644)).close()
  } catch {
    // whoever claimed it has little to do, unless it was killed just then
    const info = await lstat(claim).catch(() => null)
    if (info !== null && Date.now() - info.mtimeMs > 10_000) await rm(claim, { force: true })
    return later(20)
  }
  try {
    if ((await contentOf(lock)) === content) await unlink(lock)
  } finally {
    await rm(claim, { force: true })
  }
}

/** What a lock says; empty for what is none of ours, such as a link; null where there is nothing any more. */
async function contentOf(lock: string): Promise<string | null> {
  try {
    const handle = await open(lock, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(100), 0, 100, 0)
      return buffer.toString('latin1', 0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : ''
  }
}

/** The process of a lock if it still runs, by its number and its start. */
async function holderOf(content: string): Promise<number | null> {
  const match = /^(\d{1,10}) (\d{1,20}) /.exec(content)
  if (match === null) return null
  const pid = Number(match[1])
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null
  }
  const start = await startOf(pid)
  return start === null || match[2] === '0' || start === match[2] ? pid : null
}

/** When a process started, in clock ticks since boot (field 22 of /proc/PID/stat); null where nothing tells. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

async function tidy(place: string): Promise<void> {
  for (const directory of [place, join(place, 'figures')])
    for (const name of await readdir(directory).catch(() => []))
      if (PARTIAL.test(name)) await rm(join(directory, name), { force: true })
}
