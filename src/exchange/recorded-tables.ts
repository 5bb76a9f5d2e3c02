import type { ColumnTable } from 'arquero'
import type { Experiment } from '../experiment/experiment.js'
import type { Safe } from '../model/safe.js'
import { counterTable } from '../tables/counters.js'
import { eventTable } from '../tables/events.js'
import { histogramTable, mapTable } from '../tables/maps.js'
import { pageTable } from '../tables/pages.js'
import { sampleTable } from '../tables/samples.js'
import { stallTable } from '../tables/stalls.js'
import type { Cell, Column, ColumnType, Table, TableDef } from './table.js'

type Source = { directory: string | null; experiment: Experiment }
/** A table of what was recorded. Every text in it comes from outside, and goes through the redactor. */
interface RecordedTable extends TableDef {
  load(source: Source): Promise<ColumnTable> | ColumnTable
}

const RUN: [string, ColumnType, string][] = [['run', 'text', 'id of the run']]
const WHERE: typeof RUN = [
  ...RUN,
  ['block', 'integer', 'block of the plan'],
  ['condition', 'text', 'id of the condition'],
]

const def = (
  id: string,
  what: string,
  columns: readonly [name: string, type: ColumnType, doc: string][],
  load: RecordedTable['load'],
): RecordedTable => ({
  id,
  what,
  columns: columns.map(([name, type, doc]): Column => ({ name, type, doc })),
  load,
})

/** What `analyze` writes of an experiment next to the tables of its report. */
export const RECORDED_TABLES: readonly RecordedTable[] = [
  def(
    'samples',
    'one number of one sample of kswapd-cpu, meminfo, psi or vmstat; without rows where the source is not an experiment directory',
    [
      ...WHERE,
      ['stream', 'text', 'its stream'],
      ['at', 'number', 'seconds since the measured window began'],
      ['name', 'text', 'what was read'],
      ['value', 'number', 'as the kernel had it'],
    ],
    ({ directory, experiment }) => sampleTable(directory, experiment),
  ),
  def(
    'stalls',
    'one stall in direct reclaim; without rows where the source is not an experiment directory',
    [
      ...WHERE,
      ['at', 'number', 'its begin, seconds since the measured window began'],
      ['seconds', 'number', 'its length'],
      ['pid', 'integer', 'process'],
      ['thread', 'integer', 'thread'],
      ['order', 'integer', 'of the allocation that waited: 2^order pages'],
      ['reclaimed', 'number', 'pages reclaimed meanwhile'],
      ['process', 'text', 'name of the thread'],
    ],
    ({ directory, experiment }) => stallTable(directory, experiment),
  ),
  def(
    'deltas',
    'increase of one counter of /proc/vmstat over one run',
    [...RUN, ['counter', 'text', 'its name'], ['delta', 'number', 'its increase']],
    ({ experiment }) => counterTable(experiment),
  ),
  def(
    'pages',
    'one of the pages with the most faults, of traces that tell addresses',
    [
      ...RUN,
      ['rank', 'integer', '1 for the page with the most faults of its run'],
      ['address', 'text', 'of its first byte, hexadecimal'],
      ['process', 'integer', 'process number, which means nothing outside its run'],
      ['faults', 'number', 'page faults'],
      ['oneIn', 'number', 'they are of one page in so many'],
    ],
    ({ experiment }) => pageTable(experiment),
  ),
  def(
    'maps',
    'one entry of a map that a bpftrace program printed, as it was printed last',
    [
      ...RUN,
      ['map', 'text', 'its name'],
      ['key', 'text', 'empty for a map without keys'],
      ['value', 'number', 'what it counted'],
    ],
    ({ experiment }) => mapTable(experiment),
  ),
  def(
    'events',
    'one event of a trace in text (ftrace, perf script, perf trace), and how often it stands there',
    [...RUN, ['event', 'text', 'its name, without the subsystem'], ['count', 'number', 'times']],
    ({ experiment }) => eventTable(experiment),
  ),
  def(
    'histograms',
    'one bucket of a histogram that a bpftrace program printed',
    [
      ...RUN,
      ['map', 'text', 'its name, with its key'],
      ['lower', 'number', 'least value in the bucket; null: open'],
      ['upper', 'number', 'greatest value in it; null: open'],
      ['count', 'number', 'values in it'],
    ],
    ({ experiment }) => histogramTable(experiment),
  ),
]

/** The tables of what was recorded, read from the files of the experiment. `text` is the redactor of its report. */
export async function recordedTables(source: Source, text: (text: string) => Safe): Promise<Table[]> {
  const tables: Table[] = []
  for (const { id, what, columns, load } of RECORDED_TABLES) {
    const loaded = await load(source)
    const cells = columns.map(({ name }) =>
      ([...loaded.array(name)] as Cell[]).map((cell) => (typeof cell === 'string' ? text(cell) : cell)),
    )
    tables.push({ id, what, columns, cells })
  }
  return tables
}
