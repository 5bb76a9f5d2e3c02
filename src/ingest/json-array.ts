import { InputError } from '../base/input-error.js'
import { readChunks } from './chunks.js'

const MAX_ELEMENT_BYTES = 1 << 20

/**
 * The elements of the array `name` at the top of a JSON document, one after the other, whatever the document's size: only
 * brackets and strings are followed, and each element is then parsed by itself. False when the document ends before
 * the array does.
 * @throws InputError for an element that is not JSON or longer than 1 MiB.
 */
export async function readJsonElements(
  path: string,
  name: string,
  onElement: (value: unknown, index: number) => void,
): Promise<boolean> {
  const start = new RegExp(`"${name}"\\s*:\\s*\\[`)
  let head = Buffer.alloc(0)
  let inside = false
  let closed = false
  let depth = 0
  let quoted = false
  let escaped = false
  let index = 0
  let parts: Buffer[] = []
  let length = 0
  const fail = (found: string) =>
    new InputError({
      path,
      expected: `"${name}[${index}]" to be JSON of at most 1 MiB`,
      found,
      remedy: 'make the file again',
    })
  const take = (): void => {
    let value: unknown
    try {
      value = JSON.parse(Buffer.concat(parts).toString('utf8'))
    } catch {
      throw fail('something else')
    }
    onElement(value, index++)
    parts = []
    length = 0
  }
  for await (const chunk of readChunks(path)) {
    if (closed) break
    let at = 0
    let buffer = chunk
    if (!inside) {
      head = Buffer.concat([head, chunk])
      const found = start.exec(head.toString('latin1'))
      if (found === null) {
        if (head.length > MAX_ELEMENT_BYTES) throw fail(`no "${name}" in the first MiB`)
        continue
      }
      buffer = head
      at = found.index + found[0].length
      inside = true
    }
    let from = depth > 0 ? at : -1
    for (; at < buffer.length && !closed; at++) {
      const byte = buffer[at] as number
      if (quoted) {
        if (escaped) escaped = false
        else if (byte === 0x5c) escaped = true
        else if (byte === 0x22) quoted = false
      } else if (byte === 0x22) quoted = true
      else if (byte === 0x7b || byte === 0x5b) {
        if (depth++ === 0) from = at
      } else if (byte === 0x7d || byte === 0x5d) {
        if (depth === 0) closed = true
        else if (--depth === 0) {
          parts.push(Buffer.from(buffer.subarray(from, at + 1)))
          from = -1
          take()
        }
      }
    }
    if (from !== -1) {
      parts.push(Buffer.from(buffer.subarray(from)))
      length += buffer.length - from
      if (length > MAX_ELEMENT_BYTES) throw fail('a longer one')
    }
  }
  return closed
}
