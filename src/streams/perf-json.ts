import { printable } from '../base/printable.js'
import { readJsonElements } from '../ingest/json-array.js'
import { readerWarnings } from '../ingest/line-notes.js'
import type { Context, Reduction, StreamFile } from '../model/stream.js'
import { fromTrace } from '../reduce/from-trace.js'
import { topCounts } from '../reduce/top-counts.js'

export interface PerfJson {
  samples: number
  byProcess: Map<string, number>
  /** Seconds from the first sample to the last; null with fewer than two. */
  seconds: number | null
  /** Members that samples have next to the usual ones: the fields of a tracepoint. */
  fields: string[]
}

export const perfJson = fromTrace(
  {
    id: 'perf-json',
    title: 'perf samples (JSON)',
    what:
      'perf data convert --to-json turns a recording of perf into one JSON document: for each sample the time, the task and where in ' +
      'its code it was.',
    collector: 'perf record, then perf data convert --to-json',
    caveats:
      'The export leaves out which event a sample is of, for how many events it stands, and what was lost: with more than one event ' +
      'they cannot be told apart. Use perf script where you can.',
    unused: 'a sample without its event and its weight counts nothing that could be compared.',
    fields: {
      samples: { unit: 'count', doc: 'samples in the document' },
      byProcess: { unit: 'count', doc: 'samples by process name' },
      seconds: { unit: 'seconds', doc: 'from the first sample to the last' },
      fields: { unit: 'text', doc: 'members that samples have in addition to the usual ones' },
    },
    recordedAs: [],
    reads: { 'perf-json': 'trace' },
  },
  reducePerfJson,
)

const USUAL = new Set(['timestamp', 'pid', 'tid', 'cpu', 'comm', 'callchain'])
const MAX_FIELDS = 200

async function reducePerfJson(file: StreamFile, { run }: Context): Promise<Reduction<PerfJson>> {
  const byProcess = topCounts()
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
    byProcess.add(printable(typeof sample['comm'] === 'string' ? sample['comm'] : '?'), 1)
    const own = Object.keys(sample).filter((name) => !USUAL.has(name))
    for (const name of own) if (fields.size < MAX_FIELDS) fields.add(printable(name, 80))
    if (shapes.size < MAX_FIELDS) shapes.add(own.sort().join())
  })
  const warnings = readerWarnings(file.name, run)
  warnings.add(
    'perf-json',
    `this export does not say which event a sample is of, for how many events it stands, or what was lost` +
      `${shapes.size > 1 ? `; its samples have ${shapes.size} different sets of fields, so they are of more than one event` : ''}.`,
  )
  if (!whole) warnings.add('stream-cut', 'the document has no end; what came after is not known.')
  if (strange > 0) warnings.add('unknown-lines', `${strange} samples have no time and were not counted.`)
  const value: PerfJson = {
    samples,
    byProcess: byProcess.sorted(),
    seconds: samples < 2 ? null : (last - first) / 1e9,
    fields: [...fields].sort(),
  }
  return { present: true, value, warnings: warnings.list }
}
