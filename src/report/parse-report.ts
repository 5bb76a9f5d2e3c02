import { InputError } from '../base/input-error.js'
import { type PublishedReport, ReportSchema, SCHEMA_VERSION } from '../model/report.js'
import { upgradeReport } from './upgrade.js'

/**
 * What JSON.parse made of a report.json, as a report; `path` is named in errors.
 * @throws InputError for a report of a newer format, and for what is none.
 */
export function parseReport(value: unknown, path: string): PublishedReport {
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion
  if (typeof version === 'number' && version > SCHEMA_VERSION) {
    throw new InputError({
      path,
      expected: `a report of format ${SCHEMA_VERSION} or older`,
      found: `format ${version}`,
      remedy: 'use a newer mglru-report',
    })
  }
  const result = ReportSchema.safeParse(upgradeReport(value))
  if (result.success) return result.data as unknown as PublishedReport
  const issue = result.error.issues[0]
  const place = issue?.path.map(String).join('.') ?? ''
  throw new InputError({
    path,
    expected: `a report.json with ${place || 'the members of the schema'}`,
    found: issue?.message ?? 'something else',
    remedy: 'give the report.json that analyze wrote',
  })
}
