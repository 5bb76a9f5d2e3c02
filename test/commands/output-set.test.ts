import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { ownSet } from '../../src/commands/output-set.js'
import { writeReport } from '../../src/commands/write-report.js'
import type { PublishedReport } from '../../src/model/report.js'
import { reportOf } from '../fixtures.js'
import { temporaryDirectory } from '../temporary.js'

const made = reportOf('fixtures/constructed/blocks') as Promise<PublishedReport>
const named = async (id: string): Promise<PublishedReport> => {
  const report = await made
  return { ...report, experiment: { ...report.experiment, id: id as typeof report.experiment.id } }
}

test('an analysis replaces the set of the one before as a whole, and leaves files of others', async () => {
  const directory = temporaryDirectory()
  await writeReport(await named('one'), directory, ['md', 'txt', 'csv'], { replace: true })
  writeFileSync(join(directory, 'notes.txt'), 'mine')
  expect(existsSync(join(directory, 'figures'))).toBe(true)
  await writeReport(await named('one'), directory, ['json', 'txt'], { replace: true })
  const files = readdirSync(directory).filter((name) => !name.startsWith('.'))
  expect(files.filter((name) => name !== 'figures').sort()).toEqual([
    'notes.txt',
    'report.json',
    'report.txt',
  ])
  expect(readdirSync(join(directory, 'figures'))).toEqual([])
})

test('another format of the same report is added to its set', async () => {
  const directory = temporaryDirectory()
  await writeReport(await named('one'), directory, ['json'], { replace: true })
  await writeReport(await named('one'), directory, ['txt'])
  expect((await ownSet(directory, 'one', false))?.files).toEqual(['report.json', 'report.txt'])
})

test('a directory with the report of another experiment is refused, its files stay; --force replaces them', async () => {
  const directory = temporaryDirectory()
  await writeReport(await named('one'), directory, ['json', 'txt'], { replace: true })
  const before = readFileSync(join(directory, 'report.json'), 'utf8')
  for (const replace of [true, false])
    await expect(writeReport(await named('two'), directory, ['json'], { replace })).rejects.toThrow(
      /expected a directory without the report of another experiment, found the report of one; choose another with -o, or replace it with --force/,
    )
  expect(readFileSync(join(directory, 'report.json'), 'utf8')).toBe(before)
  await writeReport(await named('two'), directory, ['json'], { replace: true, force: true })
  expect(readFileSync(join(directory, 'report.json'), 'utf8')).toContain('"two"')
  expect(existsSync(join(directory, 'report.txt'))).toBe(false)
})

test('a report of the first edition, which left no list, is known by its report.json', async () => {
  const directory = temporaryDirectory()
  writeFileSync(join(directory, 'report.json'), '{"experiment": {"id": "old"}}')
  await expect(ownSet(directory, 'new', false)).rejects.toThrow('found the report of old')
  // a list that somebody wrote names nothing outside of the directory
  writeFileSync(
    join(directory, '.mglru-report.set'),
    JSON.stringify({ experiment: 'old', files: ['../secret', '/etc/passwd', 'figures/../x', 'report.md'] }),
  )
  expect((await ownSet(directory, 'old', false))?.files).toEqual(['report.md'])
})
