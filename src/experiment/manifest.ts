import { join } from 'node:path'
import type * as z from 'zod'
import { boundedJson } from '../base/bounded-json.js'
import { InputError, InputErrors } from '../base/input-error.js'
import { lineOfMember } from '../base/json-place.js'
import { readText } from '../ingest/lines.js'
import { type ExperimentManifest, ExperimentSchema, type RunManifest, RunSchema } from '../model/manifest.js'
import { upgradeExperiment, upgradeRun } from './upgrade.js'

const MAX_MANIFEST_BYTES = 32 << 20

export async function readExperimentManifest(directory: string): Promise<ExperimentManifest> {
  return readManifest(join(directory, 'experiment.json'), ExperimentSchema, upgradeExperiment)
}

export async function readRunManifest(directory: string): Promise<RunManifest> {
  return readManifest(join(directory, 'run.json'), RunSchema, upgradeRun)
}

async function readManifest<T>(path: string, schema: z.ZodType<T>, upgrade: typeof upgradeRun): Promise<T> {
  const text = await readText(path, MAX_MANIFEST_BYTES, Number.POSITIVE_INFINITY)
  let value: unknown
  try {
    value = boundedJson(text, path)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError({
      path,
      line: lineOfSyntaxError(text, error),
      expected: 'JSON',
      found: 'something else',
      remedy: 'check that the file is complete',
    })
  }
  const result = schema.safeParse(upgrade(path, value))
  if (result.success) return result.data
  const errors = result.error.issues.slice(0, 20).map((issue) => {
    const place = issue.path.map(String).join('.')
    return new InputError({
      path,
      line: lineOfMember(text, issue.path),
      expected: `${place || 'the manifest'} to be as the schema says`,
      found: issue.message,
      remedy: 'fix the file',
    })
  })
  throw errors.length === 1 ? errors[0] : new InputErrors(errors)
}

function lineOfSyntaxError(text: string, error: unknown): number | null {
  const position = /position (\d+)/.exec(String(error))?.[1]
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length
  return /end of JSON input/.test(String(error)) ? text.split('\n').length : null
}
