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

test('undefined members are left out, short values stay on one line', () => {
  expect(stableJson({ a: undefined, b: [1, 2], c: { d: null } })).toBe(
    '{ "b": [1, 2], "c": { "d": null } }\n',
  )
  expect(stableJson({ a: 'x'.repeat(100), b: 'y'.repeat(100) }).split('\n')).toHaveLength(5)
})

test('numbers that JSON cannot hold are refused with their place', () => {
  expect(() => stableJson({ effect: { lower: Number.NaN } })).toThrow('"lower": NaN')
  expect(() => stableJson([Number.POSITIVE_INFINITY])).toThrow('Infinity')
})
