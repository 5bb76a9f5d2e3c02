import { basename } from 'node:path'
import { InputError } from '../base/input-error.js'
import { phoronixRows } from '../decode/phoronix.js'
import { type RunValueRow, runTable } from '../decode/run-table.js'
import { detectFormat } from '../ingest/format.js'
import { readerWarnings } from '../ingest/line-notes.js'
import { readText } from '../ingest/lines.js'
import type { Warning } from '../model/warning.js'
import { type Figure, figureName, isUnit } from '../workload/figure.js'
import { conditionInfo } from './condition.js'
import type { Experiment, RunData } from './experiment.js'
import { NOTHING_KNOWN } from './nothing-known.js'
import type { Reading } from './run-reader.js'

const MAX_TABLE = 64 << 20
/** Names that say by themselves which condition is the baseline. */
const PAIRS = [
  ['mglru-off', 'mglru-on'],
  ['off', 'on'],
  ['baseline', 'treatment'],
] as const

/** Whether a file is a table of runs of its own, and not a file of one run. */
export const isTable = async (path: string) => ['csv', 'phoronix'].includes(await detectFormat(path))

/**
 * The rows of a table of runs.
 * @throws InputError, with the line, for what is none.
 */
export async function readTable(
  path: string,
): Promise<{ rows: RunValueRow[]; phoronix: boolean; warnings: Warning[] }> {
  const text = await readText(path, MAX_TABLE)
  const { list: warnings, lastLine } = readerWarnings(basename(path), null)
  const phoronix = (await detectFormat(path)) === 'phoronix'
  const rows = phoronix ? phoronixRows(text, path) : runTable(text, path, lastLine)
  return { rows, phoronix, warnings }
}

/**
 * An experiment of a table: of each run the numbers that it has, as metrics `workload:NAME`. A number without unit or without a better
 * direction is described, and not judged.
 * @throws InputError, with the line, for what contradicts itself, and where nothing tells which condition is the baseline.
 */
export async function loadTable(
  path: string,
  names: readonly [baseline: string, treatment: string] | null,
  reading: Pick<Reading, 'digest'>,
): Promise<Experiment> {
  const { rows, phoronix, warnings } = await readTable(path)
  const [baseline, treatment] = conditionsIn(rows, names, path)
  const own = PAIRS.slice(0, 2).some(([off, on]) => off === baseline && on === treatment)
  const [first, second] = own ? (['mglru-off', 'mglru-on'] as const) : (['baseline', 'treatment'] as const)
  const ids = new Map([
    [baseline, first],
    [treatment, second],
  ])
  const runs = new Map<string, RunValueRow[]>()
  for (const row of rows.filter(({ condition }) => ids.has(condition)))
    runs.set(row.run, [...(runs.get(row.run) ?? []), row])
  const digest = await reading.digest(path)
  const directions = new Map<string, RunValueRow>()
  const data = [...runs].map(([id, of]) => runOf(id, of, ids, directions, path))
  const inBlocks = blocksIn([...runs.values()], path)
  return {
    id: `table-${digest.sha256.slice(0, 12)}`,
    kind: 'bare',
    conditions: [
      conditionInfo(first, 'baseline', own ? undefined : baseline),
      conditionInfo(second, 'treatment', own ? undefined : treatment),
    ],
    manifest: null,
    ...(inBlocks && { inBlocks: true as const }),
    runs: data,
    inputs: data.map(({ id }) => ({
      run: id,
      stream: 'workload-output',
      role: 'table',
      name: basename(path),
      ...digest,
    })),
    warnings: phoronix ? [PASSES] : warnings,
  }
}

const PASSES: Warning = {
  id: 'passes',
  severity: 'caution',
  text: 'The runs are passes of the Phoronix Test Suite, one after another under one condition: what drifts over time is in the difference of the conditions.',
  subject: null,
}

/**
 * Whether the table says of every run in which block it was: then the two runs of a block are compared with each other.
 * @throws InputError where only some runs have a block, or a block has two runs of one condition.
 */
