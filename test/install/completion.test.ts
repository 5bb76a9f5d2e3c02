import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { commandLine } from '../../src/cli.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

const there = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0
const file = async (shell: string) => {
  const { code, stdout } = await runCli('completion', shell)
  expect(code).toBe(0)
  const path = join(temporaryDirectory(), shell)
  writeFileSync(path, stdout)
  return path
}
const run = (shell: string, script: string, ...args: string[]) => {
  const { stdout, stderr, status } = spawnSync(shell, ['-c', script, ...args], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  return stdout.trim().split(/\s+/)
}

test('bash completes commands, options of the command, and files', async () => {
  const path = await file('bash')
  const complete = (...words: string[]) =>
    run(
      'bash',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: bash reads it
      'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mglru_report; printf "%s\\n" "${COMPREPLY[@]}"',
      'bash',
      path,
      'mglru-report',
      ...words,
    )
  expect(complete('an')).toEqual(['analyze'])
  expect(complete('')).toEqual(expect.arrayContaining(['demo', 'help', 'plan', '--version']))
  expect(complete('plan', '--sp')).toEqual(['--spread'])
  expect(complete('analyze', '--sp')).toEqual([''])
  expect(complete('analyze', 'READ')).toEqual(['README.md'])
})

const inFish = there('fish') ? test : test.skip
inFish('fish completes the same', async () => {
  const path = await file('fish')
  expect(run('fish', `source ${path}; complete -C 'mglru-report an'`)[0]).toBe('analyze')
  expect(run('fish', `source ${path}; complete -C 'mglru-report plan --spr'`)[0]).toBe('--spread')
})

const inZsh = there('zsh') ? test : test.skip
inZsh('zsh takes the file', async () => {
  const path = await file('zsh')
  const script = `autoload -Uz compinit && compinit -u -D && source ${path} && print -r -- $_comps[mglru-report]`
  expect(run('zsh', script)).toEqual(['_mglru_report'])
})

test('every command and every option is in all three', async () => {
  const { program } = commandLine({ stdout: { write: () => {} }, stderr: { write: () => {} } })
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout } = await runCli('completion', shell)
    for (const one of program.commands) {
      expect(stdout).toContain(one.name())
      for (const { long } of one.options)
        expect(stdout).toContain((long ?? '').slice(shell === 'fish' ? 2 : 0))
    }
  }
})

test('another shell is refused with those that there are', async () => {
  const { code, stderr } = await runCli('completion', 'tcsh')
  expect([code, stderr]).toEqual([
    2,
    'completion: expected one of bash, zsh, fish, found "tcsh"; name a shell\n',
  ])
})
