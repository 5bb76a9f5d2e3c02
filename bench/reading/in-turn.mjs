import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a whole process costs: seconds of CPU and of wall, peak memory in megabytes; and what it said. Needs /usr/bin/time. */
export function timed(command, options = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'bench-timed-'))
  const times = join(directory, 'times')
  const { status, stdout, stderr } = spawnSync(
    '/usr/bin/time',
    ['-o', times, '-f', '%U %S %e %M', ...command],
    { encoding: 'utf8', maxBuffer: 1 << 26, ...options },
  )
  const [user, system, wall, kilobytes] = readFileSync(times, 'utf8')
    .trim()
    .split('\n')
    .at(-1)
    .split(' ')
    .map(Number)
  rmSync(directory, { recursive: true })
  return { status, stdout, stderr, cpu: user + system, wall, peak: kilobytes / 1024 }
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/**
 * Runs every way once in each round, and gives medians: `{ way, cpu, wall, peak }`, and the answer that all of them gave. A way of
 * somebody else that is not to be had here is excluded; one that fails later, or of ours, ends it, and so does another answer.
 */
export function inTurn(ways, rounds, { answerOf, cwd }) {
  const left = new Map(Object.entries(ways).map(([way, command]) => [way, { command, runs: [] }]))
  let expected = null
  for (let round = 1; round <= rounds; round++)
    for (const [way, { command, runs }] of left) {
      const { status, stdout, stderr, ...cost } = timed(command, { cwd })
      if (status !== 0) {
        if (round > 1 || way.startsWith('mglru-report')) throw new Error(`${way}: ${stderr}`)
        console.error(`${way}: excluded (${stderr.trim().split('\n').at(-1)})`)
        left.delete(way)
        continue
      }
      if (!way.startsWith('touching')) {
        const answer = answerOf(stdout)
        expected ??= answer
        if (answer !== expected)
          throw new Error(`${way} gives another answer:\n${answer.slice(0, 500)}\n${expected.slice(0, 500)}`)
      }
      runs.push(cost)
      console.error(`round ${round}, ${way}: ${cost.cpu.toFixed(2)} s of CPU`)
    }
  const middle = (runs, what) => median(runs.map((run) => run[what]))
  const rows = [...left].map(([way, { runs }]) => ({
    way,
    cpu: middle(runs, 'cpu'),
    wall: middle(runs, 'wall'),
    peak: middle(runs, 'peak'),
  }))
  return { rows, answer: expected }
}

/** A row of each way, with its CPU against that of the first. */
export const tableOf = (rows, bytes, events) =>
  rows
    .map(({ way, cpu, wall, peak }) =>
      [
        way,
        cpu.toFixed(2),
        (cpu / rows[0].cpu).toFixed(1),
        wall.toFixed(2),
        (bytes / 1e6 / cpu).toFixed(0),
        (events / 1e6 / cpu).toFixed(2),
        peak.toFixed(0),
      ].join(' | '),
    )
    .map((row) => `| ${row} |`)
    .join('\n')
