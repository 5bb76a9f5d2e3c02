#!/usr/bin/env node
import { availableParallelism } from 'node:os'
import { systemError } from './base/system-error.js'
import { main } from './cli.js'
import { EXIT } from './commands/io.js'

const { stdout, stderr, env } = process

// A reader that stops early, such as head, ends the printing and not the work: files that are still to be written are.
let unread = false
stdout.on('error', (error) => {
  const first = !unread
  unread = true
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') return
  const system = systemError('standard output', error)
  if (system === null) throw error
  if (first) stderr.write(`${system.toLine()}\n`)
  process.exitCode = EXIT.system
})
// nobody is left to tell
stderr.on('error', () => {})

const code = await main(process.argv.slice(2), {
  stdout: {
    isTTY: stdout.isTTY,
    write: (text) => {
      if (!unread) stdout.write(text)
    },
  },
  stderr,
  env,
  processors: availableParallelism(),
})
process.exitCode ??= code
