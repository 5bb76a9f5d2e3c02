import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { stableJson } from '../../src/base/stable-json.js'

test('any JSON value comes back as it went in', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(stableJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
    { numRuns: 500, seed: 1 },
  )
})

test('undefined members are excluded, short values stay on one line', () => {
  expect(stableJson({ a: undefined, b: [1, 2], c: { d: null } })).toBe(
    '{ "b": [1, 2], "c": { "d": null } }\n',
  )
  expect(stableJson({ a: 'x'.repeat(100), b: 'y'.repeat(100) }).split('\n')).toHaveLength(5)
})

test('numbers that JSON cannot hold are refused with their place', () => {
  expect(() => stableJson({ effect: { lower: Number.NaN } })).toThrow('"lower": NaN')
  expect(() => stableJson([Number.POSITIVE_INFINITY])).toThrow('Infinity')
})

/** As one would write it without a thought for time: all of a value on one line first, then the look at its length. */
function plainly(value: unknown, indent: string): string {
  const inline = (one: unknown): string => {
    if (one === null || typeof one !== 'object') return JSON.stringify(one)
    const items = Array.isArray(one)
      ? one.map(inline)
      : Object.entries(one).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`)
    if (items.length === 0) return Array.isArray(one) ? '[]' : '{}'
    return Array.isArray(one) ? `[${items.join(', ')}]` : `{ ${items.join(', ')} }`
  }
  const short = inline(value)
  if (value === null || typeof value !== 'object' || indent.length + short.length <= 120) return short
  const deeper = `${indent}  `
  const items = Array.isArray(value)
    ? value.map((item) => plainly(item, deeper))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${plainly(item, deeper)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${items.map((item) => deeper + item).join(',\n')}\n${indent}${close}`
}

test('a value is on one line exactly where it ends by column 120, its name not counted', () => {
  const values = fc.jsonValue({ maxDepth: 6 })
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string({ maxLength: 12 }), values)), (value) => {
      expect(stableJson(value)).toBe(`${plainly(value, '')}\n`)
    }),
    { numRuns: 300, seed: 1 },
  )
  for (let length = 0; length <= 120; length++) {
    const value = { a: 'x'.repeat(length), b: [1, 'y'.repeat(120 - length)], c: {}, d: [] }
    const short = { a: 'x'.repeat(length), c: {}, d: [] }
    expect(stableJson([[short]])).toBe(`${plainly([[short]], '')}\n`)
    expect(stableJson({ deep: [value] })).toBe(`${plainly({ deep: [value] }, '')}\n`)
  }
})
