import { InputError } from '../base/input-error.js'
import { metricOf } from '../model/renamed-metrics.js'

type Json = Record<string, unknown>
type Step = (old: Json) => Json

/**
 * Turns version N of a manifest into version N + 1, at index N - 1. Runs before anything else reads it, so that all
 * other code knows only the newest shape. When the schema changes: raise its version, append one function here, keep an
 * old manifest among the fixtures. What does not fit passes as it is: the schema refuses it, with its line.
 */
const EXPERIMENT: readonly Step[] = [settingsOfConditions]
const RUN: readonly Step[] = [nothingMoreRecorded]

/** @throws InputError for a manifest of a newer version. */
export const upgradeExperiment = (path: string, value: unknown) =>
  seedAsText(upgraded(path, value, EXPERIMENT))
export const upgradeRun = (path: string, value: unknown) => upgraded(path, value, RUN)

function upgraded(path: string, value: unknown, steps: readonly Step[]): unknown {
  if (!isObject(value)) return value
  const version = value['schemaVersion']
  const newest = steps.length + 1
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return value
  if (version > newest)
    throw new InputError({
      path,
      expected: `schemaVersion of at most ${newest}`,
      found: String(version),
      remedy: 'use a newer mglru-report',
    })
  return steps.slice(version - 1).reduce((manifest, step) => step(manifest), value)
}

function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** A seed that is no text cannot have been drawn from: the order is then unknown, which is no reason to refuse the runs. */
function seedAsText(manifest: unknown): unknown {
  if (!isObject(manifest) || !isObject(manifest['plan'])) return manifest
  const { plan } = manifest
  return typeof plan['seed'] === 'string' ? manifest : { ...manifest, plan: { ...plan, seed: null } }
}

/** 1 to 2: a condition was a mask and a min_ttl_ms, and one collector drew the order in one way. */
function settingsOfConditions(old: Json): Json {
  const { conditions, plan, tool } = old
  const known = isObject(tool) && tool['name'] === 'run-experiment'
  return {
    ...old,
    schemaVersion: 2,
    conditions: Array.isArray(conditions) ? conditions.map(conditionWithSettings) : conditions,
    plan: isObject(plan)
      ? {
          algorithm: known ? 'sha256-blocks-1' : null,
          looks: [],
          describeOnly: false,
          ...plan,
          primary: primaryOf(plan['primary']),
        }
      : plan,
  }
}

const primaryOf = (primary: unknown) =>
  Array.isArray(primary)
    ? primary.map((one) => (isObject(one) ? { ...one, metric: metricOf(one['metric']) } : one))
    : primary

function conditionWithSettings(old: unknown): unknown {
  if (!isObject(old)) return old
  const { enabled, minTtlMs, ...rest } = old
  const ttl = typeof minTtlMs === 'number' ? String(minTtlMs) : minTtlMs
  return { label: null, ...rest, settings: { 'lru_gen.enabled': enabled, 'lru_gen.min_ttl_ms': ttl } }
}

/** 1 to 2: what later collectors record of every run. */
function nothingMoreRecorded(old: Json): Json {
  return {
    declaration: null,
    kernel: null,
    workload: null,
    environment: null,
    ...old,
    schemaVersion: 2,
  }
}
