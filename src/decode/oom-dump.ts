import { isDigit } from '../base/digit.js'
import { memoize } from '../base/memoize.js'

/** What a log tells of a kill beyond its victim, in bytes; null where it does not. */
export interface KillDetails {
  /** Name of the task that asked for memory; of kswapd or of the shell of SysRq it is theirs. */
  asker: string | null
  /** Of the allocation that failed: 2^order pages; -1 for a kill that a person asked for by SysRq. */
  order: number | null
  /** Whether memory was short on the machine (or some of its nodes), or under the limit of a cgroup. */
  scope: 'machine' | 'cgroup' | null
  /** Path of the victim's memory cgroup. */
  cgroup: string | null
  /** What the victim had in memory. */
  bytes: number | null
  /** 1 for the victim that had most in memory and swap of all tasks in the list of the kernel; and how many the list has. */
  rank: number | null
  tasks: number | null
  /** Free memory: of the machine, or below the limit of the cgroup. */
  freeBytes: number | null
  swapFreeBytes: number | null
  swapBytes: number | null
  pageCacheBytes: number | null
}

export const NO_DETAILS: Readonly<KillDetails> = {
  asker: null,
  order: null,
  scope: null,
  cgroup: null,
  bytes: null,
  rank: null,
  tasks: null,
  freeBytes: null,
  swapFreeBytes: null,
  swapBytes: null,
  pageCacheBytes: null,
}

/** Tasks and lines of one report that are read; a real one has a line for each process. */
const MAX_TASKS = 65_536
const MAX_LINES = 100_000
const KIB = 1024

/** The columns of a list of tasks by its head; each report has the same. */
const columnsOf = memoize(10, (head) => {
  const names = head.split(/\s+/)
  return { rss: names.indexOf('rss'), swapents: names.indexOf('swapents') }
})
const [SPACE, TAB, CLOSING, LETTER_P] = [32, 9, 93, 112]
/** What is behind the process number in a row. */
const MAX_ROW = 301

const isBlank = (code: number) => code === SPACE || code === TAB
const pastBlanks = (text: string, start: number): number => {
  let at = start
  while (isBlank(text.charCodeAt(at))) at++
  return at
}

const numberIn = (match: RegExpExecArray | null, group = 1): number | null =>
  match === null ? null : Number(match[group])

/** The report that the kernel writes from "invoked oom-killer" to "Killed process" (mm/oom_kill.c, mm/show_mem.c, mm/memcontrol.c). */
export interface OomDump {
  take(message: string): void
  /** Whether more of it may come. */
  open(): boolean
  /** @param victim its process number */
  end(victim: string | null): KillDetails
}

