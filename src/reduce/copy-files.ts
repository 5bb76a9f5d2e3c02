import { InputError } from '../base/input-error.js'
import type { Sample } from '../decode/samples.js'
import type { StreamFile, StreamFiles } from '../model/stream.js'
import type { Warning } from '../model/warning.js'

/** The samples next to the ends of the measured window, and every one between them. */
export interface Bracket {
  first: Sample
  last: Sample
  count: number
  /** Between the two, where they stand under time marks of the file itself. */
  seconds?: number
  /** Its last line, where that has no newline: the sample that it ends was not read. */
  cutAt?: number
  warnings: Warning[]
}

/** Both copies of one resource are taken at about one time. */
const TOGETHER = 2_000_000_000n

/** The files of a stream that reads its trace, or copies from before and after the run. */
export function filesOf({ trace, before, after }: StreamFiles): StreamFile[] {
  return [trace, before, after].flatMap((file) => (file === undefined ? [] : [file, ...(file.also ?? [])]))
}

/**
 * One bracket of several files: of copies from before and after the run the first and the last, and of files that hold different
 * parts (cpu.log, io.log, memory.log) all parts together. Null where none holds a sample.
 * @throws InputError where two of the files hold the same part, or cover other times.
 */
export async function joinedEnds(
  { trace, before, after }: StreamFiles,
  read: (file: StreamFile) => Promise<Bracket | null>,
): Promise<Bracket | null> {
  const of = async (file: StreamFile | undefined) =>
    file === undefined ? null : together(await allOf([file, ...(file.also ?? [])], read))
  if (before === undefined || after === undefined) return of(trace ?? before ?? after)
  const [first, last] = [await of(before), await of(after)]
  if (first === null || last === null) return null
  return {
    first: first.first,
    last: last.last,
    count: first.count + last.count,
    warnings: [...first.warnings, ...last.warnings],
  }
}

async function allOf(files: readonly StreamFile[], read: (file: StreamFile) => Promise<Bracket | null>) {
  const found: { file: StreamFile; bracket: Bracket }[] = []
  for (const file of files) {
    const bracket = await read(file)
    if (bracket !== null) found.push({ file, bracket })
  }
  return found
}

function together(parts: readonly { file: StreamFile; bracket: Bracket }[]): Bracket | null {
  const [one] = parts
  if (one === undefined) return null
  if (parts.length === 1) return one.bracket
  const holder = new Map<string, StreamFile>()
  for (const { file, bracket } of parts) {
    for (const key of Object.keys(bracket.last.data)) {
      const other = holder.get(key)
      if (other !== undefined)
        throw new InputError({
          path: file.path,
          expected: 'files of one run that hold different parts',
          found: `${key.replace(/\.total$/, '')} here and in ${other.name}`,
          remedy: 'give each run a directory of its own, or leave one of the two out',
        })
      holder.set(key, file)
    }
    for (const end of ['first', 'last'] as const)
      if (apart(bracket[end].at, one.bracket[end].at) > TOGETHER)
        throw new InputError({
          path: file.path,
          expected: `the same time marks as in ${one.file.name}, within 2 s`,
          found: `${end} ones ${Number(apart(bracket[end].at, one.bracket[end].at)) / 1e9} s apart`,
          remedy: 'give files of one run, recorded together',
        })
  }
  const merged = (end: 'first' | 'last'): Sample => ({
    at: one.bracket[end].at,
    data: Object.assign({}, ...parts.map(({ bracket }) => bracket[end].data)),
  })
  const { seconds } = one.bracket
  return {
    first: merged('first'),
    last: merged('last'),
    count: one.bracket.count,
    ...(seconds !== undefined && { seconds }),
    warnings: parts.flatMap(({ bracket }) => bracket.warnings),
  }
}

const apart = (a: bigint, b: bigint) => (a > b ? a - b : b - a)
