import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { loadDirectory } from '../../src/experiment/directory.js'
import { loadReduced } from '../../src/experiment/reduced.js'
import { FIXTURES, loadFixture } from '../fixtures.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory, temporaryFile } from '../temporary.js'

// the recorded ones are reduced and read where they are read with a cache
const EXPERIMENTS = FIXTURES.filter(
  (path) => path.includes('constructed') && readdirSync(path).includes('experiment.json'),
)
const SOURCE = 'fixtures/constructed/blocks'

async function reduced(runs: string[], name = 'part.reduced'): Promise<string> {
  const path = join(temporaryDirectory(), name)
  const { code, stderr } = await runCli('reduce', ...runs, '-o', path, '--quiet')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return path
}

/** What a reduced file of the whole source holds. */
let sourceText: Promise<string> | undefined
const reducedSource = () => {
  sourceText ??= reduced([SOURCE]).then((path) => readFileSync(path, 'utf8'))
  return sourceText
}

const runsOf = (experiment: string) =>
  readdirSync(join(experiment, 'runs')).map((name) => join(experiment, 'runs', name))

test.each(EXPERIMENTS)('%s: reduced and read is what the directory is', async (experiment) => {
  const path = await reduced([experiment])
  expect(await loadReduced([path])).toStrictEqual(await loadFixture(experiment))
})

test('each run reduced by itself, where no other run is, in any order: the same report to the byte', async () => {
  const parts: string[] = []
  for (const run of readdirSync(join(SOURCE, 'runs'))) {
    const machine = join(temporaryDirectory(), 'experiment')
    cpSync(join(SOURCE, 'experiment.json'), join(machine, 'experiment.json'))
    cpSync(join(SOURCE, 'runs', run), join(machine, 'runs', run), { recursive: true })
    parts.push(await reduced([join(machine, 'runs', run)]))
  }
  const analyze = async (...of: string[]) => {
    const output = temporaryDirectory()
    expect(await runCli('analyze', ...of, '-o', output, '-q', '--to', 'json,md')).toMatchObject({
      code: 0,
      stderr: '',
    })
    return ['report.json', 'report.md'].map((name) => readFileSync(join(output, name), 'utf8'))
  }
  expect(parts.length).toBeGreaterThan(10)
  const whole = await analyze(SOURCE)
  expect(await analyze(...parts)).toEqual(whole)
  // packed files are read as they are
  const packed = parts.reverse().map((path) => {
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)))
    return `${path}.gz`
  })
  expect(await analyze(...packed)).toEqual(whole)
})

test('runs that are not there are missing, as in a directory', async () => {
  const machine = join(temporaryDirectory(), 'experiment')
  cpSync(SOURCE, machine, { recursive: true })
  rmSync(join(machine, 'runs/b03-1-mglru-off'), { recursive: true })
  const [some, others] = [runsOf(machine).slice(0, 5), runsOf(machine).slice(5)]
  const { runs } = await loadReduced([await reduced(others), await reduced(some)])
  expect(runs).toStrictEqual((await loadDirectory(machine, () => {})).runs)
  expect(runs.find(({ id }) => id === 'b03-1-mglru-off')?.reason).toBe('planned, but not recorded')
})

async function refusal(...paths: string[]): Promise<string> {
  const { code, stderr } = await runCli('analyze', ...paths, '-o', temporaryDirectory(), '-q')
  expect(code).toBe(2)
  return stderr
}

test('files that do not belong together', async () => {
  const [first, second] = runsOf(SOURCE) as [string, string]
  const [one, both, other] = [
    await reduced([first]),
    await reduced([first, second]),
    await reduced(['fixtures/experiments/swap-pressure-6.1']),
  ]
  expect(await refusal(one, both)).toMatch(
    /expected each run once, found \S+, which \S+ has, too; leave one out/,
  )
  expect(await refusal(one, other)).toMatch(
    /expected runs of the experiment \S+, as in \S+, found those of swap-pressure-6.1; give the files of one/,
  )
  expect(await refusal(one, SOURCE)).toMatch(/expected either experiment directories, or files/)
  const machine = join(temporaryDirectory(), 'experiment')
  cpSync(SOURCE, machine, { recursive: true })
  writeFileSync(
    join(machine, 'experiment.json'),
    `${readFileSync(join(machine, 'experiment.json'), 'utf8')}\n`,
  )
  expect(await refusal(one, await reduced([join(machine, 'runs/b01-2-mglru-on')]))).toMatch(
    /found another experiment\.json of that id/,
  )
})

test.each<[string, (text: string) => string, RegExp]>([
  [
    'a digit changed',
    (text) => text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)),
    /another sum/,
  ],
  ['cut', (text) => text.slice(0, -100), /:2: expected what its first line says, found another sum; copy/],
  [
    'of another version',
    (text) => text.replace(/"code":"..../, '"code":"beef'),
    /reduced by this version .* found beef/,
  ],
  [
    'of another schema',
    (text) => text.replace('"schema":1', '"schema":2'),
    /found what another version of it wrote/,
  ],
  ['of another kind', () => 'nr_free_pages 12\npgfault 5\n', /found a copy of \/proc\/vmstat; give traces/],
  [
    'something else',
    () => 'nothing that is known\n',
    /found something else; give traces with --off and --on/,
  ],
  ['empty', () => '', /found an empty file, or empty lines alone/],
])('a file %s is refused', async (_, spoil, message) => {
  expect(await refusal(temporaryFile(spoil(await reducedSource()), 'part.reduced'))).toMatch(message)
})

test('what is reduced, and where to', async () => {
  const output = join(temporaryDirectory(), 'a', 'b.reduced')
  const { stdout } = await runCli('reduce', SOURCE, '-o', output)
  expect(stdout).toContain('b01-1-mglru-off: reduced\n')
  expect(stdout).toContain('w01-mglru-off: warm-up run, not counted\n')
  const refused = async (...args: string[]) => {
    const { code, stderr } = await runCli('reduce', ...args)
    expect(code).toBe(2)
    return stderr
  }
  expect(await refused(SOURCE, '-o', join(SOURCE, 'x'))).toMatch(/expected a file outside the experiment/)
  expect(await refused(SOURCE, 'fixtures/experiments/seed-6.12', '-o', output)).toMatch(
    /expected runs of one experiment/,
  )
  expect(await refused('fixtures', '-o', output)).toMatch(/copy experiment\.json along with the runs/)
  expect(await refused('no-such', '-o', output)).toBe(
    'no-such: expected a file, found none of that name; check the path\n',
  )
})
