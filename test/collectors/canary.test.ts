import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { type CanaryEnd, type CanaryLine, type CanarySecond, decodeCanary } from '../../src/decode/canary.js'
import { temporaryDirectory } from '../temporary.js'
import { withParts } from './parts.js'

// The canary's programs, and the script that starts and ends them, on the machine of the tests.

const COLLECTORS = new URL('../../collectors/', import.meta.url).pathname
const has = (program: string, ...words: string[]) => spawnSync(program, words).error === undefined
const compiled = has('cc', '--version') ? describe : describe.skip
const perl = has('perl', '-v') ? describe : describe.skip

const linesOf = (text: string): CanaryLine[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const record = decodeCanary(line)
      if (record === null || record === 'other') throw new Error(`no record of the canary: ${line}`)
      return record
    })
const secondsOf = (lines: CanaryLine[], where = 'outside') =>
  lines.filter((line): line is CanarySecond => line.type === 'second' && line.where === where)
const endOf = (lines: CanaryLine[], where: string) =>
  lines.find((line): line is CanaryEnd => line.type === 'end' && line.where === where)

/** The script, as run-experiment starts it, with a program; it lives while `script` runs. */
const recorded = (program: string, script: string) => {
  const { stdout, stderr } = spawnSync(
    'bash',
    [
      '-c',
      `dir=$(mktemp -d); export MGLRU_CANARY_DIR=$dir MGLRU_CANARY_LIB=${COLLECTORS}experiment MGLRU_CANARY_CGROUP= MGLRU_CANARY_WORKLOAD= MGLRU_CANARY_MIB=2
      export MGLRU_CANARY_PROGRAM=${JSON.stringify(program)}
      echo 1 >"$dir/inside.mib"
      line() { grep -c "$1" "$dir/out"; }
      until_there() { for ((i = 0; i < 200; i++)); do if (($(line "$1") >= $2)); then return; fi; sleep 0.1; done; echo "no $1" >&2; }
      pid_of() { sed -n 's/.*"where":"'$1'".*"pid":\\([0-9]*\\).*/\\1/p' "$dir/out"; }
      : >"$dir/out"; setsid bash ${COLLECTORS}streams/canary.sh >>"$dir/out" 2>"$dir/err" & tool=$!
      until_there '"type":"canary"' 1
      ${script}
      kill -TERM $tool; wait $tool; echo "status $?" >&2; cat "$dir/out"; cat "$dir/err" >&2; rm -rf "$dir"`,
    ],
    { encoding: 'utf8', timeout: 60_000 },
  )
  return { lines: linesOf(stdout), stderr }
}

const suite = (program: () => string, name: string) => {
  test('one that is stopped for a while is late by that, and runs on', () => {
    const { lines, stderr } = recorded(
      program(),
      `until_there '"sample"' 1; kill -STOP $(pid_of outside); sleep 0.7; kill -CONT $(pid_of outside); until_there '"sample"' 3`,
    )
    expect(stderr).toBe('status 0\n')
    expect(lines[0]).toMatchObject({
      type: 'begin',
      where: 'outside',
      program: name,
      period: 100_000_000,
      anonBytes: 2 << 20,
      fileBytes: 2 << 20,
    })
    const seconds = secondsOf(lines)
    expect(seconds.length).toBeGreaterThanOrEqual(3)
    for (const { late, at } of seconds) {
      expect(late).toHaveLength(10)
      expect((at - (seconds[0] as CanarySecond).at) % 1_000_000_000n).toBe(0n)
    }
    // stopped for 0.7 s: the first wake-up that was missed is late by at least 0.6 s, the next by a tenth less
    const late = seconds.flatMap((second) => second.late)
    const first = late.findIndex((one) => one >= 500_000_000)
    expect(Math.max(...late)).toBeGreaterThan(590_000_000)
    expect((late[first] as number) - (late[first + 1] as number)).toBeGreaterThan(90_000_000)
    expect(seconds.every(({ anon, file, cpu }) => anon !== null && file !== null && cpu > 0)).toBe(true)
    expect(endOf(lines, 'outside')?.status).toBe(0)
  })

  test('the one inside comes when it is asked for; that it was killed is in its last record', () => {
    const { lines, stderr } = recorded(
      program(),
      `kill -USR1 $tool; until_there '"where":"inside"' 2; kill -KILL $(pid_of inside); until_there canary-end 1`,
    )
    expect(stderr).toBe('status 0\n')
    expect(lines.find((line) => line.type === 'begin' && line.where === 'inside')).toMatchObject({
      anonBytes: 1 << 20,
    })
    expect(endOf(lines, 'inside')?.status).toBe(137)
    expect(endOf(lines, 'outside')?.status).toBe(0)
  })
}

