// Runs commands of the built program one after another, in a process that stays: each finds its modules loaded and warm. What is
// asked for comes by the first FIFO, which test/node-that-stays.ts made; each call is a directory.
import { constants, openSync, readFileSync, writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { main } from '../../dist/cli.js'

const texts = (file) => readFileSync(file, 'utf8').split('\0').slice(0, -1)

async function answer(call) {
  const [cwd, ...args] = texts(join(call, 'args'))
  process.chdir(cwd)
  for (const name of Object.keys(process.env)) delete process.env[name]
  for (const one of texts(join(call, 'env')))
    process.env[one.slice(0, one.indexOf('='))] = one.slice(one.indexOf('=') + 1)
  const written = { out: [], err: [] }
  const to = (name) => ({ write: (text) => written[name].push(text) })
  const io = { stdout: to('out'), stderr: to('err'), env: process.env, processors: availableParallelism() }
  let code = 70
  try {
    code = await main(args, io)
  } catch (error) {
    written.err.push(`${error.stack}\n`)
  }
  for (const [name, parts] of Object.entries(written)) writeFileSync(join(call, name), parts.join(''))
  writeFileSync(join(call, 'done'), `${code}\n`)
}

// read and written, so that it does not end with the first call
const calls = new Socket({ fd: openSync(process.argv[2], constants.O_RDWR | constants.O_NONBLOCK) })
for await (const call of createInterface(calls)) await answer(call)
