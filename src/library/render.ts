import { InputError } from '../base/input-error.js'
import type { Report } from '../model/report.js'
import {
  type FormContent,
  type FormOptions,
  OUTPUT_FORMATS,
  type OutputFormat,
} from '../render/output-formats.js'
import { parseReport } from '../report/parse-report.js'

/**
 * The files of a report in one format, by name: `{ 'report.html': '...' }`; text, or bytes of `parquet` and `arrow`. Those of `md` have its figures, which stand
 * below `figures/`. The report may come from a report.json: it is checked first.
 * @throws InputError for an unknown format, and for what is no report.
 */
export async function render<Format extends OutputFormat>(
  report: Report,
  format: Format,
  options: FormOptions = {},
): Promise<Record<string, FormContent<Format>>> {
  if (!Object.hasOwn(OUTPUT_FORMATS, format))
    throw new InputError({
      path: 'format',
      expected: `one of ${Object.keys(OUTPUT_FORMATS).join(', ')}`,
      found: `"${format}"`,
      remedy: 'name one of them',
    })
  return Object.fromEntries(await OUTPUT_FORMATS[format](parseReport(report, 'report'), options))
}
