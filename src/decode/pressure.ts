import { InputError } from '../base/input-error.js'

/**
 * Copies of /proc/pressure/*: lines "some avg10=... total=N" that do not say of which file they are, unless `head` or
 * `grep` named it. Two lines are one file's, and memory's is what anyone copies alone; of three files cpu's is
 * known by its full total, which is always 0, and io's is in the middle whether cpu comes first (as the shell sorts) or last.
 */
export function ofPressure(lines: readonly string[], path: string): Record<string, unknown> {
  const pairs: { resource: string | null; totals: Record<string, number> }[] = []
  let named: string | null = null
  for (const line of lines) {
    named = /^==> \/proc\/pressure\/(\w+) <==/.exec(line)?.[1] ?? named
    const match = /^(?:\/proc\/pressure\/(\w+):)?(some|full) .*\btotal=(\d{1,18})\s*$/.exec(line)
    if (match === null) continue
    const [, prefix, kind = '', total] = match
    const resource = prefix ?? named
    const last = pairs.at(-1)
    if (last !== undefined && last.resource === resource && !(kind in last.totals))
      last.totals[kind] = Number(total)
    else pairs.push({ resource, totals: { [kind]: Number(total) } })
  }
  const nameless = pairs.filter((pair) => pair.resource === null)
  if (nameless.length > 0) nameResources(nameless, path)
  return Object.fromEntries(
    pairs.flatMap(({ resource, totals }) =>
      Object.entries(totals).map(([kind, total]) => [`${resource}.${kind}.total`, total]),
    ),
  )
}

function nameResources(pairs: { resource: string | null; totals: Record<string, number> }[], path: string) {
  const [first, , third] = pairs
  const isCpu = (pair: typeof first) => pair !== undefined && (pair.totals['full'] ?? 0) === 0
  const names =
    pairs.length === 1
      ? ['memory']
      : pairs.length === 3 && isCpu(third)
        ? ['memory', 'io', 'cpu']
        : pairs.length === 3 && isCpu(first)
          ? ['cpu', 'io', 'memory']
          : null
  if (names === null) {
    const found = `${pairs.length} that nothing tells apart`
    const todo = 'copy them with "grep . /proc/pressure/*", which names them'
    throw new InputError({
      path,
      expected: 'one copy of /proc/pressure/memory, or all three of /proc/pressure',
      found,
      remedy: todo,
    })
  }
  for (const [index, pair] of pairs.entries()) pair.resource = names[index] ?? null
}
