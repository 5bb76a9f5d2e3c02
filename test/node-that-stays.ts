import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, beforeAll } from '@jest/globals'
import { temporaryDirectory } from './temporary.js'

/**
 * PATH with a `node` that has `dist/main.js` run by a process that stays, in the directory and with the environment of the call,
 * and answers as the program would. What reads a pipe, and every other script, is Node's own.
 */
export function nodeThatStays(): string {
  const place = temporaryDirectory()
  const calls = join(place, 'calls')
  const script = `#!/bin/sh
case "$1" in
dist/main.js | */dist/main.js) ;;
*) exec ${process.execPath} "$@" ;;
esac
if [ -p /dev/stdin ]; then exec ${process.execPath} "$@"; fi
shift
call=$(mktemp -d ${place}/call-XXXXXX)
printf '%s\\0' "$PWD" "$@" >"$call/args"
env -0 >"$call/env"
mkfifo "$call/done"
echo "$call" >${calls}
read -r code <"$call/done"
cat "$call/out"
cat "$call/err" >&2
exit "$code"
`
  writeFileSync(join(place, 'node'), script, { mode: 0o755 })
  let stays: ChildProcess | undefined
  beforeAll(() => {
    execFileSync('mkfifo', [calls])
    stays = spawn(process.execPath, [resolve('test/runner/stays.mjs'), calls], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  })
  afterAll(() => {
    stays?.kill('SIGKILL')
  })
  return `${place}${delimiter}${process.env['PATH']}`
}
