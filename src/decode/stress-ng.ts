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

function quantity(value: unknown): number | null {
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
 * The metrics of `stress-ng --yaml`, 0.12 to 0.22. Read as YAML 1.2, for which the unquoted times of older versions
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
      remedy: 'check that the run ended and the file is whole',
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
        remedy: 'check that the file is whole',
      })
    }
    const userSeconds = quantity(item['user-time'])
    const systemSeconds = quantity(item['system-time'])
    return { name: item['stressor'], bogoOps, seconds, userSeconds, systemSeconds }
  })
}

// stressor, bogo-ops, real, user and system time, and the two rates; newer versions add columns behind
const FLOAT = String.raw`\d+\.\d+(?:e[+-]\d+)?`
const LOG_LINE = new RegExp(
  String.raw`^stress-ng: (?:info|metrc)\s*:\s+\[\d+\]\s+(\S+)\s+(\d+)\s+(${FLOAT})\s+(${FLOAT})\s+(${FLOAT})\s+${FLOAT}\s+${FLOAT}(?:\s+\S+)*\s*$`,
)

/** The metrics table in stress-ng's log, both the older form with seven columns and the newer with more. */
export function parseStressLog(text: string): Stressor[] {
  const stressors: Stressor[] = []
  for (const line of text.split('\n')) {
    const match = LOG_LINE.exec(line)
    if (match === null) continue
    const [, name = '', bogoOps, seconds, user, system] = match
    stressors.push({
      name,
      bogoOps: Number(bogoOps),
      seconds: Number(seconds),
      userSeconds: Number(user),
      systemSeconds: Number(system),
    })
  }
  return stressors
}