compiled('compiled', () => {
  let program = ''
  beforeAll(() => {
    program = join(temporaryDirectory(), 'canary')
    execFileSync('cc', [
      '-O2',
      '-Wall',
      '-Wextra',
      '-Werror',
      '-o',
      program,
      `${COLLECTORS}programs/canary.c`,
    ])
  })
  suite(() => program, 'c')

  test('words that are missing, and a file that cannot be made, are said', () => {
    expect(spawnSync(program, ['outside'], { encoding: 'utf8' })).toMatchObject({ status: 2, stdout: '' })
    const none = spawnSync(program, ['outside', '1', '1', '/nowhere/file', '/nowhere/ready'], {
      encoding: 'utf8',
    })
    expect(none).toMatchObject({
      status: 1,
      stdout: '',
      stderr: '/nowhere/file: No such file or directory\n',
    })
  })
})

perl('in Perl', () => suite(() => `perl ${COLLECTORS}programs/canary.pl`, 'perl'))

const PARTS = ['messages', 'json', 'settings', 'needs', 'cgroup', 'canary']

test('the built program is taken, else a compiler, else Perl; without all of them the stream is not there', () => {
  const found = (path: string) =>
    withParts(
      PARTS,
      `mkdir "$state/bin" "$state/built" "$state/programs"; canary_dir=$state
      printf '#!/bin/sh\\nexit 2\\n' >"$state/works"; printf '#!/bin/sh\\nexit 126\\n' >"$state/foreign"
      printf '#!/bin/sh\\nexit 0\\n' >"$state/bin/compiler"; chmod +x "$state"/works "$state"/foreign "$state/bin/compiler"
      COLLECTORS=$state
      ${path}
      PATH=$state/bin
      find_canary_program 2>/dev/null; printf '%s' "\${MGLRU_CANARY_PROGRAM//$state\\//}"
      if check_needs any:canary,cc,gcc,clang,perl; then printf ' there'; else printf ' %s' "$REPLY"; fi`,
    ).stdout
  expect(found('mv "$state/works" "$state/built/canary"; ln -s compiler "$state/bin/gcc"')).toBe(
    'built/canary there',
  )
  expect(found('mv "$state/foreign" "$state/built/canary"; ln -s compiler "$state/bin/gcc"')).toBe(
    'canary there',
  )
  expect(found('ln -s compiler "$state/bin/perl"')).toBe('perl programs/canary.pl there')
  expect(found('')).toBe('perl programs/canary.pl none of these is installed: cc,gcc,clang,perl')
})

test('its size is a sixteenth of what is there, 32 MiB at most; one goes inside where a limit is', () => {
  const { stdout } = withParts(
    PARTS,
    `for bytes in 17179869184 536870912 209715200 1048576; do canary_size $bytes; printf '%s ' "$REPLY"; done
    canary_mib=8; canary_size 209715200; printf '%s|' "$REPLY"
    cgroup=$state/cgroup; mkdir "$cgroup"; echo max >"$cgroup/memory.max"; echo max >"$cgroup/memory.high"
    least_limit; printf '%s|' "$REPLY"
    echo 2097152 >"$cgroup/memory.max"; least_limit; printf '%s|' "$REPLY"
    echo 1048576 >"$cgroup/memory.high"; least_limit; printf '%s' "$REPLY"`,
  )
  expect(stdout).toBe('32 32 12 1 8||2097152|1048576')
})
