import { isDeepStrictEqual } from 'node:util'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fromTaggedJson, toTaggedJson } from '../../src/base/tagged-json.js'

const again = (value: unknown) => fromTaggedJson(toTaggedJson(value))

test('every value comes back as it was', () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.double(),
    fc.bigInt(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(fc.string(), fc.constantFrom('$', 'value', '__proto__', 'constructor')),
        tie('value'),
        {
          maxKeys: 4,
          noNullPrototype: true,
        },
      ),
      fc.array(fc.tuple(leaf, tie('value')), { maxLength: 4 }).map((pairs) => new Map(pairs)),
    ),
  }))
  fc.assert(
    fc.property(value, (one) => {
      if (!isDeepStrictEqual(again(one), one)) throw new Error(toTaggedJson(one))
    }),
    { seed: 1, numRuns: 2000 },
  )
})

test('a member named __proto__ stays a member', () => {
  const hostile = JSON.parse('{"a":{"__proto__":{"polluted":1}}}')
  const read = again(hostile) as { a: object }
  expect(Object.keys(read.a)).toEqual(['__proto__'])
  expect((read.a as { polluted?: unknown }).polluted).toBeUndefined()
  // also when it was not written by us
  const foreign = fromTaggedJson('{"__proto__":{"polluted":1}}') as { polluted?: unknown }
  expect(foreign.polluted).toBeUndefined()
})

test.each([[new Date(0)], [new Set([1])], [new Float64Array(1)], [() => 1], [Symbol('a')]])(
  'what would not come back is refused',
  (value) => {
    expect(() => toTaggedJson({ a: [value] })).toThrow('cannot be written')
  },
)

test.each([
  '{"$":"date","value":0}',
  '{"$":"map","value":[[1]]}',
  '{"$":"bigint","value":"x"}',
  '{"$":null}',
])('%s is no such text', (text) => {
  expect(() => fromTaggedJson(text)).toThrow()
})
