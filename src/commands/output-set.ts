import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { InputError } from '../base/input-error.js'
import { holdDirectory } from '../base/whole-file.js'

const MARKER = '.mglru-report.set'
/** Names that a set may hold: nothing else is ever removed. */
const NAME = /^(?:figures\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/
/** What the first edition wrote, which left no marker. */
const OLD_NAMES = [
  'report.json',
  'report.md',
  'report.html',
  'report.txt',
  'report.lkp.txt',
  'comparisons.csv',
  'runs.csv',
]
const MAX_MARKER_BYTES = 1 << 20

/** The files of one report in a directory, and of which experiment they are. */
interface OutputSet {
  experiment: string
  files: string[]
}

/**
 * The set that a directory holds, so that the next one replaces it whole; null where there is none.
 * @throws InputError where it is of another experiment, unless that is meant
 */
export async function ownSet(
  directory: string,
  experiment: string,
  force: boolean,
): Promise<OutputSet | null> {
  const found = (await markedSet(directory)) ?? (await oldSet(directory))
  if (found === null || found.experiment === experiment || force) return found
  throw new InputError({
    path: directory,
    expected: `a directory without the report of another experiment`,
    found: `the report of ${found.experiment}`,
    remedy: 'choose another with -o, or replace it with --force',
  })
}

async function markedSet(directory: string): Promise<OutputSet | null> {
  const value = await jsonOf(join(directory, MARKER))
  if (value === null || typeof value['experiment'] !== 'string' || !Array.isArray(value['files'])) return null
  const files = value['files'].filter((name): name is string => typeof name === 'string' && NAME.test(name))
  return { experiment: value['experiment'], files }
}

async function oldSet(directory: string): Promise<OutputSet | null> {
  const report = await jsonOf(join(directory, 'report.json'))
  const experiment = report?.['experiment'] as { id?: unknown } | undefined
  if (typeof experiment?.id !== 'string') return null
  const figures = await readdir(join(directory, 'figures')).catch(() => [])
  const pictures = figures.filter((name) => name.endsWith('.svg')).map((name) => `figures/${name}`)
  return { experiment: experiment.id, files: [...OLD_NAMES, ...pictures.filter((name) => NAME.test(name))] }
}

async function jsonOf(path: string): Promise<Record<string, unknown> | null> {
  try {
    const text = await readFile(path, 'utf8')
    if (path.endsWith(MARKER) && text.length > MAX_MARKER_BYTES) return null
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The file that says which experiment a directory's report is of, and which files belong to it. */
export function markerOf(experiment: string, files: readonly string[]): [name: string, content: string] {
  return [MARKER, `${JSON.stringify({ experiment, files: [...files].sort() })}\n`]
}

/** Removes the files of a set that the next one does not have. */
export async function removeStale(
  directory: string,
  old: OutputSet,
  files: readonly string[],
): Promise<void> {
  const kept = new Set(files)
  for (const part of ['', 'figures']) {
    const names = old.files.filter(
      (name) => (name.includes('/') ? 'figures' : '') === part && !kept.has(name),
    )
    if (names.length === 0) continue
    const held = await holdDirectory(join(directory, part)).catch(() => null)
    if (held === null) continue
    try {
      for (const name of names) await rm(join(held.place, name.replace('figures/', '')), { force: true })
    } finally {
      await held.close()
    }
  }
}
