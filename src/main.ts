#!/usr/bin/env node
import { main } from './cli.js'

// A reader that stops early, such as head, is no defect.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})
process.exitCode = await main(process.argv.slice(2), process)
