import { access } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { InputError } from '../base/input-error.js'
import { workloadSeconds } from '../decode/workload-seconds.js'
import { readText } from '../ingest/lines.js'
import { unpackedName } from '../ingest/unpacked-name.js'
import type { InputFormat } from '../model/stream.js'
import { type RunData, valueOf } from './experiment.js'

type Length = NonNullable<RunData['duration']>

const MAX_OUTPUT = 16 << 20

/** Begins the origin of a length that the workload told itself. */
export const TOLD_BY_OUTPUT = 'the output of '

/** Formats in which a program may say how long it ran. */
const MAY_TELL: readonly InputFormat[] = ['json', 'unknown']

/**
 * The length of a run from a file `X.seconds` next to X, or `seconds` in its directory: one number.
 * @throws InputError for such a file that holds anything else, and for two that differ.
 */
export async function lengthFile(files: readonly string[]): Promise<{ path: string; length: Length } | null> {
  const places = files.flatMap((path) => [
    `${unpackedName(path)}.seconds`,
    join(dirname(path), `${stemOf(path)}.seconds`),
    ...(files.length > 1 ? [join(dirname(path), 'seconds')] : []),
  ])
  let found: { path: string; length: Length } | null = null
  for (const path of new Set(places)) {
    const there = await access(path).then(
      () => true,
      () => false,
    )
    if (!there) continue
    const text = (await readText(path, 1000)).trim()
    if (!isLength(text))
      throw new InputError({
        path,
        expected: 'the length of the run in seconds, such as 300',
        found: JSON.stringify(text.slice(0, 40)),
        remedy: 'write the number alone',
      })
    found ??= { path, length: { seconds: Number(text), origin: 'a file X.seconds' } }
    if (found.length.seconds !== Number(text))
      throw new InputError({
        path,
        expected: `${found.length.seconds} seconds, as in ${basename(found.path)}`,
        found: text,
        remedy: 'take away the one that is not the length of this run',
      })
  }
  return found
}

const stemOf = (path: string) => /[^/]*$/.exec(path)?.[0].replace(/\..*$/s, '') ?? ''

/** Above 0 and below 30 years, so that a date is not taken for it. */
export const isLength = (text: string) =>
  /^\d{1,9}(?:\.\d{1,9})?$/.test(text) && Number(text) > 0 && Number(text) < 1e9

/** What the output of a workload says of its own length; null where it says nothing that is known. */
export async function lengthInOutput(path: string, format: InputFormat): Promise<Length | null> {
  if (!MAY_TELL.includes(format) && format !== ('workload-output' as InputFormat)) return null
  const text = await readText(path, MAX_OUTPUT).catch((error) => {
    if (error instanceof InputError) return null
    throw error
  })
  const found = text === null ? null : workloadSeconds(text)
  return found && { seconds: found.seconds, origin: `${TOLD_BY_OUTPUT}${found.program}` }
}

/** The time marks of what was recorded, or the clock of stress-ng. */
export function lengthInStreams(run: RunData): Length | null {
  const stressNg = valueOf(run, 'stress-ng')
  if (stressNg !== null) {
    const seconds = Math.max(...stressNg.stressors.map((stressor) => stressor.seconds))
    if (seconds > 0) return { seconds, origin: "stress-ng's wall-clock-time" }
  }
  const marks = [
    { seconds: valueOf(run, 'vmstat')?.seconds, of: '/proc/vmstat' },
    { seconds: valueOf(run, 'psi')?.length, of: '/proc/pressure' },
    { seconds: valueOf(run, 'lru-gen')?.seconds, of: 'lru_gen' },
    { seconds: valueOf(run, 'cgroup-stat')?.length, of: 'memory.stat' },
    { seconds: valueOf(run, 'cgroup-pressure')?.length, of: 'memory.pressure' },
  ]
  for (const { seconds, of } of marks)
    if (seconds !== undefined && seconds > 0)
      return { seconds, origin: `the time marks in the copies of ${of}` }
  return null
}
