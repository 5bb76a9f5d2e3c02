/**
 * Patterns are seen while modules that build them are loaded.
 * @own-modules
 */
import { expect, test } from '@jest/globals'
import { BUILDING, builtPatterns, FILES, nodesIn, type Pattern, plain } from './built-patterns.js'
import { temporaryFile } from './temporary.js'

/** Patterns that may take the square of the time, since what they see is short. */
const SHORT: Readonly<Record<string, string>> = {
  'base/number-format.ts': 'numbers of our own',
  'charts/compact-svg.ts': 'SVG of our own, in which < of a text is escaped',
  'decode/copy-labels.ts': 'lines of at most 300 characters',
  'decode/trace-text.ts': 'lines of at most 4 KiB',
  'report/grouped-warnings.ts': 'warnings of our own, which begin with a path',
  'workload/figure.ts': 'parts of names of at most 256 characters',
}

const SEEDS = [
  ...'a1 \t-_./:"\'\\<[(f,={}@A\n',
  ...['a.', 'a:', '1.', 'a ', '1 ', 'a=', '0x', 'ffff', '-a', '--a ', 'a-', '"a" ', ', ', '@[', 'a,', '1,'],
  ...['a@', 'x y', '[1] ', '> ', '  a', '9:', '[{', '},'],
]
const LENGTH = 8000
/** How many times the time of a linear pattern one may take; the square takes some ten times that at this length. */
const LIMIT = 200
/** What a linear pattern takes at least, in nanoseconds. */
const LEAST = 20_000

const patternsIn = (file: string): Pattern[] =>
  nodesIn<{ pattern?: string; flags?: string }>(file, 'RegExpLiteral').map(({ pattern, flags, loc }) => ({
    file,
    line: loc?.start.line ?? 0,
    regex: plain(pattern ?? '', flags ?? ''),
  }))

const attacksOf = (seed: string) => {
  const text = seed.repeat(Math.ceil(LENGTH / seed.length))
  return [text, `${text}\u0001`]
}
const ATTACKS = SEEDS.flatMap(attacksOf)
const CONTROL = /^[^\u0002]*\u0002/

/** In nanoseconds of CPU, which other programs do not take. */
function spent(regex: RegExp, text: string): number {
  regex.lastIndex = 0
  const before = process.cpuUsage()
  regex.test(text)
  const { user, system } = process.cpuUsage(before)
  return (user + system) * 1000
}

/** The least of some times, so that a busy machine is not taken for a slow pattern. */
const least = (regex: RegExp, text: string, times: number) =>
  Math.min(...Array.from({ length: times }, () => spent(regex, text)))

/** The attack on which a pattern is far slower than a linear one, or null. */
function slowOn(regex: RegExp, attacks: readonly string[] = ATTACKS): string | null {
  for (const text of attacks) {
    // almost none takes even the least limit: only then is it asked what a linear pattern takes
    const first = spent(regex, text)
    if (first <= LIMIT * LEAST) continue
    const limit = LIMIT * Math.max(LEAST, least(CONTROL, text, 3))
    // no busy machine makes it ten times that
    if (first > 10 * limit || least(regex, text, 4) > limit) return JSON.stringify(text.slice(0, 8))
  }
  return null
}

const literal = FILES.flatMap(patternsIn)
const slowOnes = (patterns: readonly Pattern[], attacks: (regex: RegExp) => readonly string[]) =>
  patterns
    .filter(({ file }) => SHORT[file] === undefined)
    .flatMap(({ file, line, regex }) => {
      const text = slowOn(regex, attacks(regex))
      return text === null ? [] : [`src/${file}:${line}: ${regex.source.slice(0, 80)} on ${text}`]
    })

/** Its own words, again and again: they lead far into a pattern. */
const ownWords = (regex: RegExp) =>
  [...new Set(regex.source.match(/[A-Za-z0-9 :,_-]{3,}/g))]
    .slice(0, 40)
    .flatMap((word) => [word, `${word} `, `${word}1`].flatMap(attacksOf))

test('every pattern that sees what strangers wrote takes linear time on what would slow it down', () => {
  expect(literal.length).toBeGreaterThan(500)
  expect(slowOnes(literal, () => ATTACKS)).toEqual([])
})

test('so does every pattern that is built from parts', async () => {
  const built = await builtPatterns(async () => {
    const { readJsonElements } = await import('../src/ingest/json-array.js')
    await readJsonElements(temporaryFile('{"samples": []}'), 'samples', () => {})
    const { redactor } = await import('../src/report/redact.js')
    const { text, learn } = redactor(new Set())
    learn(['hostname: buildhost', '/home/alice/x', 'on db1.prod.example.com'])
    text('buildhost of alice')
    const { vmstat } = await import('../src/streams/vmstat.js')
    const sample = '{"type":"sample","t":"1","data":{"pgfault":1}}\n'
    const trace = {
      path: temporaryFile(`{"type":"stream","stream":"vmstat","schema":1}\n${sample}`),
      name: 'x',
    }
    await vmstat.reduce({ trace }, { run: 'x', window: null })
    const { mentions } = await import('../src/commands/known-words.js')
    mentions('nr_free_pages')
    const { groupAttributes } = await import('../src/charts/group-attributes.js')
    groupAttributes('<svg ><path d="M0,0"/><path d="M0,1"/></svg>', 'sans')
  })
  for (const [file, count] of BUILDING)
    expect([file, built.filter((one) => one.file === file).length >= count]).toEqual([file, true])
  expect(slowOnes(built, (regex) => [...ATTACKS, ...ownWords(regex)])).toEqual([])
})

test('one that is built and takes the square of the time is found', async () => {
  const regex = new RegExp(`${'Killed process '}\\d+.*${'Killed process '}\\d+.*!`)
  expect(slowOnes([{ file: 'x.ts', line: 0, regex }], ownWords)).toHaveLength(1)
  expect(slowOn(regex)).toBeNull()
})

test('a pattern that takes the square of the time is found', () => {
  expect(slowOn(/^[ \t]*\{?[ \t]*"x"/)).not.toBeNull()
  expect(slowOn(/^[ \t]*(?:\{[ \t]*)?"x"/)).toBeNull()
})

test('nothing is excused that need not be', () => {
  for (const name of Object.keys(SHORT)) {
    const slow = literal.filter(({ file, regex }) => file === name && slowOn(regex) !== null)
    expect([name, slow.length > 0]).toEqual([name, true])
  }
})
