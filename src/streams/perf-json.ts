import { printable } from '../base/printable.js'
import { readJsonElements } from '../ingest/json-array.js'
import type { Reduction, StreamDef, StreamFile } from '../model/stream.js'
import type { Warning } from '../model/warning.js'

export interface PerfJson {
  samples: number
  byProcess: Map<string, number>
  /** Seconds from the first sample to the last; null with fewer than two. */
  seconds: number | null
  /** Members that samples have beside the usual ones: the fields of a tracepoint. */
  fields: string[]
}

declare module '../model/stream.js' {
  interface StreamValues {
    'perf-json': PerfJson
  }
}

export const perfJson: StreamDef<PerfJson> = {
  id: 'perf-json',
  title: "Samples in perf's JSON export",
  what:
    'perf data convert --to-json turns a recording of perf into one JSON document: for each sample the time, the task and where in ' +
    'its code it was.',
  collector: 'perf record, then perf data convert --to-json',
  caveats:
    'The export leaves out which event a sample is of, for how many events it stands, and what was lost: with more than one event ' +
    'nothing tells them apart. Use perf script where you can.',
  columns: [
    { name: 'process', unit: 'text', doc: 'name of the process' },
    { name: 'samples', unit: 'count', doc: 'samples of that process' },
  ],
  sidecars: [],
  recordedAs: [],
  reduce: reducePerfJson,
}

const USUAL = new Set(['timestamp', 'pid', 'tid', 'cpu', 'comm', 'callchain'])
const MAX_NAMES = 10_000
const MAX_FIELDS = 200

async function reducePerfJson(files: readonly StreamFile[], run: string): Promise<Reduction<PerfJson>> {
  const file = files.find(({ role }) => role === 'trace')
  if (file === undefined) return { present: false, reason: 'not recorded' }
  const byProcess = new Map<string, number>()
  const fields = new Set<string>()
  const shapes = new Set<string>()
  let [first, last] = [Infinity, Number.NEGATIVE_INFINITY]
  let samples = 0
  let strange = 0
  const whole = await readJsonElements(file.path, 'samples', (value) => {
    const sample = value as Record<string, unknown> | null
    const at = sample?.['timestamp']
    if (sample === null || typeof sample !== 'object' || typeof at !== 'number') {
      strange++
      return
    }
    samples++
    first = Math.min(first, at)
    last = Math.max(last, at)
    const comm = printable(typeof sample['comm'] === 'string' ? sample['comm'] : '?')
    const key = byProcess.has(comm) || byProcess.size < MAX_NAMES ? comm : 'all others'
    byProcess.set(key, (byProcess.get(key) ?? 0) + 1)
    const own = Object.keys(sample).filter((name) => !USUAL.has(name))
    for (const name of own) if (fields.size < MAX_FIELDS) fields.add(printable(name, 80))
    if (shapes.size < MAX_FIELDS) shapes.add(own.sort().join())
  })
  const warnings: Warning[] = []
  const warn = (id: string, text: string) => warnings.push({ id, severity: 'caution', text, subject: run })
  warn(
    'perf-json',
    `${file.name}: this export does not say which event a sample is of, for how many events it stands, or what was lost` +
      `${shapes.size > 1 ? `; its samples have ${shapes.size} different sets of fields, so they are of more than one event` : ''}.`,
  )
  if (!whole) warn('stream-cut', `${file.name}: the document has no end; what came after is not known.`)
  if (strange > 0)
    warn('unknown-lines', `${file.name}: ${strange} samples have no time and were not counted.`)
  const value: PerfJson = {
    samples,
    byProcess: new Map([...byProcess].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))),
    seconds: samples < 2 ? null : (last - first) / 1e9,
    fields: [...fields].sort(),
  }
  return { present: true, value, warnings }
}
