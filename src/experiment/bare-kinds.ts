import { pasteIn, readHead } from '../ingest/chunks.js'
import { formatOf, ownProgram } from '../ingest/format.js'
import type { Paste } from '../ingest/pasted.js'
import { unpackedName } from '../ingest/unpacked-name.js'
import type { InputFormat, Role, StreamDef } from '../model/stream.js'
import { STREAMS } from '../streams/registry.js'
import { READERS } from '../workload/index.js'

/** A stream that can read a file, and in which role. */
export interface StreamRole {
  stream: string
  /** copy: of counters, before or after the run; which one shows only next to the other. */
  role: Role | 'copy'
  /** Other files tell more of the stream, or tell it exactly; what they give is taken where a run has both. */
  secondary?: true
}

export interface Kind {
  format: InputFormat
  uses: readonly StreamRole[]
  /** What a mail has done to its lines, which is undone before they are read. */
  paste: readonly Paste[]
}

/**
 * What a file is by its first bytes, and who reads it; nobody reads what is unknown, unless the format of the workload's output was named.
 * @throws InputError for a file that cannot be read.
 */
export async function identify(path: string, outputNamed = false): Promise<Kind> {
  const [head, paste] = [await readHead(path), await pasteIn(path)]
  return { ...whoReads(path, head, outputNamed), paste }
}

function whoReads(path: string, head: Buffer, outputNamed: boolean): Omit<Kind, 'paste'> {
  const format = formatOf(head)
  // what the tracer wrote to stderr, which tells of lost events, may look like the begin of a trace
  const name = unpackedName(path)
  if (/\.err$/.test(name)) return { format, uses: [{ stream: 'page-faults', role: 'stderr' }] }
  const text = head.toString('latin1')
  const noneElse = format === 'json' || format === 'unknown'
  if (noneElse && (outputNamed || READERS.some(({ sign }) => sign.test(text))))
    return { format: 'workload-output', uses: [{ stream: 'workload-output', role: 'stdout' }] }
  const cgroup = CGROUP_FILES.find(([pattern]) => pattern.test(name))
  if (cgroup !== undefined) return { format, uses: [{ stream: cgroup[1], role: cgroup[2] }] }
  const role = MARKED.test(text) ? 'trace' : 'copy'
  if (format === 'memory-stat') return { format, uses: [{ stream: 'cgroup-stat', role }] }
  if (format === 'psi' && OF_CGROUP.test(path)) return { format, uses: [{ stream: 'cgroup-pressure', role }] }
  return { format, uses: usesOf(format, text) }
}

