import { createHash } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'

const PLACE = 'node_modules/.cache/mglru-report-test'
/** Whatever may change what is made, next to its inputs and Node: every source and the libraries. */
const CODE = ['src', 'package-lock.json']
/** Milliseconds after which what another process began, or what nobody asked for, is given up. */
const [ABANDONED, UNUSED] = [120_000, 24 * 3600 * 1000]

const sums = new Map<string, string>()
const making = new Map<string, Promise<string>>()
let tidied = false

/**
 * A text that many tests need, made by the first that asks for it, in whichever process, and kept for the next runs of the
 * tests as long as no source, no library and no file in `inputs` changes. MADE_ONCE=0 in the environment makes it again each time.
 * @param name what it is, apart from `inputs`
 * @param inputs files or directories
 */
export function madeOnce(
  name: string,
  inputs: readonly string[],
  make: () => Promise<string>,
): Promise<string> {
  if (process.env['MADE_ONCE'] === '0') return make()
  const key = createHash('sha256')
    .update([process.version, name, ...inputs, ...[...inputs, ...CODE].map(sumOf)].join('\n'))
    .digest('hex')
  const begun = making.get(key) ?? readOrMake(join(PLACE, key), make)
  making.set(key, begun)
  return begun
}

async function readOrMake(path: string, make: () => Promise<string>): Promise<string> {
  const claim = `${path}.claim`
  forgetUnused()
  for (;;) {
    const old = read(path)
    if (old !== null) return old
    if (claimed(claim)) break
    await later(20)
  }
  try {
    const text = await make()
    writeFileSync(`${path}.partial`, text)
    renameSync(`${path}.partial`, path)
    return text
  } finally {
    rmSync(claim, { force: true })
  }
}

function read(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8')
    utimesSync(path, new Date(), new Date())
    return text
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return null
  }
}

/** Whether this process is to make it: no other one does, or it gave up. */
function claimed(claim: string): boolean {
  mkdirSync(PLACE, { recursive: true })
  try {
    writeFileSync(claim, '', { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (age(claim) > ABANDONED) rmSync(claim, { force: true })
  return false
}

function age(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs
  } catch {
    return 0
  }
}

/** Removes what no test asked for in the last day. */
function forgetUnused(): void {
  if (tidied) return
  tidied = true
  mkdirSync(PLACE, { recursive: true })
  for (const name of readdirSync(PLACE))
    if (age(join(PLACE, name)) > UNUSED) rmSync(join(PLACE, name), { force: true })
}

function sumOf(path: string): string {
  const known = sums.get(path)
  if (known !== undefined) return known
  const hash = createHash('sha256')
  for (const file of filesOf(path)) hash.update(`${file}\n`).update(readFileSync(file))
  const sum = hash.digest('hex')
  sums.set(path, sum)
  return sum
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)))
}
