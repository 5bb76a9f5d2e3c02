import { InputError } from './input-error.js'

/** What a value takes in memory, in bytes, at least about (V8 11 to 13): a text of 3 MB can be 10^6 objects of 64. */
const BYTES = { container: 64, string: 48, number: 12, newName: 160, knownName: 8 }
/** 150 times the largest report of the fixtures, and with what is made of it far less than 400 MB. */
const MAX_BYTES = 96e6
const MAX_NAMES = 100_000
/** Nothing that is read nests beyond 12; functions that walk through a value call themselves. */
const MAX_DEPTH = 100

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c]

/**
 * JSON.parse for documents of strangers: what would take much memory, or a deep stack, is refused before it is made.
 * @throws SyntaxError for what is not JSON; InputError for more than MAX_BYTES, MAX_NAMES or MAX_DEPTH.
 */
export function boundedJson(text: string, path: string): unknown {
  const names = new Set<string>()
  let [bytes, depth] = [0, 0]
  const refuse = (expected: string, found: string, at: number) => {
    let line = 1
    for (let end = text.indexOf('\n'); end !== -1 && end < at; end = text.indexOf('\n', end + 1)) line++
    return new InputError({
      path,
      line,
      expected,
      found,
      remedy: 'check that this is the file that you mean',
    })
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      const end = endOfString(text, at)
      const name = nameAt(text, at, end)
      if (name === null) bytes += BYTES.string + end - at
      else if (names.has(name)) bytes += BYTES.knownName
      else {
        if (names.size >= MAX_NAMES)
          throw refuse(`JSON with at most ${MAX_NAMES} different names in it`, 'more', at)
        names.add(name)
        bytes += BYTES.newName + name.length
      }
      at = end
    } else if (code === 0x7b || code === 0x5b) {
      bytes += BYTES.container
      if (++depth > MAX_DEPTH) throw refuse(`JSON at most ${MAX_DEPTH} deep`, 'deeper', at)
    } else if (code === 0x7d || code === 0x5d) depth--
    else if (code === COMMA) bytes += BYTES.number
    if (bytes > MAX_BYTES) throw refuse(`JSON that takes at most ${MAX_BYTES / 1e6} MB of memory`, 'more', at)
  }
  return JSON.parse(text)
}

/** The quote that ends the string which begins at one; the last character where none does. */
export function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) return at
  }
  return text.length - 1
}

/** The string as it is written, where it is the name of a member. */
function nameAt(text: string, from: number, end: number): string | null {
  let at = end + 1
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++
  return text.charCodeAt(at) === COLON ? text.slice(from + 1, end) : null
}
