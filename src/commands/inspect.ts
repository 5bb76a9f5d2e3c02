import { basename } from 'node:path'
import { printable } from '../base/printable.js'
import { significant } from '../base/significant.js'
import { stableJson } from '../base/stable-json.js'
import { readCounters } from '../decode/proc.js'
import { identify, type StreamRole } from '../experiment/bare-kinds.js'
import { lengthInOutput } from '../experiment/run-length.js'
import { findSidecar } from '../experiment/sidecars.js'
import { readHead } from '../ingest/chunks.js'
import { FORMAT_TITLES } from '../ingest/format.js'
import { adviceOf } from '../ingest/format-advice.js'
import { readerWarnings } from '../ingest/line-notes.js'
import { pastesOf } from '../ingest/pasted.js'
import { producerOf } from '../ingest/producer.js'
import type { InputFormat, Reduction, StreamFiles } from '../model/stream.js'
import { STREAMS, type Stream } from '../streams/registry.js'
import { type Extent, extentOf, troublesIn } from './extent.js'
import { tableExtent, tableText } from './inspect-table.js'
import { EXIT, type Io } from './io.js'
import { spooled } from './spooled.js'
import { toRecord, whatFor } from './what-for.js'

interface Read {
  stream: Stream
  reduction: Reduction<object>
}

/** Says of each file what it is, what is in it, and what is wrong with it; as JSON of one an object, of several a list. */
export async function inspect(
  paths: readonly string[],
  options: { json?: boolean },
  io: Io,
): Promise<number> {
  return spooled([paths], async ([files = []]) => {
    let code: number = EXIT.ok
    const texts: string[] = []
    for (const [index, path] of files.entries()) {
      if (index > 0 && options.json !== true) io.stdout.write('\n')
      const into = { ...io, stdout: { write: (text: string) => texts.push(text) } }
      code = Math.max(
        code,
        await inspectOne(path, paths[index] ?? path, options, options.json === true ? into : io),
      )
    }
    if (options.json === true)
      io.stdout.write(
        files.length === 1 ? texts.join('') : `[\n${texts.map((text) => text.trimEnd()).join(',\n')}\n]\n`,
      )
    return code
  })
}

async function inspectOne(path: string, given: string, options: { json?: boolean }, io: Io): Promise<number> {
  const { format, uses, paste } = await identify(path)
  const name = basename(path)
  if (format === 'csv' || format === 'phoronix') {
    const table = await tableExtent(path)
    const { wrong, ...extent } = table
    const title = `${nameOf(given)}: ${FORMAT_TITLES[format]}\n`
    io.stdout.write(
      options.json === true ? stableJson({ format, table: extent, wrong }) : title + tableText(table),
    )
    return wrong.length === 0 ? EXIT.ok : EXIT.input
  }
  const read: Read[] = []
  const cut = readerWarnings(name, null)
  for (const use of uses) {
    const stream = readerOf(use)
    if (stream === undefined) continue
    // one copy of the counters gives no growth; of the other files of the kernel it gives levels
    if (onlyGrows(use)) {
      if (use.stream === 'vmstat') await readCounters({ path, name }, cut.lastLine)
      continue
    }
    const role = use.role === 'copy' ? 'trace' : use.role
    const files = { ...(await stderrOf(stream, path)), [role]: { path, name } }
    read.push({ stream, reduction: await stream.reduce(files, { run: name, window: null }) })
  }
  // what one stream finds none of its own in is said by another, unless none finds anything
  const found = read.filter(({ reduction }) => reduction.present)
  const shown = found.length > 0 ? found : read.slice(0, 1)
  const cutLines = cut.list.map(({ text }) => text)
  const wrong = [...new Set([...cutLines, ...shown.flatMap(warningsOf)])]
  const copy = uses.some(onlyGrows)
  const advice = copy ? ONE_COPY : read.length === 0 ? await adviceFor(format, path) : null
  const producer = producerOf((await readHead(path, 65536)).toString('latin1'))
  const told = (await lengthInOutput(path, format))?.seconds ?? null
  const extents = shown.map(({ stream, reduction }) => extentOf(stream.id, reduction, told))
  const troubles = shown.flatMap(({ stream, reduction }) => troublesIn(stream.id, reduction))
  if (options.json === true)
    io.stdout.write(
      stableJson({
        format,
        producer,
        paste,
        streams: shown.map(({ stream, reduction }, index) => ({
          stream: stream.id,
          extent: extents[index],
          reduction: plain(reduction),
        })),
        feeds: feeds(shown),
        wrong,
        troubles,
        advice,
      }),
    )
  else {
    io.stdout.write(`${nameOf(given)}: ${FORMAT_TITLES[format]}\n`)
    if (producer !== null) io.stdout.write(`Written by ${producer}.\n`)
    if (paste.length > 0) io.stdout.write(`Read without ${pastesOf(paste)}.\n`)
    for (const [index, one] of shown.entries()) describe(one, extents[index] as Extent, io)
    if (advice !== null) {
      io.stdout.write(`${advice}\n`)
      list('What is wrong:', cutLines, io)
    } else {
      list('What the log tells of its run:', troubles, io)
      if (wrong.length > 0) list('What is wrong:', wrong, io)
      else if (troubles.length === 0) io.stdout.write('\nNothing wrong was found.\n')
    }
  }
  return copy || (found.length > 0 && wrong.length === 0) ? EXIT.ok : EXIT.input
}

