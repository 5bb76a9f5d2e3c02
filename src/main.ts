#!/usr/bin/env node
import { availableParallelism } from 'node:os'
import { main } from './cli.js'

// A reader that stops early, such as head, is no defect.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})
const { stdout, stderr, env } = process
process.exitCode = await main(process.argv.slice(2), {
  stdout,
  stderr,
  env,
  processors: availableParallelism(),
})
