// Runs the program in this process with the arguments given, and prints the exit code, the most memory that it had in bytes, and the
// seconds of a processor that it took.
import { readFileSync } from 'node:fs'
import { main } from '../../dist/cli.js'

let said = ''
const keep = (text) => {
  if (said.length < 400) said += text.slice(0, 400)
}
const code = await main(process.argv.slice(2), { stdout: { write() {} }, stderr: { write: keep } })
// maxRSS of resourceUsage() begins with that of the process that started this one
const [, kib] = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))
const { user, system } = process.cpuUsage()
console.log(JSON.stringify({ code, bytes: kib * 1024, seconds: (user + system) / 1e6, said }))
