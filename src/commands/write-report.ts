import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InputError } from '../base/input-error.js'
import type { Report } from '../model/report.js'
import { type FormOptions, OUTPUT_FORMATS, type OutputFormat } from '../render/output-formats.js'

/** Writes the formats asked for; a file appears whole or not at all. Gives the paths. */
export async function writeReport(
  report: Report,
  directory: string,
  forms: readonly OutputFormat[],
  options: FormOptions = {},
): Promise<string[]> {
  const files: [string, string][] = []
  for (const form of forms) files.push(...(await OUTPUT_FORMATS[form](report, options)))
  const written = await writeFiles(directory, files)
  // figures are many, and found through the file that shows them
  return written.filter((_, index) => files[index]?.[0].includes('/') !== true)
}

/** Writes files into a directory, each whole or not at all. Gives their paths. */
export async function writeFiles(
  directory: string,
  files: readonly [name: string, content: string][],
): Promise<string[]> {
  try {
    await mkdir(directory, { recursive: true })
    for (const [name, content] of files) {
      await mkdir(dirname(join(directory, name)), { recursive: true })
      await writeWhole(join(directory, name), content)
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    throw new InputError({
      path: directory,
      expected: 'a directory to write the report into',
      found: code,
      remedy: 'choose another with -o',
    })
  }
  return files.map(([name]) => join(directory, name))
}

async function writeWhole(path: string, content: string): Promise<void> {
  const partial = `${path}.partial`
  try {
    await writeFile(partial, content)
    await rename(partial, path)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
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
