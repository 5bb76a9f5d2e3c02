/**
 * bpftrace 0.24 and newer write a byte above 0x7f or a control character as \uffffffc3 or \u001b, and the stream stays
 * in hexadecimal: counts of histograms and of lost events that come after it are hexadecimal too, 31 as 1f and 16 as 10.
 * Older versions write such bytes in the same way, but their counts stay decimal.
 */
export interface Repaired {
  line: string
  /** A count of this line was hexadecimal and is decimal now. */
  repaired: boolean
  /** Why the line must not be used: it is unknown whether its counts are decimal. */
  doubt: string | null
}

const PRINTF = '{"type": "printf"'
const plain = (line: string): Repaired => ({ line, repaired: false, doubt: null })
const ESCAPE = /\\u(?:ffffff[89a-f][0-9a-f]|00[01][0-9a-f])/
const PARTS = /\\u(?:ffffff[89a-f][0-9a-f]|00[01][0-9a-f])|("(?:count|events)": ?)([0-9a-f]+)(?=[,}])/g
const BYTES = /(?:\\uffffff[89a-f][0-9a-f])+/g

export interface EscapeFixer {
  /** To be called for each line in turn: what was seen so far shows how counts are written. */
  fix(line: string): Repaired
  /** A part of a file with escapes, and a part with counts, are only read together. */
  seen: { escapes: boolean; counts: boolean }
}

export function fixEscapes(): EscapeFixer {
  const seen = { escapes: false, counts: false }
  // certain: a count with a letter was seen behind an escape, and from there on nothing goes back to decimal
  let state: 'decimal' | 'perhaps' | 'certain' = 'decimal'
  let old = false
  const fix = (line: string): Repaired => {
    // most lines are of a printf, without any of these characters
    if (state === 'decimal' && line.startsWith(PRINTF) && line.indexOf('\\u') === -1) return plain(line)
    if (line.startsWith('{"type": "attached_probes", "data"')) old = true
    const counts = /^\{"type": ?"(?:hist|lost_events)"/.test(line)
    if (counts) seen.counts = true
    if (state === 'decimal' && !ESCAPE.test(line)) return plain(line)
    seen.escapes = true
    if (old) return { line: line.replace(BYTES, textOfBytes), repaired: false, doubt: null }
    const already = state !== 'decimal'
    let behind = already
    if (counts && state !== 'certain') {
      for (const [, lead, digits] of line.matchAll(PARTS)) {
        if (lead === undefined) behind = true
        else if (behind && /[a-f]/.test(digits ?? '')) state = 'certain'
      }
    }
    behind = already
    let repaired = false
    let doubt: string | null = null
    const fixed = line.replace(PARTS, (whole, lead?: string, digits?: string) => {
      if (lead === undefined || digits === undefined) {
        behind = true
        return whole
      }
      if (!counts || !behind) return whole
      if (state === 'certain') {
        repaired = true
        return `${lead}${Number.parseInt(digits, 16)}`
      }
      // a single digit is the same in both
      if (digits.length > 1)
        doubt = `the count ${digits} may be hexadecimal, since bpftrace wrote an unusual byte before it`
      return whole
    })
    if (behind && state === 'decimal') state = 'perhaps'
    return { line: fixed.replace(BYTES, textOfBytes), repaired, doubt }
  }
  return { fix, seen }
}

/** The bytes of a name as text: \uffffffc3\uffffffa9 is an e with an acute accent. */
function textOfBytes(run: string): string {
  const bytes = Buffer.from(run.replaceAll('\\uffffff', ''), 'hex')
  return JSON.stringify(bytes.toString('utf8')).slice(1, -1)
}
