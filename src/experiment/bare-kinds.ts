import { readHead } from '../ingest/chunks.js'
import { formatOf, ownProgram } from '../ingest/format.js'
import type { InputFormat, Role, StreamDef } from '../model/stream.js'
import { STREAMS } from '../streams/registry.js'

/** A stream that can read a file, and in which role. */
export interface StreamRole {
  stream: string
  /** copy: of counters, before or after the run; which one shows only beside the other. */
  role: Role | 'copy'
}

export interface Kind {
  format: InputFormat
  uses: readonly StreamRole[]
}

/**
 * What a file is by its first bytes, and who reads it; nobody reads what is unknown.
 * @throws InputError for a file that cannot be read.
 */
export async function identify(path: string): Promise<Kind> {
  const head = await readHead(path)
  const format = formatOf(head)
  // what the tracer wrote to stderr, which tells of lost events, may look like the begin of a trace
  if (/\.err(?:\.(?:gz|zst))?$/.test(path))
    return { format, uses: [{ stream: 'page-faults', role: 'stderr' }] }
  return { format, uses: usesOf(format, head.toString('latin1')) }
}

function usesOf(format: InputFormat, head: string): readonly StreamRole[] {
  const trace = (...streams: string[]) => streams.map((stream) => ({ stream, role: 'trace' as const }))
  if (format === 'bpftrace-json' || format === 'bpftrace-text')
    return ownProgram(head) ? trace('bpftrace-maps', 'page-faults') : trace('page-faults')
  if (format === 'perf-script')
    return trace(
      'trace-events',
      ...(/ mm_vmscan_|vmscan:/.test(head) ? ['direct-reclaim', 'vmscan'] : []),
      ...(/ (?:page|minor|major)-faults|page_fault_/.test(head) ? ['page-faults'] : []),
    )
  if (format === 'stream') {
    const id = /^\{\s*"type"\s*:\s*"stream"\s*,\s*"stream"\s*:\s*"([a-z-]{1,64})"/.exec(head)?.[1]
    return id === undefined ? [] : trace(id === 'page-faults-raw' ? 'page-faults' : id)
  }
  if (format === 'vmstat') return [{ stream: 'vmstat', role: /^time: *\d/m.test(head) ? 'trace' : 'copy' }]
  return STREAMS.flatMap(({ id, reads }: StreamDef<string, object>) => {
    const role = reads?.[format]
    return role === undefined ? [] : [{ stream: id, role }]
  })
}
