import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fromSystemError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import type { ExperimentManifest } from '../model/manifest.js'
import type { Warning } from '../model/warning.js'

/** Names of complete run directories; partial and unplanned ones are noticed. */
export async function runDirectories(
  directory: string,
  manifest: ExperimentManifest,
  warnings: Warning[],
): Promise<Set<string>> {
  const path = join(directory, 'runs')
  const names = await readdir(path).catch((error) => {
    throw fromSystemError(path, error) ?? error
  })
  const planned = new Set(manifest.plan.runs.map((run) => run.id))
  const failed = new Map<string, number>()
  for (const name of names.sort()) {
    const run = /^\.(?:partial|failed)-(.+?)(?:\.\d+)?$/.exec(name)?.[1] ?? name
    if (planned.has(name) || planned.has(run) || repeatsWarmup(run, manifest)) {
      if (name.startsWith('.failed-')) failed.set(run, (failed.get(run) ?? 0) + 1)
      continue
    }
    warnings.push({
      id: 'unplanned-run',
      severity: 'caution',
      text: `runs/${printable(name)} is not in the plan and was not read.`,
      subject: null,
    })
  }
  if (failed.size > 0) warnings.push(attemptsFailed(failed, manifest))
  return new Set(names)
}

/** The collector records a run that failed again at its place. Which condition's runs needed that may be an effect by itself. */
function attemptsFailed(failed: ReadonlyMap<string, number>, manifest: ExperimentManifest): Warning {
  const counts = manifest.conditions.map(({ id }) => {
    const runs = manifest.plan.runs.filter((run) => run.condition === id && failed.has(run.id))
    return `${runs.length} of ${id}`
  })
  const each = [...failed].map(([run, attempts]) => `${printable(run)} (${attempts})`)
  return {
    id: 'failed-attempts',
    severity: 'caution',
    text: `Runs recorded again because an earlier attempt failed: ${counts.join(', ')}. Failed attempts: ${each.slice(0, 12).join(', ')}${each.length > 12 ? ', …' : ''}.`,
    subject: null,
  }
}

/** A warm-up that the collector repeats after an interruption, before the next planned run. */
function repeatsWarmup(name: string, { conditions }: ExperimentManifest): boolean {
  const condition = /^w\d{2,4}-(.+)$/.exec(name)?.[1]
  return conditions.some(({ id }) => id === condition)
}
