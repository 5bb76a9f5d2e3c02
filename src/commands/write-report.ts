import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { InputError } from '../base/input-error.js'
import { holdDirectory, LinkError, writeWhole } from '../base/whole-file.js'
import type { PublishedReport } from '../model/report.js'
import { OUTPUT_FORMATS, type OutputFormat, type RecordedOptions } from '../render/output-formats.js'
import { outputError } from './output-error.js'
import { markerOf, ownSet, removeStale } from './output-set.js'

/**
 * Writes the formats asked for; a file appears whole or not at all. Gives the paths. With `replace` the files of an older analysis
 * that the new one does not have go, so that a directory never mixes two.
 * @throws InputError where the directory has the report of another experiment, unless `force`
 */
export async function writeReport(
  report: PublishedReport,
  directory: string,
  forms: readonly OutputFormat[],
  {
    force = false,
    replace = false,
    ...options
  }: RecordedOptions & { force?: boolean; replace?: boolean } = {},
): Promise<string[]> {
  const old = await ownSet(directory, report.experiment.id, force)
  const files: [string, string | Uint8Array][] = []
  for (const form of forms) files.push(...(await OUTPUT_FORMATS[form](report, options)))
  const names = files.map(([name]) => name)
  const whole = replace || old === null ? names : [...new Set([...old.files, ...names])]
  const written = await writeFiles(directory, [...files, markerOf(report.experiment.id, whole)])
  if (replace && old !== null) await removeStale(directory, old, names)
  // figures are many, and found through the file that shows them
  return written.filter((_, index) => files[index]?.[0].includes('/') === false)
}

/**
 * Writes files into a directory, each whole or not at all. Gives their paths. A name may have one directory before it, which is
 * made; neither it nor the directory itself may be a link, and no file is written through one.
 */
export async function writeFiles(
  directory: string,
  files: readonly [name: string, content: string | Uint8Array][],
): Promise<string[]> {
  try {
    const parts = new Set(files.map(([name]) => dirname(name)))
    await within(directory, true, async (place) => {
      for (const part of parts) {
        const own = files.filter(([name]) => dirname(name) === part)
        if (part === '.') await writeAll(place, directory, own)
        else
          await within(join(place, part), false, (below) =>
            writeAll(below, join(directory, part), own),
          ).catch((error) => {
            throw error instanceof LinkError ? new LinkError(join(directory, part)) : error
          })
      }
    })
  } catch (error) {
    throw outputError(directory, error)
  }
  return files.map(([name]) => join(directory, name))
}

async function within(
  path: string,
  parents: boolean,
  write: (place: string) => Promise<void>,
): Promise<void> {
  const held = await holdDirectory(path, parents)
  try {
    await write(held.place)
  } finally {
    await held.close()
  }
}

/** @param shown the directory in messages */
async function writeAll(
  place: string,
  shown: string,
  files: readonly [string, string | Uint8Array][],
): Promise<void> {
  for (const [name, content] of files) {
    await refuseDevice(join(place, basename(name)), join(shown, basename(name)))
    await writeWhole(place, basename(name), content)
  }
}

/** A file would take the place of a device: /dev/null would be gone. */
async function refuseDevice(path: string, shown: string): Promise<void> {
  const info = await stat(path).catch(() => null)
  if (info === null || info.isFile() || info.isDirectory()) return
  throw new InputError({
    path: shown,
    expected: 'the name of a file to write',
    found: 'a pipe or device',
    remedy: 'choose another with -o',
  })
}

/** The formats named in `csv,html`, or all that `analyze` writes when nothing is named. */
export function outputFormats(names: string | undefined, fallback: readonly OutputFormat[]): OutputFormat[] {
  if (names === undefined) return [...fallback]
  const forms = names.split(',').map((name) => name.trim())
  const unknown = forms.find((form) => !Object.hasOwn(OUTPUT_FORMATS, form))
  if (unknown === undefined) return forms as OutputFormat[]
  throw new InputError({
    path: '--to',
    expected: `formats out of ${Object.keys(OUTPUT_FORMATS).join(', ')}`,
    found: `"${unknown}"`,
    remedy: 'name them with commas between',
  })
}
