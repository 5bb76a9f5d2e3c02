import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { SystemError } from '../../src/base/system-error.js'
import { outputError } from '../../src/commands/output-error.js'
import { deserializeError, serializeError } from '../../src/experiment/worker-task.js'
import { temporaryDirectory } from '../temporary.js'

const MAIN = resolve('dist/main.js')
const BLOCKS = resolve('fixtures/constructed/blocks')

/** Runs the program from a shell, which sets what is to fail. */
function shell(script: string) {
  const cwd = temporaryDirectory()
  const env = { ...process.env, MAIN, BLOCKS, XDG_CACHE_HOME: join(cwd, 'cache') }
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd, env, encoding: 'utf8' })
  return { code: status, stdout, stderr, cwd }
}

const FULL =
  'standard output: expected a system that can do this, found no space left on the device; free some space, or write elsewhere\n'

test.each(['list', 'explain swap', '--help', 'inspect $BLOCKS/runs/b01-1-mglru-off/run.json --json'])(
  '%s into a full device: 74, and one line',
  (args) => {
    expect(shell(`node $MAIN ${args} > /dev/full`)).toMatchObject({ code: 74, stderr: FULL })
  },
)

test('a reader that goes early ends the printing, not the work', () => {
  const ran = shell('node $MAIN analyze $BLOCKS -o out | head -c 0; echo $PIPESTATUS; ls out')
  expect(ran).toMatchObject({ stderr: '' })
  expect(ran.stdout.split('\n')).toEqual(expect.arrayContaining(['0', 'report.html', 'report.json']))
})

test('a closed standard output: the work is done', () => {
  const ran = shell('node $MAIN analyze $BLOCKS -o out >&-; echo $?; ls out')
  expect(ran.stdout.split('\n')).toEqual(expect.arrayContaining(['0', 'report.json']))
})

test('a file larger than may be: 74, and nothing half written under its name', () => {
  const ran = shell('trap "" XFSZ; ulimit -f 500; node $MAIN analyze $BLOCKS --no-cache --jobs 1 -o out')
  expect(ran).toMatchObject({
    code: 74,
    stderr:
      'out: expected a system that can do this, found a file larger than its limit; raise ulimit -f, or write elsewhere\n',
  })
  const left = readdirSync(join(ran.cwd, 'out'), { recursive: true, encoding: 'utf8' })
  expect(left).toContain('report.json')
  expect(left.filter((name) => /html|partial|lock/.test(name))).toEqual([])
})

test('too many open files: 74, never a report without what could not be opened', () => {
  const codes = new Set<number | null>()
  for (const limit of [24, 26, 30]) {
    const ran = shell(`ulimit -n ${limit}; node $MAIN analyze $BLOCKS --no-cache --jobs 4 --json -o out`)
    codes.add(ran.code)
    if (ran.code === 0) expect(JSON.parse(ran.stdout).warnings).toEqual([])
    else if (ran.code === 74) expect(ran.stderr).toMatch(/^\S+: expected a system.*too many open files/)
    // with fewer than it needs Node itself does not start
    else expect(ran.stderr).not.toMatch(/internal error/)
  }
  expect([...codes]).toContain(74)
})

test('a place without permission: 2, and another place helps', () => {
  const directory = temporaryDirectory()
  cpSync(join(BLOCKS, 'experiment.json'), join(directory, 'experiment.json'))
  mkdirSync(join(directory, 'closed'))
  chmodSync(join(directory, 'closed'), 0o500)
  const error = Object.assign(new Error(), { code: 'EACCES' })
  expect(outputError('out', error)).toMatchObject({
    path: 'out',
    message: 'expected a directory to write the report into, found EACCES; choose another with -o',
  })
  // root may write everywhere
  if (process.getuid?.() === 0) return
  const file = join(directory, 'closed', 'out')
  expect(shell(`node $MAIN reduce $BLOCKS -q -o ${file}`)).toMatchObject({ code: 2 })
})

test('a full disk: 74, and nothing is left of what did not fit', () => {
  if (process.getuid?.() !== 0) return
  const ran = shell(`mkdir full && mount -t tmpfs -o size=256k none full || exit 99
    node $MAIN analyze $BLOCKS --no-cache -o full/out; code=$?
    ls -A full/out; umount full; exit $code`)
  if (ran.code === 99) return
  expect(ran).toMatchObject({
    code: 74,
    stderr:
      'full/out: expected a system that can do this, found no space left on the device; free some space, or write elsewhere\n',
  })
  expect(ran.stdout).not.toMatch(/html|partial|lock/)
})

test('what a worker is short of is told as such', () => {
  const sent = structuredClone(serializeError(new SystemError('trace', 'EMFILE')))
  expect(deserializeError(sent)).toEqual(new SystemError('trace', 'EMFILE'))
  expect(deserializeError(sent)).toBeInstanceOf(SystemError)
})
