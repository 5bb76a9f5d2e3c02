import { expect, test } from '@jest/globals'
import { InputError, InputErrors } from '../../src/base/input-error.js'
import type { Report } from '../../src/model/report.js'
import { type Json, type Manifests, measured, reportOf, sound, verdict } from './sound-experiment.js'

/**
 * Facts that no verdict rests on, with the reason. A pattern is matched against the path of the member; everything else
 * must be noticed when it changes.
 */
const IRRELEVANT: readonly [RegExp, string][] = [
  [/^experiment\.plan\.primary\.\d+\.smallestEffect/, 'the row of the metric shows it'],
  [/^run\.reason$/, 'why a run failed; this one did not'],
  [/^experiment\.tool\./, 'which program recorded it is told in the report'],
  [/^experiment\.tools\./, 'versions of tools are compared where each run names them'],
  [
    /^experiment\.host\.(architecture|distribution|cpu|memoryBytes|pageBytes|numaNodes|swap|virtual|emulated)/,
    'one machine for all runs; the report tells it',
  ],
  [
    /^experiment\.host\.(kernel|kernelBuild|kernelConfig)/,
    'each run names the kernel that it ran on; the report tells both',
  ],
  [/^experiment\.workload\./, 'each run names the command that it ran'],
  [/^experiment\.(id|streams)/, 'a name, and a promise; what was recorded counts'],
  [/^experiment\.conditions\.\d+\.label$/, 'how the report speaks of a condition'],
  [/^experiment\.plan\.describeOnly$/, 'asked for by the person'],
  [
    /^run\.(clock|phases)/,
    'one run a little later or longer keeps its place; other places are tried in cases.test.ts',
  ],
  [
    /^run\.(schemaVersion|streams)/,
    'not a fact of the run: format, and checksums, which directory.test.ts changes',
  ],
]

/** Every member that is no object, by its path. */
function* leaves(value: Json, path: string): Generator<[string, Json]> {
  if (value === null || typeof value !== 'object') yield [path, value]
  else for (const [name, member] of Object.entries(value)) yield* leaves(member, `${path}.${name}`)
}

/** Another value of the same kind, plausible enough that the schema takes it. */
function another(value: Json, path: string): Json {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (value === null) return 'something'
  if (path.endsWith('thp.enabled')) return '[always] madvise never'
  if (path.endsWith('createdAt')) return '2026-06-01T00:00:00Z'
  if (path.endsWith('lru_gen.enabled')) return value === '0x0000' ? '0x0007' : '0x0000'
  if (path.endsWith('kind')) return value === 'measured' ? 'untraced' : 'measured'
  if (path.endsWith('outcome')) return 'failed'
  if (path.endsWith('condition')) return value === 'mglru-on' ? 'mglru-off' : 'mglru-on'
  if (/^\d+$/.test(value)) return `${BigInt(value) + 1n}`
  return `${value}-other`
}

function change(all: Manifests, path: string): void {
  const [root, ...names] = path.split('.')
  let at: Json = root === 'experiment' ? all.experiment : measured(all)[3]
  const last = follow(names)
  for (const name of last.slice(0, -1)) at = at[name]
  const name = last.at(-1) as string
  at[name] = another(at[name], path)

  // names of settings have dots of their own
  function follow(parts: string[]): string[] {
    const found: string[] = []
    let here = at
    for (let index = 0; index < parts.length; index++) {
      let name = parts[index] as string
      while (here !== null && !(name in here) && index + 1 < parts.length) name += `.${parts[++index]}`
      found.push(name)
      here = here[name]
    }
    return found
  }
}

const WORSE = ['pass', 'note', 'caution', 'invalidates']
const rank = (report: Report, id: string) =>
  WORSE.indexOf(report.checks.find((check) => check.id === id)?.outcome ?? 'pass')

/** How a changed fact shows, or null. */
async function shows(all: Manifests, declared: boolean, before: Report): Promise<string | null> {
  let after: Report
  try {
    after = await reportOf(all, declared)
  } catch (error) {
    if (error instanceof InputError || error instanceof InputErrors) return 'refused'
    throw error
  }
  if (verdict(after) !== 'improved') return 'withdrawn'
  if (after.assumed.length > before.assumed.length) return 'assumed'
  if (after.checks.some(({ id }) => rank(after, id) > rank(before, id))) return 'a check names it'
  if (after.warnings.length > before.warnings.length) return 'a warning names it'
  const excluded = (report: Report) => report.runs.filter(({ included }) => !included).length
  return excluded(after) > excluded(before) ? 'the run is excluded' : null
}

test('a fact of a sound experiment that changes takes the verdict away, is named, or is on the list', async () => {
  const base = sound()
  const before = await reportOf(base)
  expect(verdict(before)).toBe('improved')
  expect(before.assumed).toEqual([])
  const run = measured(base)[3]
  const { plan, ...rest } = base.experiment
  const paths = [
    ...leaves(rest, 'experiment'),
    // one run of the plan stands for all
    ...leaves({ ...plan, runs: [undefined, undefined, plan.runs[2]] }, 'experiment.plan'),
    ...leaves(run, 'run'),
  ]
    .filter(([, value]) => value !== undefined)
    .map(([path]) => path)
  const silent: string[] = []
  const unlisted = paths.filter((path) => !IRRELEVANT.some(([pattern]) => pattern.test(path)))
  expect(unlisted.length).toBeGreaterThan(30)
  for (const path of unlisted) {
    const all = sound()
    change(all, path)
    if ((await shows(all, path === 'run.declaration', before)) === null) silent.push(path)
  }
  expect(silent).toEqual([])
})

test('every pattern of the list is of a fact that there is', () => {
  const base = sound()
  const paths = [...leaves(base.experiment, 'experiment'), ...leaves(measured(base)[3], 'run')].map(
    ([path]) => path,
  )
  for (const [pattern, reason] of IRRELEVANT) {
    expect(reason.length).toBeGreaterThan(10)
    expect(paths.some((path) => pattern.test(path))).toBe(true)
  }
})
