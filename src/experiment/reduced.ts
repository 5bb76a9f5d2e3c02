import * as z from 'zod'
import { InputError } from '../base/input-error.js'
import { sha256 } from '../base/sha256.js'
import { fromTaggedJson, toTaggedJson } from '../base/tagged-json.js'
import { readHead } from '../ingest/chunks.js'
import { FORMAT_TITLES, formatOf } from '../ingest/format.js'
import { readText } from '../ingest/lines.js'
import { ExperimentSchema } from '../model/manifest.js'
import { WarningSchema } from '../model/warning.js'
import { codeFingerprint } from './code-fingerprint.js'
import { checkPlan, emptyRun, experimentOf, type LoadedRuns, NOT_RECORDED } from './directory.js'
import type { Experiment } from './experiment.js'

// Two lines: what the file is, with the sum of the second line; and the runs, as JSON with tags for maps and bigints.

const TYPE = 'mglru-report-reduced'
const MAX_REDUCED_BYTES = 32 << 20

const Header = z.object({ type: z.literal(TYPE), schema: z.literal(1), code: z.string(), sha256: z.string() })
const Body = z.object({
  manifest: z.object({ value: ExperimentSchema, sha256: z.string() }),
  warnings: z.array(WarningSchema),
  runs: z.array(
    z.object({
      run: z.unknown(),
      inputs: z.array(
        z.object({
          run: z.string(),
          stream: z.string().nullable(),
          role: z.string(),
          name: z.string(),
          bytes: z.int().min(0),
          sha256: z.string(),
        }),
      ),
      warnings: z.array(WarningSchema),
    }),
  ),
})

/** The text of a file with all runs but those that were not recorded here. */
export function reducedText({ manifest, warnings, runs }: LoadedRuns): string {
  const recorded = runs.filter(({ run }) => run.reason !== NOT_RECORDED)
  const body = toTaggedJson({ manifest, warnings, runs: recorded })
  const header = { type: TYPE, schema: 1, code: codeFingerprint(), sha256: sha256(body) }
  return `${JSON.stringify(header)}\n${body}\n`
}

/**
 * The experiment whose runs lie reduced in these files, the same as if they had been read where they were recorded.
 * @throws InputError for a file that is none of this version, is damaged, or does not belong to the others.
 */
export async function loadReduced(paths: readonly string[]): Promise<Experiment> {
  const [first = '', ...others] = paths
  const all = await readReduced(first)
  const from = new Map(all.runs.map(({ run }) => [run.id, first]))
  for (const path of others) {
    const more = await readReduced(path)
    if (more.manifest.sha256 !== all.manifest.sha256)
      throw new InputError({
        path,
        expected: `runs of the experiment ${all.manifest.value.id}, as in ${first}`,
        found:
          more.manifest.value.id === all.manifest.value.id
            ? 'another experiment.json of that id'
            : `those of ${more.manifest.value.id}`,
        remedy: 'give the files of one experiment',
      })
    for (const { run } of more.runs) {
      const before = from.get(run.id)
      if (before !== undefined)
        throw new InputError({
          path,
          expected: 'each run once',
          found: `${run.id}, which ${before} has, too`,
          remedy: 'leave one out',
        })
      from.set(run.id, path)
    }
    all.runs.push(...more.runs)
    const said = new Set(all.warnings.map(({ text }) => text))
    all.warnings.push(...more.warnings.filter(({ text }) => !said.has(text)))
  }
  const byId = new Map(all.runs.map((one) => [one.run.id, one]))
  const runs = all.manifest.value.plan.runs.map(
    (planned) =>
      byId.get(planned.id) ?? {
        run: { ...emptyRun(planned), reason: NOT_RECORDED },
        inputs: [],
        warnings: [],
      },
  )
  return experimentOf(first, all.manifest, all.warnings, runs)
}

/** What else it is, if that is known. */
async function kindOf(path: string, first: string): Promise<string> {
  if (first.startsWith('{') && first.includes(`"type":"${TYPE}"`)) return 'what another version of it wrote'
  const format = formatOf(await readHead(path))
  return format === 'unknown' || format === 'json' ? 'something else' : FORMAT_TITLES[format]
}

async function readReduced(path: string): Promise<LoadedRuns> {
  const [first = '', body = ''] = (await readText(path, MAX_REDUCED_BYTES, Number.POSITIVE_INFINITY)).split(
    '\n',
    2,
  )
  const header = Header.safeParse(jsonOf(first)).data
  if (header === undefined)
    throw new InputError({
      path,
      line: 1,
      expected: 'an experiment directory, or what "mglru-report reduce" wrote',
      found: await kindOf(path, first),
      remedy: 'give traces with --off and --on',
    })
  if (header.sha256 !== sha256(body))
    throw new InputError({
      path,
      line: 2,
      expected: 'what its first line says',
      found: 'another sum',
      remedy: 'copy the file again',
    })
  if (header.code !== codeFingerprint())
    throw new InputError({
      path,
      line: 1,
      expected: `runs reduced by this version (${codeFingerprint()})`,
      found: header.code.slice(0, 16),
      remedy: 'reduce them again with this one',
    })
  const read = Body.safeParse(valueOf(body, path))
  if (!read.success) throw notOurs(path, read.error.issues[0]?.path.join('.') ?? '')
  const { wrongPlace } = await import('./reduced-shape.js')
  for (const [index, { run }] of read.data.runs.entries()) {
    const wrong = wrongPlace(run)
    if (wrong !== null) throw notOurs(path, `runs.${index}.run.${wrong}`)
  }
  const loaded = read.data as unknown as LoadedRuns
  checkPlan(loaded.manifest.value, path)
  checkRuns(loaded, path)
  return loaded
}

function checkRuns({ manifest, runs }: LoadedRuns, path: string): void {
  const planned = new Map(manifest.value.plan.runs.map((run) => [run.id, run]))
  for (const { run } of runs) {
    const plan = planned.get(run.id)
    const same = plan !== undefined && plan.condition === run.condition && plan.kind === run.kind
    if (!same || plan.block !== run.block || plan.position !== run.position) throw notOurs(path, run.id)
  }
}

const notOurs = (path: string, where: string) =>
  new InputError({
    path,
    line: 2,
    expected: 'runs as this version writes them',
    found: `others at ${where}`,
    remedy: 'reduce them again',
  })

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function valueOf(text: string, path: string): unknown {
  try {
    return fromTaggedJson(text, path)
  } catch (error) {
    if (error instanceof InputError) throw new InputError({ ...error, line: 2 })
    return undefined
  }
}