const COPIES: readonly (readonly [stream: string, pattern: RegExp])[] = [
  [
    'vmstat',
    /^[^\S\n]*(?:\/\S{1,200}:)?(?:nr_free_pages|pgfault|pgmajfault|pswpin|pswpout|nr_vmscan_write|workingset_refault\w{0,20}) +\d+\r?$/m,
  ],
  ['meminfo', /^(?:\/\S{1,200}:)?MemTotal:\s+\d+ kB/m],
  ['psi', /^(?:\S{1,200}:)?(?:some|full) avg10=/m],
  ['lru-gen', /^memcg\s+\d+(?:\s+\S.*)?\r?$/m],
]
const COPIED: readonly InputFormat[] = ['vmstat', 'meminfo', 'psi', 'lru-gen', 'zoneinfo']
const MARKED = /^(?:[#=\s-]{0,8}(?:time|timestamp|epoch|date|ts)\s?[:=]\s*\d|test begin :: )/im

/** Scripts copy several files of the kernel into one: each stream takes its own lines. */
function copiesIn(format: InputFormat, head: string): readonly StreamRole[] {
  const role = MARKED.test(head) ? ('trace' as const) : ('copy' as const)
  // nodes have a part of the counters, and what mmtests copies at the start and the end has two moments
  const less = /^(?:node: ?\d|test begin :: |file start :: )/m.test(head) ? { secondary: true as const } : {}
  const found = COPIES.filter(([, pattern]) => pattern.test(head)).map(([stream]) => ({
    stream,
    role,
    ...less,
  }))
  const own = format === 'zoneinfo' ? 'vmstat' : format
  return [
    ...found.filter(({ stream }) => stream === own),
    ...found.filter(({ stream }) => stream !== own),
  ].filter(({ stream }) => format !== 'zoneinfo' || stream === 'vmstat')
}

/** Files of a cgroup do not say which they are: their names do. */
const CGROUP_FILES: readonly (readonly [RegExp, string, Role])[] = [
  [/\bmemory\.stat[-.](?:before|start)$/, 'cgroup-stat', 'before'],
  [/\bmemory\.stat[-.](?:after|end)$/, 'cgroup-stat', 'after'],
  [/\bcpu\.stat[-.](?:before|start)$/, 'cgroup-stat', 'other-before'],
  [/\bcpu\.stat[-.](?:after|end)$/, 'cgroup-stat', 'other-after'],
  [/\bmemory\.peak[-.](?:after|end)$/, 'cgroup-stat', 'peak'],
  [/\bmemory\.pressure[-.](?:before|start)$/, 'cgroup-pressure', 'before'],
  [/\bmemory\.pressure[-.](?:after|end)$/, 'cgroup-pressure', 'after'],
  [/\bio\.pressure[-.](?:before|start)$/, 'cgroup-pressure', 'other-before'],
  [/\bio\.pressure[-.](?:after|end)$/, 'cgroup-pressure', 'other-after'],
  [/\bmemory\.events[-.](?:before|start)$/, 'cgroup-events', 'before'],
  [/\bmemory\.events[-.](?:after|end)$/, 'cgroup-events', 'after'],
]

/** The kernel's own file of the machine is `pressure/memory`, that of a cgroup `memory.pressure`. */
const OF_CGROUP = /(?:^|[/._-])(?:memory|io|cpu)\.pressure(?:[._-][^/]*)?$/

function usesOf(format: InputFormat, head: string): readonly StreamRole[] {
  const trace = (...streams: string[]) => streams.map((stream) => ({ stream, role: 'trace' as const }))
  const also = (...streams: string[]) =>
    trace(...streams).map((use) => ({ ...use, secondary: true as const }))
  if (format === 'bpftrace-json' || format === 'bpftrace-text')
    return ownProgram(head) ? [...trace('bpftrace-maps'), ...also('page-faults')] : trace('page-faults')
  if (format === 'perf-script')
    return [
      ...trace('trace-events'),
      ...(/ mm_vmscan_|vmscan:/.test(head) ? also('direct-reclaim', 'vmscan') : []),
      ...(/ (?:page|minor|major)-faults| faults(?::[a-zA-Z]+)?:|page_fault_/.test(head)
        ? also('page-faults')
        : []),
    ]
  if (format === 'stream') {
    const id = /^\{\s*"type"\s*:\s*"stream"\s*,\s*"stream"\s*:\s*"([a-z-]{1,64})"/.exec(head)?.[1]
    return id === undefined ? [] : trace(id === 'page-faults-raw' ? 'page-faults' : id)
  }
  if (COPIED.includes(format)) return copiesIn(format, head)
  if (format === 'sar' || format === 'procps-vmstat') return also('vmstat')
  if (format === 'mem-log') return /, mode: 2/.test(head) ? trace('meminfo') : also('meminfo')
  if (format === 'lkp-json')
    return [
      ...(/"proc-vmstat\./.test(head) ? also('vmstat') : []),
      ...(/"meminfo\./.test(head) ? also('meminfo') : []),
    ]
  return STREAMS.flatMap(({ id, reads }: StreamDef<string, object>) => {
    const role = reads?.[format]
    return role === undefined ? [] : [{ stream: id, role }]
  })
}
