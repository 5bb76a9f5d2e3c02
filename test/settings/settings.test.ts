import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { SETTINGS, settingOf } from '../../src/settings/index.js'
import { lruGenMask, usesGenerations } from '../../src/settings/lru-gen.js'

const ANY = { hz: null }
const answers = (name: string, asked: string, found: string, hz: number | null = null) =>
  settingOf(name).answers(asked, found, { hz })

test('sorted, once each, and the same as the collectors record', () => {
  const names = SETTINGS.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)].sort())
  const recorded = readdirSync('collectors/settings').filter((name) =>
    readFileSync(`collectors/settings/${name}`, 'utf8').includes('# recorded\talways'),
  )
  expect(recorded.length).toBeGreaterThan(10)
  expect(recorded.filter((name) => !names.includes(name ?? ''))).toEqual([])
})

test.each([
  ['0x0007', '0x0007', true],
  ['0x0007', '0x0001', true],
  ['0x0007', '0x0003', true],
  ['y', '0x0001', true],
  ['0x0007', '0x0000', false],
  ['0x0000', '0x0001', false],
  ['0x0003', '0x0007', false],
  ['0x0006', '0x0002', true],
  ['0x0007', 'none', false],
])('mask %s may read back as %s: %s', (asked, found, holds) => {
  expect(answers('lru_gen.enabled', asked, found)).toBe(holds)
})

test('two masks are the same only bit for bit', () => {
  const { same } = settingOf('lru_gen.enabled')
  expect([same('0x0007', '7'), same('0x0007', '0x0003'), same('x', 'x')]).toEqual([true, false, false])
  expect([lruGenMask('n'), lruGenMask(null), usesGenerations('0x0006'), usesGenerations('?')]).toEqual([
    0,
    null,
    false,
    null,
  ])
})

test.each([
  ['1000', '1000', 250, true],
  ['1', '4', 250, true],
  ['1', '10', 100, true],
  ['1', '4', 1000, false],
  ['1', '4', null, true],
  ['1000', '0', 250, false],
  ['0', '4', 250, false],
])('min_ttl_ms %s may read back as %s at %s Hz: %s', (asked, found, hz, holds) => {
  expect(answers('lru_gen.min_ttl_ms', asked, found, hz)).toBe(holds)
})

test.each([
  ['vm.swappiness', '60', '60\n', true],
  ['vm.swappiness', '60', '061', false],
  ['vm.min_free_kbytes', '2100', '2109', true],
  ['vm.min_free_kbytes', '2100', '9000', false],
  ['thp.enabled', 'madvise', 'always [madvise] never', true],
  ['thp.enabled', 'always', 'always [madvise] never', false],
  ['zswap.enabled', '1', 'Y', true],
  ['zswap.enabled', '0', 'Y', false],
  ['no.such', 'a', 'a', true],
  ['no.such', '10', '0xa', false],
])('%s: %s may read back as %s: %s', (name, asked, found, holds) => {
  expect(settingOf(name).answers(asked, found, ANY)).toBe(holds)
  expect(settingOf(name).same(asked, found)).toBe(holds)
})
