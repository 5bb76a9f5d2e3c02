import { basename } from 'node:path'
import { printable } from '../base/printable.js'
import { stableJson } from '../base/stable-json.js'
import { readHead } from '../ingest/chunks.js'
import { FORMAT_TITLES, type Format, formatOf } from '../ingest/format.js'
import type { Reduction, StreamDef } from '../model/stream.js'
import { STREAMS } from '../streams/index.js'
import { countEvents } from './inspect-events.js'
import { EXIT, type Io } from './io.js'

/** Formats of bare files that one stream can read, and in which role it expects them. */
const READ_BY: Partial<Record<Format, { stream: string; role: string }>> = {
  'bpftrace-text': { stream: 'page-faults', role: 'trace' },
  'bpftrace-json': { stream: 'page-faults', role: 'trace' },
  'perf-trace': { stream: 'perf-trace', role: 'trace' },
  'perf-stat-json': { stream: 'perf-stat', role: 'trace' },
  'perf-stat-csv': { stream: 'perf-stat', role: 'trace' },
  dmesg: { stream: 'kernel-log', role: 'trace' },
  'stress-ng-yaml': { stream: 'stress-ng', role: 'yaml' },
  'stress-ng-log': { stream: 'stress-ng', role: 'log' },
}

/** Says what a file is, what is in it, and what is wrong with it. */
export async function inspect(path: string, options: { json?: boolean }, io: Io): Promise<number> {
  const head = await readHead(path)
  const format = formatOf(head)
  if (format === 'perf-script') return inspectEvents(path, options, io)
  const found = readerOf(format, head)
  const reduction =
    found === null
      ? null
      : await found.stream.reduce([{ role: found.role, path, name: basename(path) }], basename(path), null)
  if (options.json === true) {
    io.stdout.write(
      stableJson({
        format,
        stream: found?.stream.id ?? null,
        reduction: reduction === null ? null : plain(reduction),
      }),
    )
  } else {
    io.stdout.write(`${printable(path)}: ${FORMAT_TITLES[format]}\n`)
    if (found === null || reduction === null) io.stdout.write('Nothing here reads it.\n')
    else describe(found.stream, reduction, io)
  }
  return reduction?.present === true && reduction.warnings.length === 0 ? EXIT.ok : EXIT.input
}

async function inspectEvents(path: string, options: { json?: boolean }, io: Io): Promise<number> {
  const { events, lost, overwritten, unknown } = await countEvents(path)
  const whole = lost === 0 && overwritten === 0 && unknown.count === 0
  if (options.json === true) {
    io.stdout.write(
      stableJson({ format: 'perf-script', events: Object.fromEntries(events), lost, overwritten, unknown }),
    )
    return whole ? EXIT.ok : EXIT.input
  }
  io.stdout.write(`${printable(path)}: ${FORMAT_TITLES['perf-script']}\n\n`)
  for (const [event, count] of [...events].sort(([, a], [, b]) => b - a).slice(0, 40))
    io.stdout.write(`  ${event}: ${count}\n`)
  io.stdout.write(whole ? '\nNothing wrong was found.\n' : '\nWhat is wrong:\n')
  if (lost > 0) io.stdout.write(`  ${lost} events are reported as lost.\n`)
  if (overwritten > 0)
    io.stdout.write(`  ${overwritten} events were overwritten before the buffer was read.\n`)
  if (unknown.count > 0)
    io.stdout.write(
      `  ${printable(path)}:${unknown.firstLine}: ${unknown.count} lines were not understood; this is the first.\n`,
    )
  return whole ? EXIT.ok : EXIT.input
}

function readerOf(format: Format, head: Buffer): { stream: StreamDef<unknown>; role: string } | null {
  const own = /^\{\s*"type"\s*:\s*"stream"\s*,\s*"stream"\s*:\s*"([a-z-]{1,64})"/.exec(
    head.toString('latin1'),
  )?.[1]
  const reader = own === undefined ? READ_BY[format] : { stream: own, role: 'trace' }
  const stream = STREAMS.find(
    ({ id, recordedAs }) => reader && (id === reader.stream || recordedAs.includes(reader.stream)),
  )
  return stream === undefined || reader === undefined ? null : { stream, role: reader.role }
}

function describe(stream: StreamDef<unknown>, reduction: Reduction<unknown>, io: Io): void {
  io.stdout.write(`${stream.title} (stream ${stream.id}).\n\n`)
  if (!reduction.present) {
    io.stdout.write(`Nothing can be made of it: ${printable(reduction.reason, 500)}\n`)
    return
  }
  for (const [name, value] of Object.entries(plain(reduction.value) as Record<string, unknown>))
    io.stdout.write(`  ${name}: ${shown(value)}\n`)
  io.stdout.write(reduction.warnings.length === 0 ? '\nNothing wrong was found.\n' : '\nWhat is wrong:\n')
  for (const { text } of reduction.warnings) io.stdout.write(`  ${printable(text, 500)}\n`)
}

/** The first few entries of what is long. */
function shown(value: unknown): string {
  if (value === null) return 'not known'
  if (typeof value !== 'object') return printable(String(value))
  const entries = Array.isArray(value)
    ? value.map((item) => JSON.stringify(item))
    : Object.entries(value).map(([key, item]) => `${key} ${JSON.stringify(item)}`)
  const first = entries.slice(0, 8).map((entry) => printable(entry, 120))
  const rest = entries.length - first.length
  return entries.length === 0 ? 'none' : `${first.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, item) => (item instanceof Map ? Object.fromEntries(item) : item)),
  )
}
