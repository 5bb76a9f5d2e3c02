export interface Generation {
  sequence: number
  ageMilliseconds: number
  /** Pages, all memory cgroups and nodes together. */
  anonymous: number
  file: number
}

/** Pages by the time since their generation was created, youngest first; empty ages are not in it. */
export type PageAges = { milliseconds: number; pages: number }[]

export interface GenerationsSeen {
  /** Newest generation of each place, "MEMCG PATH NODE": cgroups that ended have the number 0, several of them, and kernels without cgroups no path. */
  newest: Map<string, number>
  /** Over all places, youngest first. */
  generations: Generation[]
  ages: PageAges
  /** Places that stand in the text more than once, so that they cannot be told apart. They are not in `newest`. */
  repeated: string[]
  unknownLines: number
}

/**
 * The text of lru_gen: "memcg ID PATH", " node N", then lines of sequence, age in ms, anonymous and file pages. Old kernels
 * print "-0" and new ones an "x" behind a number for what does not count; both are read as the number.
 */
export function parseLruGen(text: string): GenerationsSeen {
  const newest = new Map<string, number>()
  const bySequence = new Map<number, Generation>()
  const pages = new Map<number, number>()
  let place = ''
  let memcg = ''
  const heads = new Set<string>()
  const repeated = new Set<string>()
  let unknownLines = 0
  for (const line of text.split('\n')) {
    const generation = /^\s*(\d{1,18})\s+(\d{1,18})\s+-?(\d{1,18})x?\s+-?(\d{1,18})x?\s*$/.exec(line)
    if (generation !== null) {
      const [sequence, ageMilliseconds] = [Number(generation[1]), Number(generation[2])]
      const [anonymous, file] = [Number(generation[3]), Number(generation[4])]
      newest.set(place, Math.max(newest.get(place) ?? 0, sequence))
      const seen = bySequence.get(sequence) ?? { sequence, ageMilliseconds, anonymous: 0, file: 0 }
      seen.anonymous += anonymous
      seen.file += file
      bySequence.set(sequence, seen)
      // the same sequence number in two cgroups is two generations, each with an age of its own
      if (anonymous + file > 0)
        pages.set(ageMilliseconds, (pages.get(ageMilliseconds) ?? 0) + anonymous + file)
      continue
    }
    const head = /^memcg\s+(\d{1,20}(?:\s+\S.*)?)$/.exec(line.slice(0, 5000).trimEnd())?.[1]
    const node = head === undefined ? /^\s*node\s+(\d{1,6})\s*$/.exec(line)?.[1] : undefined
    if (head !== undefined) memcg = head
    else if (node !== undefined) {
      place = `${memcg} ${node}`
      if (heads.has(place)) repeated.add(place)
      heads.add(place)
    } else if (line.trim() !== '' && !OF_FULL.test(line.slice(0, 400))) unknownLines++
  }
  for (const one of repeated) newest.delete(one)
  return {
    newest,
    repeated: [...repeated],
    generations: [...bySequence.values()].sort((a, b) => b.sequence - a.sequence),
    ages: [...pages]
      .map(([milliseconds, count]) => ({ milliseconds, pages: count }))
      .sort((a, b) => a.milliseconds - b.milliseconds),
    unknownLines,
  }
}

/** What lru_gen_full adds to each generation and node: numbers with a letter behind. */
const OF_FULL = /^\s+(?:\d{1,20}\s+)?(?:\d{1,20}[A-Za-z]\s*){1,16}$/
