import { basename } from 'node:path'
import { InputError } from '../base/input-error.js'
import { FORMAT_TITLES } from '../ingest/format.js'
import { unpackedName } from '../ingest/unpacked-name.js'
import type { Role, StreamDef, StreamFile } from '../model/stream.js'
import { STREAMS } from '../streams/registry.js'
import type { StreamRole } from './bare-kinds.js'
import type { BareFile } from './bare-runs.js'
import { orderCopies, type Phases } from './copy-order.js'

export interface Assigned {
  streams: Map<string, { [R in Role]?: StreamFile }>
  /** Each file that is read, under the first of its uses. */
  read: { path: string; name: string; stream: string; role: string }[]
  /** Files that are not, and why not. */
  unused: { file: BareFile; why: string }[]
}

/** Streams of which one copy alone tells nothing. */
const ONLY_GROWTH = ['vmstat', 'cgroup-stat', 'cgroup-pressure']

/** Streams that read several files of a run as one. */
const JOINING = new Set<string>(
  STREAMS.flatMap(({ id, joins }: StreamDef<string, object>) => (joins === true ? [id] : [])),
)

/**
 * Which stream reads which of the files of a run, and as what. Two files of one stream are joined where that is sound; of exact
 * counters and those of a program that rounds them, the exact ones are taken and the others named.
 * @throws InputError for two files of one stream that cannot be joined, and where no file can be read.
 */
export async function assignFiles(
  files: readonly BareFile[],
  usesOf: (file: BareFile) => readonly StreamRole[],
  phases: Phases,
): Promise<Assigned> {
  const assigned: Assigned = { streams: new Map(), read: [], unused: [] }
  const wanted = new Map<string, { use: StreamRole; file: BareFile }[]>()
  for (const file of files) {
    const uses = usesOf(file)
    if (uses.length === 0) assigned.unused.push({ file, why: FORMAT_TITLES[file.kind.format] })
    for (const use of uses) {
      const key = `${use.stream} ${use.role}`
      wanted.set(key, [...(wanted.get(key) ?? []), { use, file }])
    }
  }
  const taken = new Set<BareFile>()
  const put = (stream: string, role: Role, [first, ...others]: StreamFile[]) => {
    if (first === undefined) return
    const file = others.length === 0 ? first : { ...first, also: others }
    assigned.streams.set(stream, { ...assigned.streams.get(stream), [role]: file })
  }
  const streamFile = ({ path }: BareFile): StreamFile => ({ path, name: basename(path) })
  for (const all of [...wanted.values()].sort(copiesLast)) {
    const { stream, role } = (all[0] as { use: StreamRole }).use
    const chosen = chooseAmong(all, files, assigned, stream)
    if (chosen.length === 0) continue
    if (role === 'copy') {
      if (assigned.streams.get(stream)?.trace !== undefined) {
        const why = `${assigned.streams.get(stream)?.trace?.name} already gives ${stream}`
        for (const { file } of chosen) assigned.unused.push({ file, why })
        continue
      }
      for (const { file } of chosen) taken.add(file)
      const { before, after } = await orderCopies(
        stream,
        chosen.map(({ file }) => streamFile(file)),
        phases,
      )
      if (after.length > 0 || ONLY_GROWTH.includes(stream)) {
        put(stream, 'before', before)
        put(stream, 'after', after)
      } else put(stream, 'trace', before)
      continue
    }
    if (chosen.length > 1 && !JOINING.has(stream))
      throw two(
        stream,
        chosen.map(({ file }) => file),
      )
    for (const { file } of chosen) taken.add(file)
    put(
      stream,
      role,
      chosen.map(({ file }) => streamFile(file)),
    )
  }
  for (const file of files) {
    const [first] = usesOf(file)
    if (first === undefined || !taken.has(file)) continue
    const role = first.role === 'copy' ? placeOf(assigned, first.stream, file.path) : first.role
    assigned.read.push({ ...streamFile(file), stream: first.stream, role })
  }
  assigned.unused = assigned.unused.filter(
    ({ file }, index, list) => !taken.has(file) && list.findIndex((one) => one.file === file) === index,
  )
  return assigned
}

const copiesLast = (a: { use: StreamRole }[], b: { use: StreamRole }[]) =>
  Number(a[0]?.use.role === 'copy') - Number(b[0]?.use.role === 'copy')

/** What is a stream's own before what only also tells of it, and what a recorder wrote to stderr where its trace is. */
function chooseAmong(
  all: { use: StreamRole; file: BareFile }[],
  files: readonly BareFile[],
  assigned: Assigned,
  stream: string,
) {
  const own = all.filter(({ use }) => use.secondary !== true)
  const [first, ...more] = own.length > 0 ? own : all
  const chosen = own.length > 0 ? own : more.length === 0 && first !== undefined ? [first] : []
  for (const { file } of all)
    if (!chosen.some((one) => one.file === file)) {
      const by = chosen.map((one) => basename(one.file.path)).join(', ')
      const why =
        by === ''
          ? `several files of ${stream}, none of which is of it alone`
          : `${by} already gives ${stream}`
      assigned.unused.push({ file, why })
    }
  if (chosen.length < 2 || chosen[0]?.use.role !== 'stderr') return chosen
  const traces = files.map(({ path }) => unpackedName(path))
  const beside = chosen.filter(({ file }) => traces.includes(unpackedName(file.path).replace(/\.err$/, '')))
  return beside.length > 0 ? beside.slice(0, 1) : chosen
}

function placeOf({ streams }: Assigned, stream: string, path: string): string {
  const held = Object.entries(streams.get(stream) ?? {}).find(([, file]) =>
    [file, ...(file.also ?? [])].some((one) => one.path === path),
  )
  return held?.[0] ?? 'between'
}

function two(stream: string, files: readonly BareFile[]): InputError {
  const names = files.map(({ path }) => basename(path))
  return new InputError({
    path: files[1]?.path ?? '',
    expected: `one file of ${stream} in each run`,
    found: names.join(' and '),
    remedy: 'give each run a directory of its own, or leave out what is not of this run',
  })
}