/** @param invoked the line that begins the report */
export function oomDump(asker: string | null, invoked: string): OomDump {
  const details: KillDetails = {
    ...NO_DETAILS,
    asker,
    order: numberIn(/\border=(-?\d{1,3})\b/.exec(invoked)),
  }
  const tasks = new Map<string, number>()
  let columns: { rss: number; swapents: number } | null = null
  let lines = 0
  let cachePages: number | null = null
  /** The same memory in pages and in KiB: how large a page is. */
  let [anonPages, anonKib] = [0, 0]

  const takeTask = (text: string) => {
    let at = pastBlanks(text, 1)
    if (text.charCodeAt(at) === LETTER_P) {
      const head = /^\[\s*pid\s*\]\s+(uid\s.{1,200}\sname)\s*$/.exec(text)
      if (head !== null) columns = columnsOf(head[1] as string)
      return
    }
    if (columns === null || tasks.size >= MAX_TASKS) return
    const from = at
    while (isDigit(text.charCodeAt(at))) at++
    if (at === from || at - from > 10 || text.charCodeAt(at) !== CLOSING) return
    const pid = text.slice(from, at)
    const behind = at + 1
    at = pastBlanks(text, behind)
    if (at === behind || !isDigit(text.charCodeAt(at)) || text.length - at > MAX_ROW) return
    const { rss, swapents } = columns
    let pages = rss === -1 ? Number.NaN : 0
    for (let column = 0; column <= rss || column <= swapents; column++) {
      const begin = at
      while (at < text.length && !isBlank(text.charCodeAt(at))) at++
      if (column === rss || column === swapents)
        pages += begin === at ? Number.NaN : Number(text.slice(begin, at))
      at = pastBlanks(text, at)
    }
    if (Number.isFinite(pages)) tasks.set(pid, pages)
  }
  const takeNode = (text: string) => {
    const free = numberIn(/^Node \d{1,4} \S{1,20} free:(\d{1,15})kB /.exec(text))
    if (free !== null) details.freeBytes = (details.freeBytes ?? 0) + free * KIB
    const anon = /^Node \d{1,4} active_anon:(\d{1,15})kB inactive_anon:(\d{1,15})kB/.exec(text)
    if (anon !== null) anonKib += Number(anon[1]) + Number(anon[2])
  }
  const takeCgroup = (text: string) => {
    const memory = /^(memory|swap): usage (\d{1,15})kB, limit (\d{1,16})kB/.exec(text)
    if (memory !== null) {
      const [, of, usage, limit] = memory
      const left = (Number(limit) - Number(usage)) * KIB
      // without a limit it is the largest number that there is
      const known = Number.isSafeInteger(left) ? left : null
      if (of === 'memory') details.freeBytes = known
      else details.swapFreeBytes = known
    }
    const file = numberIn(/^(?:file|cache) (\d{1,15})$/.exec(text))
    if (file !== null) details.pageCacheBytes = file
  }
  return {
    open: () => lines < MAX_LINES,
    take(message) {
      if (lines++ >= MAX_LINES) return
      // its first block is one message of several lines, which some forms of a log keep as one
      const several = message.includes('\n') || message.includes('\\x0a')
      for (const line of several ? message.split(/\n|\\x0a/) : [message]) {
        const text = line.trim()
        const first = text.charCodeAt(0)
        if (first === 0x5b) takeTask(text)
        else if (text.startsWith('Node ')) takeNode(text)
        else if (/^(?:memory|swap|file|cache)\b/.test(text)) takeCgroup(text)
        else {
          const anon = /^active_anon:(\d{1,15}) inactive_anon:(\d{1,15})\b/.exec(text)
          if (anon !== null) anonPages += Number(anon[1]) + Number(anon[2])
          cachePages ??= numberIn(/^(\d{1,15}) total pagecache pages$/.exec(text))
          const swap = /^(Free|Total) swap\s+= (\d{1,15})kB$/.exec(text)
          if (swap?.[1] === 'Free') details.swapFreeBytes = Number(swap[2]) * KIB
          else if (swap !== null) details.swapBytes = Number(swap[2]) * KIB
        }
      }
    },
    end(victim) {
      const page = anonPages === 0 ? null : (anonKib / anonPages) * KIB
      // counted in two moments, so that the quotient is near the size of a page and not always equal to it
      const size = page === null ? null : 2 ** Math.round(Math.log2(page))
      if (cachePages !== null && size !== null && size >= 4096 && size <= 65_536)
        details.pageCacheBytes = cachePages * size
      const own = victim === null ? undefined : tasks.get(victim)
      if (own !== undefined) {
        details.tasks = tasks.size
        details.rank = 1 + [...tasks.values()].filter((pages) => pages > own).length
      }
      return details
    },
  }
}

/** What the line that names the victim says of where memory was short. */
export function constraintIn(message: string): Pick<KillDetails, 'scope' | 'cgroup'> {
  const match = /^oom-kill:constraint=(CONSTRAINT_\w{1,30}),.*?(?:,task_memcg=(.{0,4096}?))?,task=/.exec(
    message,
  )
  if (match === null) return { scope: null, cgroup: null }
  return { scope: match[1] === 'CONSTRAINT_MEMCG' ? 'cgroup' : 'machine', cgroup: match[2] ?? null }
}

/** What a line that tells of the kill says of the victim's memory: of the kernel, lmkd or earlyoom. */
export function victimBytes(message: string): number | null {
  if (message.includes('-rss:')) {
    let kib = -1
    for (const [, part] of message.matchAll(/\b(?:anon|file|shmem)-rss:(\d{1,15})kB/g))
      kib = Math.max(kib, 0) + Number(part)
    if (kib !== -1) return kib * KIB
  }
  // before the line that has it, three others of the same kill are asked
  if (!message.includes('to free ') && !message.includes('VmRSS ')) return null
  const freed = numberIn(/\bto free (\d{1,15})kB\b/.exec(message))
  if (freed !== null) return freed * KIB
  const mebibytes = numberIn(/\bVmRSS (\d{1,12}) MiB\b/.exec(message))
  return mebibytes === null ? null : mebibytes * KIB * KIB
}
