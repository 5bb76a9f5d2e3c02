import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InputError } from '../base/input-error.js'
import type { Report } from '../model/report.js'
import { renderHtml } from '../render/html.js'
import { renderJson } from '../render/json.js'
import { renderMarkdown } from '../render/markdown.js'

/** Writes every form of the report; a file appears whole or not at all. Gives the paths. */
export async function writeReport(report: Report, directory: string): Promise<string[]> {
  const files: [string, string][] = [
    ['report.json', renderJson(report)],
    ['report.md', renderMarkdown(report)],
    ['report.html', await renderHtml(report)],
  ]
  try {
    await mkdir(directory, { recursive: true })
    for (const [name, content] of files) await writeWhole(join(directory, name), content)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined) throw error
    throw new InputError(
      directory,
      null,
      'a directory to write the report into',
      code,
      'choose another with -o',
    )
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
