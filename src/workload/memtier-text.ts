import { numberOf, type Printed } from './figure.js'
import type { Reader } from './reader.js'

const ROW = /^(Sets|Gets|Waits|Totals)\s+\S/

/** run_stats.cpp, run_stats::print(): a table whose columns depend on the version and on --print-percentiles. */
export const memtierText: Reader = {
  id: 'memtier-text',
  title: 'memtier_benchmark, its usual text',
  what: 'The figures of memtier, under the same names, with the two to five decimals of the text.',
  source: 'written from its source, version 2.1: Debian does not package it',
  sign: /^Type\s+Ops\/sec\s/m,
  read({ lines }) {
    const printed: Printed[] = []
    let columns: string[] | null = null
    for (const line of lines) {
      if (line.length > 1000) continue
      // columns are two words or one: "Avg. Latency", "p99 Latency", "Ops/sec"
      if (/^Type\s+Ops\/sec\s/.test(line))
        columns = (line.match(/(?:Avg\.|p\d{1,3}(?:\.\d{1,3})?) Latency|\S+/g) ?? []).slice(1)
      if (columns === null || !ROW.test(line)) continue
      const [kind = '', ...cells] = line.trim().split(/\s+/)
      printed.push(...ofRow(kind.toLowerCase(), columns, cells))
    }
    return printed.length === 0
      ? null
      : { program: 'memtier_benchmark', version: null, printed, problems: [] }
  },
}

function ofRow(kind: string, columns: readonly string[], cells: readonly string[]): Printed[] {
  const rate = numberOf(cells[columns.indexOf('Ops/sec')] ?? '')
  if (rate === 0 && kind !== 'totals') return []
  const total = kind === 'totals'
  return columns.flatMap((column, index): Printed[] => {
    const cell = cells[index] ?? ''
    if (cell === '---' || cell === '') return []
    const value = numberOf(cell)
    const of = (key: string, role: Printed['role'], rest: Pick<Printed, 'unit' | 'better'>): Printed[] => [
      { name: ['memtier', kind, key], value, role, ...rest },
    ]
    if (column === 'Ops/sec')
      return of('ops', total ? 'headline' : 'secondary', { unit: 'ops/s', better: 'higher' })
    const latency = { unit: 'ms', better: 'lower' } as const
    if (column === 'Avg. Latency') return of('latency-avg', 'descriptive', latency)
    const percentile = /^(p[\d.]+) Latency$/.exec(column)?.[1]
    return percentile === undefined
      ? []
      : of(`latency-${percentile}`, total ? 'secondary' : 'descriptive', latency)
  })
}
