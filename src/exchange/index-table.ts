import type { ReportComparison } from '../model/report.js'
import { rowTable } from './table.js'

/** A metric of one report among many. */
export interface IndexRow {
  experiment: string
  report: string | null
  kernel: string
  machine: string
  workload: string
  metric: string
  unit: string
  family: string
  verdict: string
  effect: ReportComparison['effect']
}

/** What `index` writes next to its page. */
export const indexTable = rowTable('index', 'one metric of one report', (rows: readonly IndexRow[]) => rows, [
  ['experiment', 'text', 'id of the experiment', ({ experiment }) => experiment],
  ['report', 'text', 'address of its page, from the index', ({ report }) => report],
  ['kernel', 'text', 'release of the kernel', ({ kernel }) => kernel],
  ['machine_class', 'text', 'architecture, processors, memory, swap', ({ machine }) => machine],
  ['workload', 'text', 'profile, or the command line in short', ({ workload }) => workload],
  ['metric', 'text', 'id of the metric', ({ metric }) => metric],
  ['unit', 'text', 'of its values', ({ unit }) => unit],
  ['family', 'text', 'primary, secondary or descriptive', ({ family }) => family],
  ['verdict', 'text', 'as in report.json', ({ verdict }) => verdict],
  ['effect_scale', 'text', 'ratio or difference', ({ effect }) => effect?.scale ?? null],
  ['effect', 'number', 'estimate, on that scale', ({ effect }) => effect?.estimate ?? null],
  ['lower', 'number', 'lower bound of the confidence interval', ({ effect }) => effect?.lower ?? null],
  ['upper', 'number', 'upper bound', ({ effect }) => effect?.upper ?? null],
  ['confidence', 'number', 'level that the interval reaches', ({ effect }) => effect?.confidence ?? null],
])
