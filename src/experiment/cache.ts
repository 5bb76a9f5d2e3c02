import { readFileSync } from 'node:fs'
import { lstat, mkdir, readdir, rm, stat, utimes } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { sha256 } from '../base/sha256.js'
import { fromTaggedJson, toTaggedJson } from '../base/tagged-json.js'
import { writeWhole } from '../base/whole-file.js'
import { codeFingerprint } from './code-fingerprint.js'

/** Values by key, kept from one start of the program to the next. It may be deleted, cut or spoilt at any time. */
export interface Cache {
  get(key: readonly string[]): Promise<unknown>
  /** What cannot be kept is not, and nothing is said. */
  put(key: readonly string[], value: unknown): Promise<void>
}

const LONG_UNUSED = 30 * 24 * 3600 * 1000

/** In `$XDG_CACHE_HOME/mglru-report`, apart for every version of the code that makes the values. */
export function cacheIn(env: Readonly<Record<string, string | undefined>>): Cache {
  const given = env['XDG_CACHE_HOME'] ?? ''
  const home = isAbsolute(given) ? given : join(env['HOME'] ?? homedir(), '.cache')
  const all = join(home, 'mglru-report')
  const root = join(all, codeFingerprint())
  const place = (key: readonly string[]) => {
    const name = sha256(JSON.stringify(key))
    return join(root, name.slice(0, 2), name.slice(2))
  }
  let begun = false
  let own: Promise<boolean> | null = null
  const isOwn = () => {
    own ??= ownAlone(all)
    return own
  }
  return {
    async get(key) {
      if (!(await isOwn())) return undefined
      try {
        const [first = '', text = ''] = readFileSync(place(key), 'utf8').split('\n', 2)
        return first === sha256(text) ? fromTaggedJson(text) : undefined
      } catch {
        return undefined
      }
    },
    async put(key, value) {
      const path = place(key)
      if (!(await isOwn())) return
      try {
        const text = toTaggedJson(value)
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        if (!begun) {
          begun = true
          await dropUnused(all, root)
        }
        const content = `${sha256(text)}\n${text}`
        await writeWhole(dirname(path), basename(path), content, { mode: 0o600, sync: false })
      } catch {}
    },
  }
}

/** Whether nobody else can write there: what they put in would be believed. A place that is not there yet will be ours. */
async function ownAlone(place: string): Promise<boolean> {
  try {
    const info = await lstat(place)
    return info.isDirectory() && info.uid === process.geteuid?.() && (info.mode & 0o022) === 0
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
}

/** Values of other versions of the code go when nothing was added to them for a month. */
async function dropUnused(all: string, own: string): Promise<void> {
  const now = Date.now()
  await utimes(own, now / 1000, now / 1000)
  for (const name of await readdir(all)) {
    if (!/^[0-9a-f]{16}$/.test(name)) continue
    const path = join(all, name)
    if (now - (await stat(path)).mtimeMs > LONG_UNUSED) await rm(path, { recursive: true, force: true })
  }
}
