const SLOTS = 8192
/** Half of the slots: probing stays short. */
const MAX_NAMES = SLOTS / 2
export const MAX_NAME_BYTES = 64

/**
 * Counts by name without making a string for each: a hash table over the bytes of names that were learnt before. Only
 * names of printable ASCII without a quote or backslash are learnt, whose bytes are their text in any encoding used.
 */
export interface NameTable {
  hashes: Int32Array
  lengths: Uint8Array
  bytes: Uint8Array
  /** One count for each slot. */
  counts: Float64Array
  /** The slot of the name; -1 when it is not one to learn, or there is no room. */
  intern(name: string): number
  /** Names with their counts. */
  entries(): [string, number][]
}

/** The step of the hash; begin with 0. */
export const hashStep = (hash: number, byte: number) => (Math.imul(hash, 31) + byte) | 0

/** The slot of the name in bytes `start` to `end` that hash to `hash`; -1 when it was not learnt. */
export function lookup(names: NameTable, from: Uint8Array, start: number, end: number, hash: number): number {
  const { hashes, lengths, bytes } = names
  const length = end - start
  for (let slot = hash & (SLOTS - 1); lengths[slot] !== 0; slot = (slot + 1) & (SLOTS - 1)) {
    if (hashes[slot] !== hash || lengths[slot] !== length) continue
    const own = slot * MAX_NAME_BYTES
    let same = 0
    while (same < length && bytes[own + same] === from[start + same]) same++
    if (same === length) return slot
  }
  return -1
}

export function nameTable(): NameTable {
  const hashes = new Int32Array(SLOTS)
  const lengths = new Uint8Array(SLOTS)
  const bytes = new Uint8Array(SLOTS * MAX_NAME_BYTES)
  const counts = new Float64Array(SLOTS)
  const names = new Map<string, number>()
  return {
    hashes,
    lengths,
    bytes,
    counts,
    intern(name) {
      const known = names.get(name)
      if (known !== undefined) return known
      if (names.size >= MAX_NAMES || !/^[ !#-[\]-~]{1,64}$/.test(name)) return -1
      const text = Buffer.from(name, 'latin1')
      const hash = text.reduce(hashStep, 0)
      let slot = hash & (SLOTS - 1)
      while (lengths[slot] !== 0) slot = (slot + 1) & (SLOTS - 1)
      hashes[slot] = hash
      lengths[slot] = text.length
      bytes.set(text, slot * MAX_NAME_BYTES)
      names.set(name, slot)
      return slot
    },
    entries: () => [...names].map(([name, slot]) => [name, counts[slot] as number]),
  }
}