function blocksIn(runs: readonly RunValueRow[][], path: string): boolean {
  const firsts = runs.flatMap(([row]) => row ?? [])
  const [given] = firsts.filter(({ block }) => block !== null)
  if (given === undefined) return false
  const seen = new Map<string, RunValueRow>()
  for (const row of firsts) {
    const key = `${row.block} ${row.condition}`
    const before = seen.get(key)
    if (row.block === null || before !== undefined)
      throw new InputError({
        path,
        line: row.line,
        expected:
          row.block === null
            ? `a block of each run, as on line ${given.line}, or of none`
            : `one run of ${row.condition} in block ${row.block}`,
        found: row.block === null ? 'none' : `another on line ${before?.line}`,
        remedy: 'correct the column block, or leave it away',
      })
    seen.set(key, row)
  }
  return true
}

function conditionsIn(
  rows: readonly RunValueRow[],
  names: readonly [string, string] | null,
  path: string,
): readonly [string, string] {
  const found = [...new Set(rows.map(({ condition }) => condition))]
  const pair = names ?? PAIRS.find((one) => one.every((name) => found.includes(name)) && found.length === 2)
  const lacking = pair?.filter((name) => !found.includes(name)) ?? []
  if (pair === undefined || lacking.length > 0)
    throw new InputError({
      path,
      expected:
        lacking.length > 0
          ? `the condition ${JSON.stringify(lacking[0])}`
          : 'to know which condition is the baseline',
      found: `conditions ${found
        .slice(0, 6)
        .map((name) => JSON.stringify(name))
        .join(', ')}`,
      remedy: 'name both: --baseline "NAME=" --treatment "NAME="',
    })
  return pair
}

function runOf(
  id: string,
  rows: readonly RunValueRow[],
  ids: ReadonlyMap<string, string>,
  directions: Map<string, RunValueRow>,
  path: string,
): RunData {
  const [first] = rows as [RunValueRow, ...RunValueRow[]]
  const seen = new Map<string, number>()
  const fail = (line: number, expected: string, found: string) =>
    new InputError({ path, line, expected, found, remedy: 'correct the table' })
  const figures = rows.map((row): Figure => {
    // what a report calls workload:NAME, also where its table is read again
    const name = figureName([row.metric.replace(/^workload:/, '')])
    const before = seen.get(name)
    if (before !== undefined)
      throw fail(row.line, `one value of ${row.metric} in ${id}`, `another on line ${before}`)
    if (row.condition !== first.condition)
      throw fail(row.line, `${id} under ${first.condition} alone, as on line ${first.line}`, row.condition)
    if (row.block !== first.block || row.position !== first.position)
      throw fail(row.line, `one block and position of ${id}, as on line ${first.line}`, 'another')
    const unit = row.unit === null ? '' : row.unit.replace(/\s+/g, '-')
    if (name === '' || !isUnit(unit))
      throw fail(
        row.line,
        'a metric with a letter or digit, and a unit of at most 24 characters',
        JSON.stringify(`${row.metric}, ${unit}`.slice(0, 80)),
      )
    const earlier = directions.get(name) ?? row
    directions.set(name, earlier)
    if (earlier.unit !== row.unit || earlier.better !== row.better)
      throw fail(
        row.line,
        `${row.metric} in one unit and with one better direction, as on line ${earlier.line}`,
        `${row.unit ?? 'no unit'}, ${row.better ?? 'none'}`,
      )
    seen.set(name, row.line)
    const judged = row.unit !== null && row.better !== null
    return {
      name,
      value: row.value,
      reason: row.value === null ? 'the table has no value' : null,
      unit,
      better: judged ? (row.better as Figure['better']) : 'neither',
      role: judged ? 'headline' : 'descriptive',
      program: 'table',
      version: null,
      reader: 'table',
    }
  })
  return {
    ...NOTHING_KNOWN,
    id,
    condition: ids.get(first.condition) as string,
    kind: 'measured',
    block: first.block,
    position: first.position,
    duration: null,
    included: true,
    reason: null,
    streams: {
      'workload-output': {
        present: true,
        value: { figures, readers: ['table'], problems: [] },
        warnings: [],
      },
    },
  }
}
