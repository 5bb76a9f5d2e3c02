import { type ChildProcess, spawn } from 'node:child_process'
import { Duplex } from 'node:stream'
import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { systemError } from '../base/system-error.js'

/** A window larger than this is refused; zstd itself makes none without being told to. */
const MAX_MEMORY = '--memory=128MB'

/**
 * Unpacks zstd with the program of that name. Node has none before 22.15, and what it has since then ends after the first frame
 * of several (22.23 and 24.21) and takes data that are cut off for whole (22.23), both without a word.
 * The stream is destroyed with an InputError where there is no such program, and for data that are broken or cut off.
 */
export function zstdProgram(path: string): Duplex {
  const child = spawn('zstd', ['-d', '-c', '-q', MAX_MEMORY], { stdio: ['pipe', 'pipe', 'pipe'] })
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
  child.once('error', (error) => unpacked.destroy(systemError(path, error) ?? unreadable(path)))
  child.once('close', (status) => {
    if (status === 0) unpacked.push(null)
    else unpacked.destroy(broken(path, said))
  })
  return unpacked
}

function failing(path: string, child: ChildProcess): Duplex {
  const never = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() })
  child.once('error', (error) => never.destroy(systemError(path, error) ?? error))
  return never
}

const unreadable = (path: string) =>
  new InputError({
    path,
    expected: 'plain text or gzip, or the program zstd to unpack it with',
    found: 'zstd',
    remedy: 'install zstd (apt, dnf, pacman, zypper and brew call it that), or unpack the file elsewhere',
  })

function broken(path: string, said: string): InputError {
  const [why = ''] = said.split('\n').filter((line) => line.trim() !== '')
  const reason = why.replace(/^.*?zstd: /, '').replace(/^\S*stdin\S*\s*: /, '')
  return new InputError({
    path,
    expected: 'whole zstd data',
    found: `broken zstd data (${printable(reason, 200).trim()})`,
    remedy: 'copy the file again, or leave this run out',
  })
}
