import { type ChildProcess, spawn } from 'node:child_process'
import { Duplex } from 'node:stream'
import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { systemError } from '../base/system-error.js'

/** By the program: its arguments. What needs more memory is refused; neither packs such data without being told to. */
const PROGRAMS = {
  zstd: ['-d', '-c', '-q', '--memory=128MB'],
  xz: ['-d', '-c', '-q', '-T1', '--memlimit-decompress=128MiB'],
} as const
const PACKAGES = {
  zstd: 'apt, dnf, pacman, zypper and brew call it that',
  xz: 'xz-utils for apt; dnf, pacman, zypper and brew call it xz',
}
export type UnpackingProgram = keyof typeof PROGRAMS

/**
 * Unpacks with the program of that name. Node has no xz, and no zstd before 22.15; its zstd ends after the first frame of several
 * (22.23 and 24.21) and takes data that are cut off for whole (22.23), both without a word.
 * The stream is destroyed with an InputError where there is no such program, and for data that are broken or cut off.
 */
export function unpackingProgram(program: UnpackingProgram, path: string): Duplex {
  const child = spawn(program, PROGRAMS[program], { stdio: ['pipe', 'pipe', 'pipe'] })
  // without file descriptors there are no pipes to it; its event says so
  if (child.stdout === undefined || child.stdout === null) return failing(path, child)
  let said = ''
  const unpacked = new Duplex({
    read: () => {
      child.stdout.resume()
    },
    write: (chunk, _, done) => {
      if (child.stdin.write(chunk)) done()
      else child.stdin.once('drain', done)
    },
    final: (done) => {
      child.stdin.end(done)
    },
    destroy: (error, done) => {
      child.kill()
      done(error)
    },
  })
  child.stdout.on('data', (chunk) => {
    if (!unpacked.push(chunk)) child.stdout.pause()
  })
  child.stderr.on('data', (chunk) => {
    if (said.length < 1000) said += chunk
  })
  // it does not read on once it has failed; how it ended says why
  child.stdin.on('error', () => {})
  child.once('error', (error) => unpacked.destroy(systemError(path, error) ?? unreadable(program, path)))
  child.once('close', (status) => {
    if (status === 0) unpacked.push(null)
    else unpacked.destroy(broken(program, path, said))
  })
  return unpacked
}

function failing(path: string, child: ChildProcess): Duplex {
  const never = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() })
  child.once('error', (error) => never.destroy(systemError(path, error) ?? error))
  return never
}

const unreadable = (program: UnpackingProgram, path: string) =>
  new InputError({
    path,
    expected: `plain text or gzip, or the program ${program} to unpack it with`,
    found: program,
    remedy: `install ${program} (${PACKAGES[program]}), or unpack the file elsewhere`,
  })

function broken(program: UnpackingProgram, path: string, said: string): InputError {
  const [why = ''] = said.split('\n').filter((line) => line.trim() !== '')
  const reason = why.replace(/^.*?(?:zstd|xz): /, '').replace(/^\S*stdin\S*\s*: /, '')
  return new InputError({
    path,
    expected: `whole ${program} data`,
    found: `broken ${program} data (${printable(reason, 200).trim()})`,
    remedy: 'copy the file again, or leave this run out',
  })
}
