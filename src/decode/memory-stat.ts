import { InputError } from '../base/input-error.js'
import { copyLabel } from './copy-labels.js'

const LINE = /^(?:\/\S{1,300}:)?([a-z][a-z0-9_]{1,60})[ \t]+(\d{1,20})\s*$/
const OF = 'memory.stat.'
const TOTAL = `${OF}total_`

/**
 * Under version 1 of cgroups the counters are of the cgroup alone, and those of the cgroups in it are in `total_NAME`
 * (Documentation/admin-guide/cgroup-v1/memory.rst); under version 2 NAME has both. The totals take the names of version 2.
 */
export function withTotals(data: Record<string, number>): Record<string, number> {
  for (const [key, value] of Object.entries(data))
    if (key.startsWith(TOTAL)) data[OF + key.slice(TOTAL.length)] = value
  return data
}

/**
 * Copies of memory.stat of one cgroup, of either version, under keys such as `memory.stat.pgfault`.
 * @throws InputError where a copy holds several cgroups.
 */
export function ofMemoryStat(lines: readonly string[], path: string, firstLine = 1): Record<string, number> {
  const data: Record<string, number> = Object.create(null)
  let own = true
  for (const [index, line] of lines.entries()) {
    // far above any line of it
    const [, name, value] = (line.length > 500 ? null : LINE.exec(line)) ?? []
    if (name === undefined) {
      const label = copyLabel(line)
      if (label !== null) own = label.file === 'memory-stat'
      continue
    }
    if (!own) continue
    if (data[OF + name] !== undefined)
      throw new InputError({
        path,
        line: firstLine + index,
        expected: 'memory.stat of one cgroup in each copy',
        found: `${name} again`,
        remedy: 'put each copy behind a line "time: SECONDS", and each cgroup in a file of its own',
      })
    data[OF + name] = Number(value)
  }
  return withTotals(data)
}
