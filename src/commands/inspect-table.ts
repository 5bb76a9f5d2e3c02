import { printable } from '../base/printable.js'
import { readTable } from '../experiment/table.js'
import { figureName } from '../workload/figure.js'

/** What a table of runs holds: its runs by condition, and the metrics that come of it. */
export interface TableExtent {
  rows: number
  /** Condition to its number of runs. */
  runs: Record<string, number>
  /** Whether every run has a block. */
  inBlocks: boolean
  feeds: string[]
  /** What is wrong with it. */
  wrong: string[]
}

/** @throws InputError, with the line, for what contradicts itself. */
export async function tableExtent(path: string): Promise<TableExtent> {
  const { rows, warnings } = await readTable(path)
  const runs: Record<string, number> = Object.create(null)
  const seen = new Set<string>()
  for (const { run, condition } of rows) {
    if (!seen.has(run)) runs[printable(condition)] = (runs[printable(condition)] ?? 0) + 1
    seen.add(run)
  }
  const names = new Set(rows.map(({ metric }) => `workload:${figureName([metric])}`))
  return {
    rows: rows.length,
    runs,
    inBlocks: rows.length > 0 && rows.every(({ block }) => block !== null),
    feeds: [...names].sort(),
    wrong: warnings.map(({ text }) => text),
  }
}

export function tableText({ rows, runs, inBlocks, feeds, wrong }: TableExtent): string {
  const of = Object.entries(runs).map(([condition, count]) => `${condition} ${count}`)
  const shown = feeds.slice(0, 8).join(', ')
  return [
    '',
    `  rows: ${rows}`,
    `  runs: ${of.slice(0, 8).join(', ')}${of.length > 8 ? ` and ${of.length - 8} more conditions` : ''}`,
    `  blocks: ${inBlocks ? 'of every run' : 'none'}`,
    `  feeds: ${printable(shown, 500)}${feeds.length > 8 ? ` and ${feeds.length - 8} more` : ''}`,
    '',
    ...wrong.map((text) => printable(text, 500)),
    `${wrong.length === 0 ? 'Nothing wrong was found. ' : ''}Compare its two conditions: mglru-report analyze FILE`,
    '',
  ].join('\n')
}
