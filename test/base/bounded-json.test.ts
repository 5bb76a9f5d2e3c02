import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { boundedJson } from '../../src/base/bounded-json.js'
import { lineOfMember } from '../../src/base/json-place.js'

const refusal = (text: string): string => {
  try {
    boundedJson(text, 'x.json')
    return 'taken'
  } catch (error) {
    return String((error as Error & { line?: number }).line ?? '') + (error as Error).message
  }
}

test('it is JSON.parse for what people write', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(boundedJson(text, 'x')).toEqual(JSON.parse(text))
    }),
    { seed: 1, numRuns: 500 },
  )
  expect(() => boundedJson('{"a": ', 'x')).toThrow(SyntaxError)
  expect(() => boundedJson('"\\', 'x')).toThrow(SyntaxError)
})

test.each([
  ['99 deep', '['.repeat(100) + ']'.repeat(100), 'taken'],
  ['deeper', `\n${'['.repeat(101)}${']'.repeat(101)}`, '2expected JSON at most 100 deep, found deeper'],
  ['objects by the million', `[${'{},'.repeat(2e6)}{}]`, '1expected JSON that takes at most 96 MB of memory'],
  ['lists by the million', `[${'[],'.repeat(2e6)}[]]`, '1expected JSON that takes at most 96 MB'],
  ['texts by the million', `[${'"",'.repeat(2e6)}""]`, '1expected JSON that takes at most 96 MB'],
  ['a text of brackets', JSON.stringify('[{'.repeat(1e6)), 'taken'],
  ['a text of quotes', JSON.stringify('"\\'.repeat(1e6)), 'taken'],
  ['numbers by the million', `[${'1,'.repeat(3e6)}1]`, 'taken'],
])('%s', (_, text, expected) => expect(refusal(text).slice(0, expected.length)).toBe(expected))

test('names are counted once each', () => {
  const object = (names: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: names }, (_, at) => [`k${at}`, at])))
  expect(refusal(object(100_000))).toBe('taken')
  expect(refusal(object(100_001))).toMatch(/^1expected JSON with at most 100000 different names/)
  expect(refusal(JSON.stringify(Array(200_000).fill({ a: 1, b: 2 })))).toBe('taken')
})

test('a member is found where it stands, also one that is written strangely', () => {
  const text = '{\n"a" : [\n1, "]",\n{"b\\u0061": [true,\n null]}\n],\n"a\\"": {}, "c": 1,\n"c":\n2}'
  for (const [path, line] of [
    [[], 1],
    [['a'], 2],
    [['a', 1], 3],
    [['a', 2, 'ba'], 4],
    [['a', 2, 'ba', 1], 5],
    [['a', 2, 'none', 7], 4],
    [['a"'], 7],
    [['c'], 9],
    [['c', 'x'], 9],
    [['none'], 1],
  ] as const)
    expect([path, lineOfMember(text, path)]).toEqual([path, line])
})

test('the place of any member is that of its value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (value) => {
      const text = JSON.stringify({ before: value, here: 1 }, null, 1)
      const lines = text.split('\n')
      expect(lines[lineOfMember(text, ['here']) - 1]).toBe(' "here": 1')
      for (const name of Object.keys(value))
        expect(lines[lineOfMember(text, ['before', name]) - 1]).toContain(`  ${JSON.stringify(name)}: `)
    }),
    { seed: 1, numRuns: 200 },
  )
})
