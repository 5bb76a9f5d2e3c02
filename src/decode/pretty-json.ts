/** Lines of one document; a longer one is no record of a tracer. */
const MAX_LINES = 100_000
const MAX_LENGTH = 1 << 22

export interface PrettyJson {
  /** Takes a line in turn and gives what is complete by then: nothing, the line, or a document. */
  take(line: string, give: (text: string) => void): void
  /** Whether a document was begun. */
  open(): boolean
  /** Gives what is left of a document that has no end. */
  end(give: (text: string) => void): void
}

const [BRACE, CLOSING] = [0x7b, 0x7d]

/** Joins JSON documents that were printed over several lines, as by jq, to one line each; brackets of a list around them are excluded. */
export function prettyJson(): PrettyJson {
  let parts: string[] = []
  let length = 0
  let depth = 0
  let quoted = false
  const scan = (line: string) => {
    for (let at = 0; at < line.length; at++) {
      const code = line.charCodeAt(at)
      if (quoted) {
        if (code === 0x5c) at++
        else if (code === 0x22) quoted = false
      } else if (code === 0x22) quoted = true
      else if (code === 0x7b || code === 0x5b) depth++
      else if (code === 0x7d || code === 0x5d) depth--
    }
  }
  const whole = () => {
    const text = parts.join('\n').trim().replace(/,$/, '')
    parts = []
    length = 0
    depth = 0
    quoted = false
    return text
  }
  return {
    open: () => parts.length > 0,
    end(give) {
      if (parts.length > 0) give(whole())
    },
    take(line, give) {
      // a record on one line, as a tracer writes it
      if (line.charCodeAt(0) === BRACE && line.charCodeAt(line.length - 1) === CLOSING) {
        if (parts.length > 0) give(whole())
        return give(line)
      }
      if (parts.length > 0 && /^\{\s*"type"/.test(line)) give(whole())
      if (parts.length === 0) {
        const text = line.trim()
        if (text === '[' || text === ']') return
        if (!text.startsWith('{')) return give(line)
      }
      parts.push(line)
      length += line.length
      scan(line)
      if (depth <= 0 || parts.length >= MAX_LINES || length >= MAX_LENGTH) give(whole())
    },
  }
}
