import { type Generation, type GenerationsSeen, type PageAges, parseLruGen } from '../decode/lru-gen.js'
import type { Sample } from '../decode/samples.js'
import type { Bracket } from '../reduce/copy-files.js'
import { created, PLACES, pagesByAge } from '../reduce/generations.js'
import { type OfSamples, sampled } from '../reduce/sampled.js'
import type { SeriesByName } from '../reduce/time-series.js'

export interface LruGen {
  /** Generations created in the measured window, over all memory cgroups and nodes that were there throughout; null of one dump. */
  created: number | null
  /** From the first dump to the last, where they stand under time marks. */
  seconds?: number
  /** Generations at the end of the window, by age, youngest first. */
  generations: Generation[]
  /** Pages by the time since their generation was created, at the end of the window, youngest first; empty ages excluded. */
  ages: PageAges
  /** Lines of the last sample that were not understood. */
  unknownLines: number
  /**
   * "created": generations created per second. "pages-0" to "pages-3": pages in the youngest generation, the next, and so on, those of
   * a fifth and older under the last. Absent without a measured window.
   */
  series?: SeriesByName
}

export const lruGen = sampled({
  id: 'lru-gen',
  title: 'MGLRU generations (lru_gen)',
  what:
    'The multi-gen LRU sorts pages into generations by when they were last used: new pages and used ones go to the youngest, and ' +
    'pages are evicted from the oldest. Aging creates a new generation when the old ones run out; the rate shows how hard memory is used.',
  collector: '/sys/kernel/debug/lru_gen, each second; copies of it under time marks are read too',
  caveats:
    'An experimental interface whose format is not stable. With MGLRU off the file is there, but its generations stand still.',
  fields: {
    created: { unit: 'count', doc: 'generations created in the measured window; null of a single dump' },
    seconds: { unit: 'seconds', doc: 'from the first dump to the last, where the dumps have timestamps' },
    generations: {
      unit: 'pages',
      doc: 'anonymous and file pages of each generation at the end of the window, with its sequence number and age',
    },
    ages: { unit: 'pages', doc: 'pages by the age of their generation at the end of the window' },
    unknownLines: { unit: 'count', doc: 'lines of the last sample that could not be parsed' },
    series: {
      unit: 'count',
      doc: '"created": generations created per second; "pages-0" to "pages-3": pages by generation, youngest first',
    },
  },
  reads: { 'lru-gen': 'trace' },
  oneIsEnough: true,
  text: (lines) => {
    const text = lines.filter((line) => !OTHER.test(line)).join('\n')
    return /^memcg\s/m.test(text) ? { text } : {}
  },
  ofRun,
})

function ofRun(): OfSamples<LruGen> {
  const read = lastTwo()
  const pagesAt = (age: number) => (sample: Sample) => {
    const { generations } = read(sample)
    return generations.length === 0 ? null : (pagesByAge(generations)[age] ?? null)
  }
  return {
    rates: {
      created(earlier, later) {
        const [before, after] = [read(earlier), read(later)]
        return before.generations.length === 0 || after.generations.length === 0
          ? null
          : created(before.newest, after.newest)
      },
    },
    gauges: Object.fromEntries(
      Array.from({ length: PLACES }, (_, age) => [`pages-${age}`, pagesAt(age)] as const),
    ),
    value(bracket, series) {
      const value = generationsOf(bracket)
      return typeof value === 'string' || series === undefined ? value : { ...value, series }
    },
  }
}

/** Each sample is the later one of a pair before it is the earlier one of the next, and is looked at for each series. */
function lastTwo(): (sample: Sample) => GenerationsSeen {
  let seen: { sample: Sample; read: GenerationsSeen }[] = []
  return (sample) => {
    const found = seen.find((one) => one.sample === sample)
    if (found !== undefined) return found.read
    const read = parseLruGen(textOf(sample) ?? '')
    seen = [...seen.slice(-1), { sample, read }]
    return read
  }
}

function textOf(sample: Sample): string | null {
  const text = sample.data['text']
  return typeof text === 'string' ? text : null
}

function generationsOf(bracket: Bracket): LruGen | string {
  const [first, last] = [textOf(bracket.first), textOf(bracket.last)]
  if (first === null || last === null) return 'the samples hold no text of lru_gen'
  const [before, after] = [parseLruGen(first), parseLruGen(last)]
  if (after.generations.length === 0) return 'lru_gen showed no generation'
  const repeated = [...new Set([...before.repeated, ...after.repeated])]
  const told = repeated.filter((place) => !ENDED.test(place))
  if (told.length > 0)
    bracket.warnings.push({
      id: 'lru-gen-repeated',
      severity: 'caution',
      text: `lru_gen shows ${told.length} memory cgroups more than once, and they cannot be told apart; generations created in them are not counted.`,
      subject: null,
    })
  return {
    created: bracket.first === bracket.last ? null : created(before.newest, after.newest),
    ...(bracket.seconds !== undefined && { seconds: bracket.seconds }),
    generations: after.generations,
    ages: after.ages,
    unknownLines: after.unknownLines,
  }
}

/** A cgroup that has been removed has the number 0 until its last page is gone, and may have the path of one that is there. */
const ENDED = /^0 \//

/** Lines of the files that scripts copy in the same go. */
const OTHER =
  /^(?:[a-z][a-z0-9_]* \d+|[A-Z][A-Za-z0-9_()]*:\s+\d+(?: kB)?|(?:\S+:)?(?:some|full) avg10=.*|[=#-].*)\s*$/
