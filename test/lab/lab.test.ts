import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

const LAB = new URL('../../collectors/lab', import.meta.url).pathname

function lab(...args: string[]) {
  return spawnSync(join(LAB, 'lab'), args, { encoding: 'utf8' })
}

function scripts(): string[] {
  const all = readdirSync(LAB, { recursive: true, encoding: 'utf8' }).map((name) => join(LAB, name))
  return all.filter(
    (file) =>
      statSync(file).isFile() && /^#!.*bash|^# shellcheck shell=bash/.test(readFileSync(file, 'utf8')),
  )
}

test('every shell script of the lab parses', () => {
  expect(scripts().length).toBeGreaterThan(10)
  for (const file of scripts()) {
    expect({ file, stderr: spawnSync('bash', ['-n', file], { encoding: 'utf8' }).stderr }).toEqual({
      file,
      stderr: '',
    })
  }
})

test('--help names every option that is understood, and no other', () => {
  const help = lab('--help')
  expect(help.status).toBe(0)
  const named = new Set(help.stdout.match(/--[a-z][a-z-]+/g))
  const understood = readFileSync(join(LAB, 'lab'), 'utf8').match(/^ {4}--[a-z][a-z-]+/gm) ?? []
  expect([...named].sort()).toEqual(understood.map((option) => option.trim()).sort())
})

test.each([
  [['--suite', '../etc'], '--suite ../etc: expected the name of a Debian suite'],
  [['--memory', '0'], '--memory 0: expected a whole number above 0'],
  [['--swap', 'floppy'], '--swap floppy: expected none, zram or disk'],
  [['--swap-size', '1T'], '--swap-size 1T: expected a size such as 512M or 1G'],
  [['--data', 'floppy'], '--data floppy: expected disk or memory'],
  [
    ['--data', 'memory', '--kernels', '6.1,6.12'],
    '--data memory: an experiment of several boots has to be on the disk',
  ],
  [['--nonsense'], '--nonsense: not an option; see lab --help'],
  [['--suite'], '--suite: expected a value; see lab --help'],
  [['--icount', 'fast'], '--icount fast: expected a number from 0 to 9'],
  [['--icount', '2'], '--icount: QEMU can count the instructions of one CPU only; add --cpus 1'],
  [
    ['--icount', '2', '--cpus', '1', '--accel', 'kvm'],
    '--icount counts what is emulated; KVM emulates nothing',
  ],
  [['--script', '/nowhere'], '--script /nowhere: expected a file that can be read'],
])('%j is refused with a sentence', (args, sentence) => {
  const result = lab(...args)
  expect(result.stderr).toBe(`lab: ${sentence}\n`)
  expect(result.status).toBe(2)
})
