import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { fromSystemError, InputError } from '../base/input-error.js'
import { type InputFile, type RunData, valueOf } from './experiment.js'

interface Given {
  id: string
  files: readonly { path: string }[]
}

/** The same file under two names would count one run twice. */
export async function refuseTwice(runs: readonly Given[], errors: InputError[]): Promise<void> {
  const seen = new Map<string, string>()
  for (const { path } of runs.flatMap(({ files }) => files)) {
    const real = await realpath(path).catch((error) => {
      // not found and the like is reported when the file is opened
      if (fromSystemError(path, error) === null) throw error
      return null
    })
    if (real === null) continue
    const first = seen.get(real)
    if (first === undefined) seen.set(real, path)
    else
      errors.push(
        new InputError({
          path,
          expected: 'each run to be given once',
          found: `the same file as ${first}`,
          remedy: 'leave one of the two out',
        }),
      )
  }
}

/** Two runs with the same bytes are one given twice, unless their traces hold no event: then equal bytes are expected. */
export function refuseCopies(
  runs: readonly Given[],
  loaded: readonly { run: RunData; inputs: readonly InputFile[] }[],
  errors: InputError[],
): void {
  const seen = new Map<string, string>()
  for (const [index, { files }] of runs.entries()) {
    const one = loaded[index]
    if (one === undefined || holdsNoEvent(one.run)) continue
    const names = files.map(({ path }) => basename(path))
    const content = one.inputs
      .filter(({ name }) => names.includes(name))
      .map(({ sha256 }) => sha256)
      .sort()
      .join()
    const path = files[0]?.path ?? ''
    const first = seen.get(content)
    if (first === undefined) seen.set(content, path)
    else
      errors.push(
        new InputError({
          path,
          expected: 'a run of its own',
          found: `byte for byte what ${first} holds`,
          remedy: 'leave the copy out',
        }),
      )
  }
}

/** A trace of page faults without any, and nothing else in it. */
function holdsNoEvent(run: RunData): boolean {
  const faults = valueOf(run, 'page-faults')
  const others = (['direct-reclaim', 'vmscan', 'trace-events', 'bpftrace-maps'] as const).some(
    (stream) => valueOf(run, stream) !== null,
  )
  return faults !== null && faults.total === 0 && !others
}
