import type { Sample } from '../decode/samples.js'
import type { StreamDef } from '../model/stream.js'
import { type Bracket, reduceSamples } from '../reduce/sampled.js'
import { type SeriesByName, sampledSeries } from '../reduce/time-series.js'

export interface Generation {
  sequence: number
  ageMilliseconds: number
  /** Pages, all memory cgroups and nodes together. */
  anonymous: number
  file: number
}

export interface LruGen {
  /** Generations made in the measured window, over all memory cgroups and nodes that were there throughout. */
  created: number
  /** Generations at the end of the window, by age, youngest first. */
  generations: Generation[]
  /** Pages by the time since their generation was made, at the end of the window, youngest first; empty ages left out. */
  ages: { milliseconds: number; pages: number }[]
  /** Lines of the last sample that were not understood. */
  unknownLines: number
  /**
   * "created": generations made a second. "pages-0" to "pages-3": pages in the youngest generation, the next, and so on, those of
   * a fifth and older under the last. Absent without a measured window.
   */
  series?: SeriesByName
}

declare module '../model/stream.js' {
  interface StreamValues {
    'lru-gen': LruGen
  }
}

export const lruGen: StreamDef<LruGen> = {
  id: 'lru-gen',
  title: 'Generations',
  what:
    'The multi-gen LRU sorts pages into generations by when they were last used: new pages and used ones go to the youngest, and ' +
    'pages are evicted from the oldest. A new generation is made when the old ones run out; how fast tells how hard the memory works.',
  collector: '/sys/kernel/debug/lru_gen, each second; copies of it under time marks are read too',
  caveats:
    'An experimental interface whose format is not stable. With MGLRU off the file is there, but its generations stand still.',
  columns: [
    { name: 'created', unit: 'count', doc: 'generations made in the measured window' },
    { name: 'sequence', unit: 'count', doc: 'number of the generation' },
    {
      name: 'anonymous',
      unit: 'pages',
      doc: 'pages of programs in that generation at the end of the window',
    },
    { name: 'file', unit: 'pages', doc: 'pages of files in it' },
  ],
  sidecars: [],
  recordedAs: ['lru-gen'],
  reduce: (files, run, window) => {
    const builder = sampledSeries(window)
    let kept: { sample: Sample; read: ReturnType<typeof parseLruGen> } | null = null
    // each sample is the later one of a pair before it is the earlier one of the next: it is parsed once
    const read = (sample: Sample) => (kept?.sample === sample ? kept.read : parseLruGen(textOf(sample) ?? ''))
    const between = (earlier: Sample, later: Sample) => {
      const before = read(earlier)
      kept = { sample: later, read: parseLruGen(textOf(later) ?? '') }
      const after = kept.read
      if (before.generations.length === 0 || after.generations.length === 0) return
      builder.addIncrease('created', earlier.at, later.at, made(before.newest, after.newest))
      const [from, to] = [pagesByAge(before.generations), pagesByAge(after.generations)]
      for (const [age, pages] of from.entries())
        builder.addGauge(`pages-${age}`, earlier.at, later.at, pages, to[age] ?? 0)
    }
    const value = (bracket: Bracket) => {
      const found = generations(bracket)
      const series = builder.end()
      return typeof found === 'string' || series === undefined ? found : { ...found, series }
    }
    return reduceSamples(files, run, window, value, {
      between,
      ofText: (lines) => ({ text: lines.join('\n') }),
    })
  },
}

function textOf(sample: Sample): string | null {
  const text = sample.data['text']
  return typeof text === 'string' ? text : null
}

function generations(bracket: Bracket): LruGen | string {
  const [first, last] = [textOf(bracket.first), textOf(bracket.last)]
  if (first === null || last === null) return 'the samples hold no text of lru_gen'
  const [before, after] = [parseLruGen(first), parseLruGen(last)]
  if (after.generations.length === 0) return 'lru_gen showed no generation'
  return {
    created: made(before.newest, after.newest),
    generations: after.generations,
    ages: after.ages,
    unknownLines: after.unknownLines,
  }
}

/** Generations made between two samples, over the places that are in both. */
function made(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  let created = 0
  for (const [place, newest] of after) created += Math.max(0, newest - (before.get(place) ?? newest))
  return created
}

/** Pages of the youngest generation, the next two, and of all that are older. */
function pagesByAge(generations: readonly Generation[]): number[] {
  const pages = [0, 0, 0, 0]
  for (const [age, { anonymous, file }] of generations.entries()) {
    const place = Math.min(age, pages.length - 1)
    pages[place] = (pages[place] ?? 0) + anonymous + file
  }
  return pages
}

/**
 * The text of lru_gen: "memcg ID PATH", " node N", then lines of sequence, age in ms, anonymous and file pages. Old kernels
 * print "-0" and new ones an "x" behind a number for what does not count; both are read as the number.
 */
export function parseLruGen(text: string): {
  newest: Map<string, number>
  generations: Generation[]
  ages: LruGen['ages']
  unknownLines: number
} {
  const newest = new Map<string, number>()
  const bySequence = new Map<number, Generation>()
  const pages = new Map<number, number>()
  let place = ''
  let memcg = ''
  let unknownLines = 0
  for (const line of text.split('\n')) {
    const generation = /^\s*(\d{1,18})\s+(\d{1,18})\s+-?(\d{1,18})x?\s+-?(\d{1,18})x?\s*$/.exec(line)
    const head = /^memcg\s+(\d{1,20})\b/.exec(line)?.[1]
    const node = /^\s*node\s+(\d{1,6})\s*$/.exec(line)?.[1]
    if (head !== undefined) memcg = head
    else if (node !== undefined) place = `${memcg} ${node}`
    else if (generation !== null) {
      const [sequence = 0, ageMilliseconds = 0, anonymous = 0, file = 0] = generation.slice(1).map(Number)
      newest.set(place, Math.max(newest.get(place) ?? 0, sequence))
      const seen = bySequence.get(sequence) ?? { sequence, ageMilliseconds, anonymous: 0, file: 0 }
      seen.anonymous += anonymous
      seen.file += file
      bySequence.set(sequence, seen)
      // the same sequence number in two cgroups is two generations, each with an age of its own
      if (anonymous + file > 0)
        pages.set(ageMilliseconds, (pages.get(ageMilliseconds) ?? 0) + anonymous + file)
    } else if (line.trim() !== '') unknownLines++
  }
  return {
    newest,
    generations: [...bySequence.values()].sort((a, b) => b.sequence - a.sequence),
    ages: [...pages]
      .map(([milliseconds, count]) => ({ milliseconds, pages: count }))
      .sort((a, b) => a.milliseconds - b.milliseconds),
    unknownLines,
  }
}
