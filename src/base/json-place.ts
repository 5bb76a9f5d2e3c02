import { endOfString } from './bounded-json.js'

/**
 * The line, from 1, on which a member of a JSON text begins, or the nearest of those around it that is there.
 * @param text JSON that was parsed before
 */
export function lineOfMember(text: string, path: readonly PropertyKey[]): number {
  let at = skipBlanks(text, 0)
  for (const step of path) {
    const inner = memberAt(text, at, String(step))
    if (inner === null) break
    at = inner
  }
  return text.slice(0, at).split('\n').length
}

/** Where the value of a member begins, of several of one name the last, which counts; null where there is none. */
function memberAt(text: string, from: number, name: string): number | null {
  const list = text[from] === '['
  if (!list && text[from] !== '{') return null
  let found: number | null = null
  let index = 0
  for (let at = skipBlanks(text, from + 1); at < text.length && !']}'.includes(text[at] as string); ) {
    let own = String(index++)
    if (!list) {
      const end = endOfString(text, at)
      own = JSON.parse(text.slice(at, end + 1))
      at = skipBlanks(text, skipBlanks(text, end + 1) + 1)
    }
    if (own === name) found = at
    at = skipBlanks(text, endOfValue(text, at))
    if (text[at] === ',') at = skipBlanks(text, at + 1)
  }
  return found
}

function endOfValue(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const one = text[at] as string
    if (one === '"') at = endOfString(text, at)
    else if (one === '{' || one === '[') depth++
    else if (one === '}' || one === ']') depth--
    // a number or a word ends before what follows it
    const next = text[at + 1] ?? ','
    if (depth === 0 && ('"]}'.includes(text[at] as string) || /[\s,\]}]/.test(next))) return at + 1
  }
  return text.length
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++
  return at
}
