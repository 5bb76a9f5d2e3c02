import type { ColumnTable } from 'arquero'

/**
 * Adds to each row of `events` what the nearest earlier sample (or one at the same moment) of the same run says: a column for
 * each of `names`, null before the first sample. `samples` is a table as sampleTable makes it, `events` any with run and at.
 */
export function asOf(events: ColumnTable, samples: ColumnTable, names: readonly string[]): ColumnTable {
  const ticks = new Map<string, { at: number[]; value: number[] }>()
  const ordered = samples.orderby('run', 'name', 'at')
  const [run, name, at, value] = ['run', 'name', 'at', 'value'].map((column) => [...ordered.array(column)])
  for (const [index, key] of (run ?? []).entries()) {
    const id = `${key}\n${name?.[index]}`
    const series = ticks.get(id) ?? { at: [], value: [] }
    series.at.push(Number(at?.[index]))
    series.value.push(Number(value?.[index]))
    ticks.set(id, series)
  }
  const [runs, times] = [[...events.array('run')], [...events.array('at')]]
  const added = names.map((wanted) => {
    const column = runs.map((key, index) => {
      const series = ticks.get(`${key}\n${wanted}`)
      const place = series === undefined ? -1 : lastNotAfter(series.at, Number(times[index]))
      return place === -1 ? null : (series?.value[place] ?? null)
    })
    return [wanted, column] as const
  })
  return events.reify().assign(Object.fromEntries(added) as never)
}

/** Index of the last of the rising numbers that is not above `limit`; -1 when all are. */
function lastNotAfter(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}
