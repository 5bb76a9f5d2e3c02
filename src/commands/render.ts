import { realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { boundedJson } from '../base/bounded-json.js'
import { InputError, InputErrors } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { readText } from '../ingest/lines.js'
import type { PublishedReport } from '../model/report.js'
import { parseReport } from '../report/parse-report.js'
import { EXIT, type Io } from './io.js'
import { whileLocked } from './output-lock.js'
import { outputFormats, writeReport } from './write-report.js'

const MAX_REPORT_BYTES = 32 << 20

/** Makes other formats of a report from its report.json. */
export async function render(
  path: string,
  options: { to?: string; output?: string; quiet?: boolean; static?: boolean; force?: boolean },
  io: Io,
): Promise<number> {
  const forms = outputFormats(options.to, ['html', 'md', 'txt', 'csv'])
  const report = await readReport(path)
  // beside the report that was named, also where a link leads to it
  const directory = options.output ?? (await realpath(dirname(path)))
  const written = await whileLocked(directory, () =>
    writeReport(report, directory, forms, {
      static: options.static === true,
      force: options.force === true,
    }),
  )
  if (options.quiet !== true) for (const file of written) io.stdout.write(`${printable(file, 1000)}\n`)
  return EXIT.ok
}

/**
 * Reads reports one by one, and keeps of each what `kept` gives.
 * @throws InputErrors with all that cannot be read: an answer without some of them would be another answer
 */
export async function readReports<Kept>(
  paths: readonly string[],
  kept: (report: PublishedReport, path: string) => Kept,
): Promise<Kept[]> {
  const all: Kept[] = []
  const broken: InputError[] = []
  for (const path of paths)
    try {
      all.push(kept(await readReport(path), path))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      broken.push(error)
    }
  if (broken.length > 0) throw new InputErrors(broken)
  return all
}

export async function readReport(path: string): Promise<PublishedReport> {
  const text = await readText(path, MAX_REPORT_BYTES, Number.POSITIVE_INFINITY)
  let value: unknown
  try {
    value = boundedJson(text, path)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError({
      path,
      expected: 'a report.json',
      found: 'a file that is not JSON',
      remedy: 'give the report.json that analyze wrote',
    })
  }
  return parseReport(value, path)
}
