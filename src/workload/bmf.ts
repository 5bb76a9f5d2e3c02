import type { Better } from '../model/comparison.js'
import { isUnit, type Printed } from './figure.js'
import { isRecord, numberAt } from './json-documents.js'
import type { Reader } from './reader.js'

/** Measures that Bencher itself defines, with their units. */
const MEASURES: Readonly<Record<string, { unit: string; better: Better }>> = {
  latency: { unit: 'ns', better: 'lower' },
  throughput: { unit: 'ops/s', better: 'higher' },
  'file-size': { unit: 'B', better: 'lower' },
  'build-time': { unit: 's', better: 'lower' },
}

/** https://bencher.dev/docs/reference/bencher-metric-format/ */
export const bmf: Reader = {
  id: 'bmf',
  title: 'Bencher Metric Format (JSON)',
  what:
    'Of each benchmark and measure: `BENCHMARK.MEASURE`, its `value`; lower_value and upper_value are of repeats within one run and not used. Latency is in ns, ' +
    'throughput in ops/s; other measures have no unit and no better direction.',
  source: 'written from its documentation',
  sign: /"value"\s*:/,
  read({ documents }) {
    const printed = documents.flatMap(({ value }) => ofDocument(value) ?? [])
    return printed.length === 0
      ? null
      : { program: 'Bencher Metric Format', version: null, printed, problems: [] }
  },
}

/** Null for JSON of another shape: every member of every benchmark must be a measure. */
function ofDocument(document: unknown): Printed[] | null {
  if (!isRecord(document) || Object.keys(document).length === 0) return null
  const printed: Printed[] = []
  for (const [benchmark, measures] of Object.entries(document)) {
    if (!isRecord(measures) || Object.keys(measures).length === 0) return null
    for (const [measure, metric] of Object.entries(measures)) {
      const value = numberAt(metric, 'value')
      if (!isRecord(metric) || value === null) return null
      if (!Object.keys(metric).every((key) => ['value', 'lower_value', 'upper_value'].includes(key)))
        return null
      const known = Object.hasOwn(MEASURES, measure) ? MEASURES[measure] : undefined
      const unit = known?.unit ?? ''
      printed.push({
        name: [benchmark, measure],
        value,
        unit: isUnit(unit) ? unit : '',
        better: known?.better ?? 'neither',
        role: 'headline',
      })
    }
  }
  return printed
}