const nameOf = (given: string) => (given === '-' ? 'standard input' : printable(given))

/** Metrics that can be made of what was read, or what else it serves, by stream. */
const feeds = (shown: readonly Read[]) =>
  Object.fromEntries(shown.map(({ stream, reduction }) => [stream.id, whatFor(stream.id, reduction)]))

/** A copy of counters, which alone tells nothing of a run. */
const onlyGrows = ({ stream, role }: StreamRole) =>
  (role === 'copy' && (stream === 'vmstat' || stream === 'cgroup-stat' || stream === 'cgroup-pressure')) ||
  (stream.startsWith('cgroup-') && /before$|after$/.test(role))

const ONE_COPY =
  'One copy of the counters: what they grew by needs another one, from after the run. Give both to analyze in the directory of the run.'

/** What the recorder wrote to its standard error, where it stands next to the file. */
async function stderrOf({ sidecars }: Stream, trace: string): Promise<StreamFiles> {
  const sidecar = sidecars.find(({ role }) => role === 'stderr')
  const path = sidecar === undefined ? null : await findSidecar([trace], sidecar.suffix)
  return path === null ? {} : { stderr: { path, name: basename(path) } }
}

/** A stream of the collectors' may be read under another id than its own. */
const readerOf = ({ stream }: StreamRole) =>
  STREAMS.find(({ id, recordedAs }) => id === stream || recordedAs.includes(stream))

function warningsOf({ stream, reduction }: Read): string[] {
  if (reduction.present) return reduction.warnings.map(({ text }) => text)
  const remedy = toRecord(stream.id)
  return [`Nothing can be made of it: ${reduction.reason}${remedy === undefined ? '' : `; ${remedy}`}.`]
}

async function adviceFor(format: InputFormat, path: string): Promise<string> {
  switch (format) {
    case 'empty':
      return 'Nothing was written to it: look at what the tool said on stderr, and whether it was ended before it could write.'
    case 'binary':
      return `Nothing here reads it${packing(await readHead(path, 8))}.`
    case 'json': {
      const head = (await readHead(path, 65536)).toString('latin1')
      if (/"schemaVersion"\s*:/.test(head))
        return 'Nothing here reads it. A manifest, experiment.json or run.json, is checked by "mglru-report validate DIRECTORY"; a report is shown by "mglru-report render".'
      return unread(format, head)
    }
    default:
      return unread(format, (await readHead(path, 65536)).toString('latin1'))
  }
}

const unread = (format: InputFormat, head: string) =>
  `Nothing here reads it: ${adviceOf(format, head) ?? 'docs/streams.md lists what is read'}.`

/** What it was packed with, where that is not gzip, zstd or xz, which are unpacked; or that it is a picture. */
function packing(head: Buffer): string {
  const hex = head.toString('hex')
  if (hex.startsWith('425a68')) return ': it was packed with bzip2, so run "bzip2 -d" on it first'
  if (hex.startsWith('504b0304')) return ': it is a zip archive, so unpack it first'
  if (/^(?:89504e47|ffd8ff|47494638)/.test(hex)) return ': it is a picture, so give the text that it shows'
  return ''
}

function list(title: string, texts: readonly string[], io: Io): void {
  if (texts.length > 0) io.stdout.write(`\n${title}\n`)
  for (const text of texts) io.stdout.write(`  ${printable(text, 500)}\n`)
}

function describe({ stream, reduction }: Read, { seconds, events, losses }: Extent, io: Io): void {
  io.stdout.write(`\n${stream.title} (stream ${stream.id}).\n\n`)
  if (!reduction.present) return
  for (const [name, value] of Object.entries(plain(reduction.value) as Record<string, unknown>))
    io.stdout.write(`  ${name}: ${shown(value)}\n`)
  io.stdout.write(`  time span: ${seconds === null ? 'not in the file' : `${significant(seconds, 6)} s`}\n`)
  if (events !== null) io.stdout.write(`  holds: ${events}\n`)
  if (losses !== null) io.stdout.write(`  losses: ${losses}\n`)
  io.stdout.write(`  feeds: ${whatFor(stream.id, reduction)}\n`)
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
