/** How often each page of each process was touched: of every page, or once they are many of a share that depends on nothing else. */
export interface PageCounts {
  /** One more for the page of an address, which comes in two halves of 32 bits. */
  add(low: number, high: number, process: number): void
  /** Adds what was counted elsewhere. */
  join(other: CountedPages): void
  end(): CountedPages
}

/** Plain data; the same whatever the order, and however many parts it was counted in. */
export interface CountedPages {
  /** Only pages whose hash begins with so many zero bits were kept: one in 2 to this power. */
  zeroBits: number
  /** Four numbers for each page: low and high half of its number (the address without its last 12 bits), process, count. */
  rows: Int32Array
}

/** So many pages are kept at most: all of 256 MiB of touched memory. Their table, 2 MiB, stays in a processor's cache. */
const MOST_PAGES = 1 << 16
const ROW = 4
const BATCH = 4096

export function pageCounts(most = MOST_PAGES): PageCounts {
  let slots = 1 << 12
  let table = new Int32Array(ROW * slots)
  let used = 0
  let zeroBits = 0

  const put = (low: number, high: number, process: number, count: number) => {
    const hash = hashOf(low, high, process)
    if (zeroBits > 0 && Math.clz32(mixed(hash)) < zeroBits) return
    const last = table.length - 1
    let at = placeOf(hash) & last
    let seen = table[at + 3] as number
    while (seen !== 0 && (table[at] !== low || table[at + 1] !== high || table[at + 2] !== process)) {
      at = (at + ROW) & last
      seen = table[at + 3] as number
    }
    table[at + 3] = seen + count
    if (seen !== 0) return
    table[at] = low
    table[at + 1] = high
    table[at + 2] = process
    used++
    if (used > most) rebuild(slots, zeroBits + 1)
    else if (2 * used > slots) rebuild(2 * slots, zeroBits)
  }
  // Looked up many at a time, with nothing between them: then the processor waits for several places of the table at once.
  const batch = new Int32Array(3 * BATCH)
  let batched = 0
  const flush = () => {
    let rows = table
    let last = rows.length - 1
    let bits = zeroBits
    for (let next = 0; next < batched; next += 3) {
      const low = batch[next] as number
      const high = batch[next + 1] as number
      const process = batch[next + 2] as number
      const hash = hashOf(low, high, process)
      if (bits > 0 && Math.clz32(mixed(hash)) < bits) continue
      const at = placeOf(hash) & last
      const seen = rows[at + 3] as number
      if (seen !== 0 && rows[at] === low && rows[at + 1] === high && rows[at + 2] === process)
        rows[at + 3] = seen + 1
      else {
        put(low, high, process, 1)
        rows = table
        last = rows.length - 1
        bits = zeroBits
      }
    }
    batched = 0
  }
  const putAll = (rows: Int32Array) => {
    for (let at = 0; at < rows.length; at += ROW)
      if (rows[at + 3] !== 0)
        put(rows[at] as number, rows[at + 1] as number, rows[at + 2] as number, rows[at + 3] as number)
  }
  const rebuild = (newSlots: number, bits: number) => {
    const rows = table
    slots = newSlots
    table = new Int32Array(ROW * slots)
    used = 0
    zeroBits = bits
    putAll(rows)
  }
  return {
    add(low, high, process) {
      batch[batched] = (low >>> 12) | (high << 20)
      batch[batched + 1] = high >>> 12
      batch[batched + 2] = process
      batched += 3
      if (batched === batch.length) flush()
    },
    join(other) {
      flush()
      if (other.zeroBits > zeroBits) rebuild(slots, other.zeroBits)
      putAll(other.rows)
    },
    end() {
      flush()
      const rows = new Int32Array(ROW * used)
      let to = 0
      for (let at = 0; at < table.length; at += ROW)
        if (table[at + 3] !== 0) {
          rows.set(table.subarray(at, at + ROW), to)
          to += ROW
        }
      return { zeroBits, rows }
    },
  }
}

/** One page of them. Counts of 2 to the power of 32 and more are not told: they begin again at 0. */
export interface CountedPage {
  /** Number of the page: its address without the last 12 bits. */
  low: number
  high: number
  process: number
  count: number
}

export function* pagesOf({ rows }: CountedPages): Generator<CountedPage, void> {
  const at = (index: number) => (rows[index] as number) >>> 0
  for (let row = 0; row < rows.length; row += ROW)
    yield { low: at(row), high: at(row + 1), process: at(row + 2), count: at(row + 3) }
}

/** Pages that lie side by side, from a multiple of eight on, have hashes that follow each other. */
const hashOf = (low: number, high: number, process: number) =>
  Math.imul((low >>> 3) ^ Math.imul(high, 0x297a2d39) ^ Math.imul(process, 0x2c1b3c6d), 0x9e3779b8) |
  (low & 7)

/** They are kept side by side, since most faults walk through memory. */
const placeOf = (hash: number) => (hash ^ ((hash >>> 13) & ~7)) << 2

function mixed(bits: number): number {
  let hash = bits ^ (bits >>> 16)
  hash = Math.imul(hash, 0x21f0aaad)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x735a2d97)
  return hash ^ (hash >>> 15)
}
