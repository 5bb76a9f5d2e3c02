// Reads mutated files FROM to TO of a seed, and prints one line of JSON for each: node child.mjs PLACE SEED FROM TO.
import { rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { main } from '../../dist/cli.js'
import { corpus, mutated, randomOf } from './mutate.mjs'
import { faultsIn, mostFaults } from './oracle.mjs'

const [place, ...numbers] = process.argv.slice(2)
const [seed, from, to] = numbers.map(Number)
const all = corpus()
const spent = () => (({ user, system }) => (user + system) / 1000)(process.cpuUsage())
for (let at = from; at < to; at++) {
  const one = all[at % all.length]
  const bytes = mutated(one, all, randomOf(seed * 1_000_003 + at))
  const path = join(place, basename(one.path).replace(/\.gz$/, ''))
  writeFileSync(path, bytes)
  let [printed, said] = ['', '']
  const before = spent()
  // known before it is read, for a child that hangs or dies
  process.stdout.write(`${JSON.stringify({ at, path })}\n`)
  const code = await main(['inspect', path, '--json'], {
    stdout: { write: (text) => (printed += text) },
    stderr: { write: (text) => (said += text) },
  })
  const milliseconds = spent() - before
  const [faults, most] = printed === '' ? [0, 0] : [faultsIn(JSON.parse(printed)), mostFaults(bytes)]
  const rss = process.memoryUsage().rss
  process.stdout.write(
    `${JSON.stringify({ at, code, milliseconds, rss, faults, most, said: said.slice(0, 300) })}\n`,
  )
  rmSync(path)
}
