const WIDTH = 120

function present(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined)
}

function scalar(value: unknown, key: string): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new Error(`not a finite number in JSON at "${key}": ${value}`)
  return JSON.stringify(value) ?? 'null'
}

/** The value on one line, or null where that is longer than `room`: known before all of a long one is written. */
function inline(value: unknown, key: string, room: number): string | null {
  if (value === null || typeof value !== 'object') {
    const text = scalar(value, key)
    return text.length > room ? null : text
  }
  const array = Array.isArray(value)
  const [open, close] = array ? ['[', ']'] : ['{ ', ' }']
  let text = ''
  for (const [name, item] of array ? value.entries() : present(value)) {
    const before = text === '' ? open : `${text}, `
    const start = array ? before : `${before}${JSON.stringify(name)}: `
    const rest = inline(item, String(name), room - start.length - close.length)
    if (rest === null) return null
    text = start + rest
  }
  const whole = text === '' ? (array ? '[]' : '{}') : text + close
  return whole.length > room ? null : whole
}

function write(value: unknown, key: string, indent: string): string {
  const short = inline(value, key, WIDTH - indent.length)
  if (short !== null) return short
  const deeper = `${indent}  `
  if (value === null || typeof value !== 'object') return scalar(value, key)
  if (Array.isArray(value))
    return `[\n${value.map((item, index) => deeper + write(item, String(index), deeper)).join(',\n')}\n${indent}]`
  const members = present(value).map(
    ([name, item]) => `${deeper}${JSON.stringify(name)}: ${write(item, name, deeper)}`,
  )
  return `{\n${members.join(',\n')}\n${indent}}`
}

/**
 * JSON text with a final newline, the same bytes for the same value: members in the order in which they were
 * made, short values on one line so that a difference fits on a screen. NaN and infinities are refused.
 */
export function stableJson(value: unknown): string {
  return `${write(value, '', '')}\n`
}
