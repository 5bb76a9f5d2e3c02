import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ParserOptions, parse } from '@babel/parser'
import { expect, test } from '@jest/globals'
import { PRIVATE_PARTS } from '../src/report/redact.js'

interface Pattern {
  file: string
  line: number
  regex: RegExp
}

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

function patternsIn(file: string): Pattern[] {
  const found: Pattern[] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const one = node as { type?: string; pattern?: string; flags?: string; loc?: { start: { line: number } } }
    if (one.type === 'RegExpLiteral')
      found.push({
        file,
        line: one.loc?.start.line ?? 0,
        regex: new RegExp(one.pattern ?? '', (one.flags ?? '').replace(/[gy]/g, '')),
      })
    for (const [name, member] of Object.entries(node)) if (name !== 'loc') walk(member)
  }
  const options: ParserOptions = { sourceType: 'module', plugins: ['typescript'] }
  walk(parse(readFileSync(join('src', file), 'utf8'), options).program)
  return found
}

const ATTACKS = SEEDS.flatMap((seed) => {
  const text = seed.repeat(Math.ceil(LENGTH / seed.length))
  return [text, `${text}\u0001`]
})
const CONTROL = /^[^\u0002]*\u0002/

function spent(regex: RegExp, text: string): number {
  const before = process.hrtime.bigint()
  regex.test(text)
  return Number(process.hrtime.bigint() - before)
}

/** The least of some times, so that a busy machine is not taken for a slow pattern. */
const least = (regex: RegExp, text: string, times: number) =>
  Math.min(...Array.from({ length: times }, () => spent(regex, text)))

/** The attack on which a pattern is far slower than a linear one, or null. */
function slowOn(regex: RegExp): string | null {
  for (const text of ATTACKS) {
    const limit = LIMIT * Math.max(20_000, least(CONTROL, text, 3))
    if (spent(regex, text) > limit && least(regex, text, 2) > limit) return JSON.stringify(text.slice(0, 8))
  }
  return null
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
const literal = files.flatMap(patternsIn)
const redacting = PRIVATE_PARTS.map(({ pattern }, index) => ({
  file: 'report/redact.ts',
  line: index,
  regex: new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')),
}))

test('every pattern that sees what strangers wrote takes linear time on what would slow it down', () => {
  expect(literal.length).toBeGreaterThan(500)
  const slow = [...literal, ...redacting]
    .filter(({ file }) => SHORT[file] === undefined)
    .flatMap(({ file, line, regex }) => {
      const text = slowOn(regex)
      return text === null ? [] : [`src/${file}:${line}: ${regex.source.slice(0, 80)} on ${text}`]
    })
  expect(slow).toEqual([])
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
