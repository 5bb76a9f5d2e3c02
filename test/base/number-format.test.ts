import { expect, test } from '@jest/globals'
import { formatCount, formatNumber, formatP } from '../../src/base/number-format.js'
import { percent, rangeText } from '../../src/base/percent.js'

test.each([
  [0, '0'],
  [1234567, '1\u202f234\u202f567'],
  [123.456, '123'],
  [1.23456, '1.23'],
  [0.000123456, '0.000123'],
  [-5.5, '\u22125.50'],
  [999.9, '1\u202f000'],
  [1e20, '1.00e+20'],
])('%d is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})

test('counts keep every digit', () => {
  expect(formatCount(265282)).toBe('265\u202f282')
  expect(formatCount(9007199254740991)).toBe('9\u202f007\u202f199\u202f254\u202f740\u202f991')
  expect(formatCount(-1234)).toBe('\u22121\u202f234')
  expect(formatCount(2.5)).toBe('2.50')
})

test('p has three decimals', () => {
  expect(formatP(0.0286)).toBe('0.029')
  expect(formatP(0.00001)).toBe('< 0.001')
})

test('shares near their ends keep a decimal', () => {
  expect(percent(0.5529)).toBe('55%')
  expect(percent(0.0012)).toBe('0.1%')
  expect(rangeText([0.5, 0.9])).toBe('50% to 90%')
  expect(rangeText([0.5])).toBe('50%')
})
