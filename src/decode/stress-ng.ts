import type { Document } from 'yaml'
import { InputError } from '../base/input-error.js'

export interface Stressor {
  name: string
  bogoOps: number
  /** Wall-clock seconds. */
  seconds: number
  userSeconds: number | null
  systemSeconds: number | null
}

/** In some locales stress-ng writes a decimal comma, which YAML takes for text. */
function quantity(given: unknown): number | null {
  const value =
    typeof given === 'string' && /^\d{1,20},\d{1,20}$/.test(given) ? Number(given.replace(',', '.')) : given
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null
}

/**
 * The section `metrics` with the lines before it left empty, so that line numbers stay. The rest may be no YAML at all:
 * 0.19 writes one line of build-info without its indentation.
 */
function metricsSection(text: string): string {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => /^metrics:\s*$/.test(line))
  if (start === -1) return ''
  const after = lines.findIndex((line, index) => index > start && /^\S/.test(line))
  const section = lines.slice(start, after === -1 ? lines.length : after)
  return [...new Array<string>(start).fill(''), ...section].join('\n')
}

/** stress-ng writes no aliases; refusing them keeps a small file from growing into a large value. */
function plainValue(document: Document, path: string): { metrics?: unknown } | null {
  try {
    return document.toJS({ maxAliasCount: 0 }) as { metrics?: unknown } | null
  } catch {
    throw new InputError({
      path,
      expected: "stress-ng's YAML",
      found: 'YAML with aliases',
      remedy: 'check where the file comes from',
    })
  }
}

/**
 * The metrics of `stress-ng --yaml`, 0.10 to 0.22. Read as YAML 1.2, for which the unquoted times of older versions
 * (`14:02:38`) are text and not numbers to the base 60.
 * @throws InputError when it is not YAML or a metric is not a number.
 */
export async function parseStressYaml(text: string, path: string): Promise<Stressor[]> {
  // large, and most files that are read are no YAML
  const { parseDocument } = await import('../base/yaml.js')
  const document = parseDocument(metricsSection(text), {
    schema: 'core',
    uniqueKeys: false,
    logLevel: 'silent',
  })
  const error = document.errors[0]
  if (error !== undefined) {
    const line = error.linePos?.[0].line ?? null
    throw new InputError({
      path,
      line,
      expected: "stress-ng's YAML",
      found: 'a line that is not YAML',
      remedy: 'check that the run ended and the file is complete',
    })
  }
  const root = plainValue(document, path)
  const metrics = root !== null && typeof root === 'object' ? root.metrics : undefined
  if (!Array.isArray(metrics)) return []
  return metrics.map((entry: unknown, index) => {
    const item = (entry ?? {}) as Record<string, unknown>
    const bogoOps = quantity(item['bogo-ops'])
    const seconds = quantity(item['wall-clock-time'])
    if (typeof item['stressor'] !== 'string' || bogoOps === null || seconds === null) {
      throw new InputError({
        path,
        expected: `metrics[${index}] with stressor, bogo-ops and wall-clock-time`,
        found: 'something else',
        remedy: 'check that the file is complete',
      })
    }
    const userSeconds = quantity(item['user-time'])
    const systemSeconds = quantity(item['system-time'])
    return { name: item['stressor'], bogoOps, seconds, userSeconds, systemSeconds }
  })
}
