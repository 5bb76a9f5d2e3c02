import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { InputError } from '../base/input-error.js'

export const isFile = (path: string) =>
  stat(path).then(
    (one) => one.isFile(),
    () => false,
  )

/** A report.json itself, the one in a directory, or those in its directories. */
export async function reportsAt(path: string): Promise<string[]> {
  const info = await stat(path).catch(() => null)
  if (info?.isFile() === true) return [path]
  if (info?.isDirectory() === true) {
    if (await isFile(join(path, 'report.json'))) return [join(path, 'report.json')]
    const inside = (await readdir(path)).sort().map((name) => join(path, name, 'report.json'))
    const reports: string[] = []
    for (const one of inside) if (await isFile(one)) reports.push(one)
    if (reports.length > 0) return reports
  }
  throw new InputError({
    path,
    expected: 'a report.json, or a directory with reports',
    found: info === null ? 'nothing' : 'neither',
    remedy: 'give what analyze wrote',
  })
}
