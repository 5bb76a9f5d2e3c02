import { NAMES } from './private-names.js'
import { PRIVATE_KINDS, type PrivateKind, type PrivatePart, standIn } from './private-part.js'
import { SECRETS } from './private-secrets.js'

/** Every form that is looked for, in this order. */
export const PRIVATE_PARTS: readonly PrivatePart[] = [...SECRETS, ...NAMES]

/** How much of a kind was taken out: so many values, in so many places. */
export interface Redacted {
  kind: PrivateKind
  values: number
  places: number
}

export interface Redactor {
  text(text: string): string
  /** A command line, whose options and their values stand apart. */
  argv(argv: readonly string[]): string[]
  /** Takes names from texts that are not published themselves, to find them in those that are. */
  learn(texts: Iterable<string>): void
  /** What was taken out so far; only kinds of which there was any. */
  redacted(): Redacted[]
}

/** Names that are on every machine, or are words. */
const WORDS =
  /^(?:root|users?|admin|administrator|debian|ubuntu|fedora|centos|alpine|arch|linux|kernel|localhost|localdomain|local|tests?|guest|hosts?|build|builder|lab|vm|kvm|qemu|none|null|nodes?|server|client|data|home|work|tmp|opt|usr|var|memory|swap|system|cgroup|stress|default|nobody|daemon|perf|trace|off|on|runs?|the|and|for|not|any|all|www|git|com|org|net|nfs|ssh|cpu)$/i

/**
 * Takes out what names a machine or a person, and what is secret.
 * @param keep kinds that stay
 * @param words names that are also words of reports, in lower case, and stay where only learned
 */
export function redactor(keep: ReadonlySet<PrivateKind>, words: ReadonlySet<string> = new Set()): Redactor {
  const parts = PRIVATE_PARTS.filter(({ kind }) => !keep.has(kind))
  const numbers = new Map<PrivateKind, Map<string, number>>()
  const places = new Map<PrivateKind, number>()
  const learned = new Map<string, PrivateKind>()
  let names: RegExp | null = null
  // most texts stand in a report many times: ids of runs, metrics and streams
  const known = new Map<string, { text: string; found: PrivateKind[] }>()

  const standInFor = (kind: PrivateKind, value: string) => {
    const own = numbers.get(kind) ?? new Map<string, number>()
    numbers.set(kind, own)
    const name = value.toLowerCase()
    const number = own.get(name) ?? own.size + 1
    own.set(name, number)
    return standIn(kind, number)
  }
  const clean = (text: string) => {
    let left = text
    const found: PrivateKind[] = []
    for (const { kind, sign, pattern, accept } of parts) {
      if (!sign.test(left)) continue
      left = left.replace(pattern, (...match) => {
        const [whole, before, after] = aroundOf(match)
        const value = whole.slice(before.length, whole.length - after.length)
        if (accept?.(value) === false) return whole
        found.push(kind)
        return `${before}${standInFor(kind, value)}${after}`
      })
    }
    if (names !== null)
      left = left.replace(names, (name) => {
        const kind = learned.get(name.toLowerCase()) as PrivateKind
        found.push(kind)
        return standInFor(kind, name)
      })
    return { text: left, found }
  }
  const text = (given: string) => {
    const done = known.get(given) ?? clean(given)
    known.set(given, done)
    for (const kind of done.found) places.set(kind, (places.get(kind) ?? 0) + 1)
    return done.text
  }
  const learn = (texts: Iterable<string>) => {
    for (const given of texts)
      for (const one of parts) {
        if (one.learn !== true || !one.sign.test(given)) continue
        // of db1.example.org the machine itself is called db1
        for (const value of valuesIn(given, one))
          for (const name of one.kind === 'hosts' ? [value, value.split('.')[0] ?? ''] : [value])
            if (isName(name, words)) learned.set(name.toLowerCase(), one.kind)
      }
    names = namesPattern([...learned.keys()])
    known.clear()
  }
  return {
    text,
    argv: (argv) => argv.map((one, index) => argument(argv, one, index, text, clean)),
    learn,
    redacted: () =>
      (Object.keys(PRIVATE_KINDS) as PrivateKind[]).flatMap((kind) => {
        const values = numbers.get(kind)?.size ?? 0
        return values === 0 ? [] : [{ kind, values, places: places.get(kind) ?? 0 }]
      }),
  }
}

function valuesIn(text: string, { pattern, accept }: PrivatePart): string[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [whole, before, after] = aroundOf([...match, match.groups])
    const value = whole.slice(before.length, whole.length - after.length)
    return accept?.(value) === false ? [] : [value]
  })
}

/** What String.replace gives for a match: the whole, and what of it stays before and after the private part. */
function aroundOf(match: readonly unknown[]): [whole: string, before: string, after: string] {
  const last = match.at(-1)
  const groups = (typeof last === 'object' && last !== null ? last : {}) as { keep?: string; end?: string }
  return [String(match[0]), groups.keep ?? '', groups.end ?? '']
}

const isName = (name: string, words: ReadonlySet<string>) =>
  name.length > 2 &&
  name.length < 129 &&
  /[a-z]/i.test(name) &&
  !WORDS.test(name) &&
  !words.has(name.toLowerCase())

/** Names as whole words, the longest first. */
function namesPattern(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null
  const escaped = [...names]
    .sort((a, b) => b.length - a.length)
    .slice(0, 1000)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`(?<![A-Za-z0-9])(?:${escaped.join('|')})(?![A-Za-z0-9])`, 'gi')
}

/** An argument after the option or the program that says what it is. */
function argument(
  argv: readonly string[],
  one: string,
  index: number,
  text: (given: string) => string,
  clean: (given: string) => { text: string },
): string {
  const plain = text(one)
  if (plain !== one || index === 0) return plain
  const [program = ''] = argv
  for (const before of [`${argv[index - 1]} `, `${program} `, `${program} ${argv[index - 1]} `]) {
    const { text: together } = clean(before + one)
    // only what this argument itself is counts
    if (together.startsWith(before) && together !== before + one)
      return text(before + one).slice(before.length)
  }
  return plain
}
