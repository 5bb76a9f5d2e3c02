import { InputError } from '../base/input-error.js'

/** Names of maps in one file, and their entries and buckets in all: bpftrace has room for 4,096 keys unless it is told otherwise. */
const MAX_MAPS = 1000
const MAX_ENTRIES = 200_000

/** Told of each map that is kept: its name, the key of a histogram, how many entries or buckets it has, and the line. */
export type MapLimits = (name: string, key: string, entries: number, line: number) => void

/**
 * Counts what is kept of maps, of one that is printed again its last print.
 * @throws InputError for more than that.
 */
export function mapLimits(path: string): MapLimits {
  const names = new Set<string>()
  const sizes = new Map<string, number>()
  let entries = 0
  // of text each entry is told by itself
  let latest = { name: '', key: '', size: 0 }
  return (name, key, size, line) => {
    if (name !== latest.name || key !== latest.key) {
      if (latest.name !== '') sizes.set(`${latest.name} ${latest.key}`, latest.size)
      names.add(name)
      latest = { name, key, size: sizes.get(`${name} ${key}`) ?? 0 }
    }
    entries += size + 1 - latest.size
    latest.size = size + 1
    if (names.size <= MAX_MAPS && entries <= MAX_ENTRIES) return
    throw new InputError({
      path,
      line,
      expected:
        names.size > MAX_MAPS ? `at most ${MAX_MAPS} maps` : `at most ${MAX_ENTRIES} entries of maps in all`,
      found: 'more',
      remedy: 'print fewer, such as the largest: print(@NAME, 1000)',
    })
  }
}
