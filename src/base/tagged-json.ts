import { boundedJson } from './bounded-json.js'

type Entries = [unknown, unknown][]

/**
 * JSON of plain values and of what JSON lacks: maps, bigints, undefined, numbers that are not finite or minus zero. What
 * it gives is the same when it is read again; anything else is refused.
 */
export function toTaggedJson(value: unknown): string {
  return JSON.stringify(tagged(value))
}

/** @throws Error for what is not such a text; InputError for more of it than is read. */
export function fromTaggedJson(text: string, path = ''): unknown {
  return untagged(boundedJson(text, path))
}

function tagged(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : tag('number', numberText(value))
    case 'bigint':
      return tag('bigint', String(value))
    case 'undefined':
      return tag('undefined', 0)
    case 'object':
      return value === null ? null : taggedObject(value)
    default:
      throw new TypeError(`a ${typeof value} cannot be written`)
  }
}

function taggedObject(value: object): unknown {
  if (Array.isArray(value)) return value.map(tagged)
  const pairs = (entries: Iterable<Entries[number]>) => Array.from(entries, (pair) => pair.map(tagged))
  if (value instanceof Map) return tag('map', pairs(value))
  if (Object.getPrototypeOf(value) !== Object.prototype)
    throw new TypeError(`a ${value.constructor?.name ?? 'class'} cannot be written`)
  const entries = Object.entries(value)
  // a name that would be taken for a tag, or for the prototype when it is read
  if (entries.some(([name]) => name === '$' || name === '__proto__')) return tag('object', pairs(entries))
  return Object.fromEntries(entries.map(([name, member]) => [name, tagged(member)]))
}

const tag = (kind: string, value: unknown) => ({ $: kind, value })
const numberText = (value: number) => (Object.is(value, -0) ? '-0' : String(value))

function untagged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untagged)
  if (value === null || typeof value !== 'object') return value
  const { $: kind, value: inner } = value as { $?: unknown; value?: unknown }
  switch (kind) {
    case undefined:
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, untagged(member)]))
    case 'number':
      return Number(inner)
    case 'bigint':
      return BigInt(inner as string)
    case 'undefined':
      return undefined
    case 'map':
      return new Map(pairsOf(inner))
    case 'object':
      return Object.fromEntries(pairsOf(inner) as [string, unknown][])
    default:
      throw new TypeError('not a known tag')
  }
}

function pairsOf(value: unknown): Entries {
  if (!Array.isArray(value) || !value.every((pair) => Array.isArray(pair) && pair.length === 2))
    throw new TypeError('not a list of pairs')
  return value.map((pair) => pair.map(untagged)) as Entries
}
