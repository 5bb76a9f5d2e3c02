const WIDTH = 120

function present(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined)
}

/** The value on one line, or null where that is too long. */
function inline(value: unknown): string | null {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const parts = Array.isArray(value)
    ? value.map(inline)
    : present(value).map(([key, item]) => {
        const text = inline(item)
        return text === null ? null : `${JSON.stringify(key)}: ${text}`
      })
  if (parts.includes(null)) return null
  const text = Array.isArray(value)
    ? `[${parts.join(', ')}]`
    : parts.length === 0
      ? '{}'
      : `{ ${parts.join(', ')} }`
  return text.length > WIDTH ? null : text
}

function write(value: unknown, indent: string): string {
  const short = inline(value)
  if (short !== null && indent.length + short.length <= WIDTH) return short
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => deeper + write(item, deeper)).join(',\n')}\n${indent}]`
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const members = present(value).map(
    ([key, item]) => `${deeper}${JSON.stringify(key)}: ${write(item, deeper)}`,
  )
  return `{\n${members.join(',\n')}\n${indent}}`
}

/**
 * JSON text with a final newline, the same bytes for the same value: members in the order in which they were
 * made, short values on one line so that a difference fits on a screen. NaN and infinities are refused.
 */
export function stableJson(value: unknown): string {
  JSON.stringify(value, (key, item) => {
    if (typeof item === 'number' && !Number.isFinite(item))
      throw new Error(`not a finite number in JSON at "${key}": ${item}`)
    return item
  })
  return `${write(value, '')}\n`
}
