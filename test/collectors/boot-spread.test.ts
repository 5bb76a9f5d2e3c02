import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { temporaryDirectory } from '../temporary.js'

const PROGRAM = new URL('../../collectors/lab/boot-spread', import.meta.url).pathname

/** Boots that are there already, so that none is made; ns of each part of each run. */
function spread(boots: readonly (readonly (readonly number[])[])[]) {
  const out = temporaryDirectory()
  for (const [boot, runs] of boots.entries()) {
    const experiment = join(out, `boot-${boot + 1}`, 'experiment')
    for (const [run, parts] of runs.entries()) {
      const at = join(experiment, 'runs', `b01-${run + 1}-a`)
      mkdirSync(at, { recursive: true })
      const lines = parts.map((ns, part) => `metric part${part + 1}.p95=${ns} ns\n`)
      writeFileSync(join(at, 'workload.stdout'), `metric phase=measure\n${lines.join('')}`)
    }
    writeFileSync(join(experiment, 'experiment.json'), '{}')
  }
  return spawnSync('bash', [PROGRAM, '--boots', String(boots.length), '--out', out], { encoding: 'utf8' })
}

test('a scatter is told where it comes from: of the parts, of the runs beyond them, of the boots beyond both', () => {
  const parts = (ns: number) => [ns, ns, ns, ns]
  expect(
    spread([
      [parts(1e6), parts(1e6)],
      [parts(1.1e6), parts(1.1e6)],
    ]).stdout,
  ).toBe('p95   mean of 2 boots 1048.8 us; parts of a run 0.0 %, runs 0.0 %, boots 6.7 %\n')
  expect(
    spread([
      [parts(1e6), parts(1.1e6)],
      [parts(1e6), parts(1.1e6)],
    ]).stdout,
  ).toContain('parts of a run 0.0 %, runs 6.7 %, boots 0.0 %')
  const [low, high] = [1e6, 1.1e6]
  const run = [low, high, low, high]
  expect(
    spread([
      [run, run],
      [run, run],
    ]).stdout,
  ).toContain('parts of a run 5.5 %, runs 0.0 %, boots 0.0 %')
})

test('of one boot, or of one run a boot, nothing is said but what is missing', () => {
  const { stdout, stderr } = spread([[[1e6, 1e6, 1e6, 1e6]], [[1e6, 1e6, 1e6, 1e6]]])
  expect([stdout, stderr]).toEqual(['', 'boot-spread: expected two boots of two runs for p95\n'])
})
