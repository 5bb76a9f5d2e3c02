/**
 * How often each page of each process was touched: of every page, or once they are many of a share that depends on nothing else.
 * Functions on plain data rather than methods: code that was made fast for one table is fast for the next one, too.
 */
export interface PageSample {
  most: number
  /** Rows of CountedPages, found by their hash; a count of 0 is a free place. */
  table: Int32Array
  used: number
  level: number
  /** Pages that wait to be counted, three numbers each. */
  batch: Int32Array
  batched: number
}

/** Plain data; the same whatever the order, and however many parts it was counted in. */
export interface CountedPages {
  /** Only pages whose hash begins with so many zero bits were kept: one in 2 to this power. */
  level: number
  /** Four numbers for each page: low and high half of its number (the address without its last 12 bits), process, count. */
  rows: Int32Array
}

/** So many pages are kept at most: all of 256 MiB of touched memory. Their table, 2 MiB, stays in a processor's cache. */
const MAX_PAGES = 1 << 16
const ROW = 4
const BATCH = 4096
const FIRST_SLOTS = 1 << 12

export const pageSample = (most = MAX_PAGES): PageSample => ({
  most,
  table: new Int32Array(ROW * FIRST_SLOTS),
  used: 0,
  level: 0,
  batch: new Int32Array(3 * BATCH),
  batched: 0,
})

/** One more for the page of an address, which comes in two halves of 32 bits. */
export function addPage(pages: PageSample, low: number, high: number, process: number): void {
  const { batch, batched } = pages
  batch[batched] = (low >>> 12) | (high << 20)
  batch[batched + 1] = high >>> 12
  batch[batched + 2] = process
  pages.batched = batched + 3
  if (pages.batched === batch.length) flush(pages)
}

/** Adds what was counted elsewhere. */
export function joinPages(pages: PageSample, other: CountedPages): void {
  flush(pages)
  if (other.level > pages.level) rebuild(pages, pages.table.length, other.level)
  putAll(pages, other.rows)
}

export function countedPages(pages: PageSample): CountedPages {
  flush(pages)
  const { table, used, level } = pages
  const rows = new Int32Array(ROW * used)
  let to = 0
  for (let at = 0; at < table.length; at += ROW)
    if (table[at + 3] !== 0) {
      rows.set(table.subarray(at, at + ROW), to)
      to += ROW
    }
  return { level, rows }
}

/** Looks up many pages with nothing between them: then the processor waits for several places of the table at once. */
function flush(pages: PageSample): void {
  const { batch, batched } = pages
  let { table, level } = pages
  let last = table.length - 1
  for (let next = 0; next < batched; next += 3) {
    const low = batch[next] as number
    const high = batch[next + 1] as number
    const process = batch[next + 2] as number
    const hash = hashOf(low, high, process)
    if (level > 0 && Math.clz32(mixed(hash)) < level) continue
    const at = placeOf(hash) & last
    const seen = table[at + 3] as number
    if (seen !== 0 && table[at] === low && table[at + 1] === high && table[at + 2] === process)
      table[at + 3] = seen + 1
    else {
      put(pages, low, high, process, 1)
      table = pages.table
      last = table.length - 1
      level = pages.level
    }
  }
  pages.batched = 0
}

function put(pages: PageSample, low: number, high: number, process: number, count: number): void {
  const { table, level } = pages
  const hash = hashOf(low, high, process)
  if (level > 0 && Math.clz32(mixed(hash)) < level) return
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
  pages.used++
  if (pages.used > pages.most) rebuild(pages, table.length, level + 1)
  else if (2 * ROW * pages.used > table.length) rebuild(pages, 2 * table.length, level)
}

function putAll(pages: PageSample, rows: Int32Array): void {
  for (let at = 0; at < rows.length; at += ROW)
    if (rows[at + 3] !== 0)
      put(pages, rows[at] as number, rows[at + 1] as number, rows[at + 2] as number, rows[at + 3] as number)
}

function rebuild(pages: PageSample, length: number, level: number): void {
  const rows = pages.table
  pages.table = new Int32Array(length)
  pages.used = 0
  pages.level = level
  putAll(pages, rows)
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
