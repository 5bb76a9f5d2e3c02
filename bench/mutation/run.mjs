// Plants one change at a time in the sources and says which of them no test sees.
// npm run mutate -- [file or folder ...] [--seed N] [--sample N] [--limit N] [--budget SECONDS] [--constants] [--survivors [--tests PART,...]] [--table]
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parse as parseYaml } from 'yaml'
import { AREAS } from './areas.mjs'
import { measure } from './measure.mjs'
import { page } from './page.mjs'
import { plant } from './plant.mjs'
import { worker } from './pool.mjs'

const RESULTS = 'bench/mutation/results.json'
/** Seconds of CPU that the tests of one change may take beyond what they take without it. */
const MORE = 4

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    sample: { type: 'string', default: '12' },
    constants: { type: 'boolean', default: false },
    survivors: { type: 'boolean', default: false },
    limit: { type: 'string', default: '1000' },
    budget: { type: 'string', default: '15' },
    table: { type: 'boolean', default: false },
    tests: { type: 'string' },
  },
})
const say = (text) => process.stderr.write(`${text}\n`)
/** Read again for every file: two runs over different folders may write in turn. */
const read = () => (existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')).files : {})
const equivalent = parseYaml(readFileSync('bench/mutation/equivalent.yaml', 'utf8')) ?? []
const asked = (path) =>
  positionals.length === 0 || positionals.some((name) => path === name || path.startsWith(`${name}/`))
const tree = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`)
    .sort()

const tester = worker(new URL('child.mjs', import.meta.url))
for (const area of values.table ? [] : AREAS) {
  const sources = tree('src').filter((path) => area.isSource(path) && asked(path))
  if (sources.length === 0) continue
  // what survived has met the others already
  const only = values.survivors ? values.tests?.split(',') : undefined
  const tests = tree('test').filter(
    (path) =>
      path.endsWith('.test.ts') &&
      area.isTest(path) &&
      (only === undefined || only.some((part) => path.startsWith(`test/${part}`))),
  )
  say(`${area.name}: ${sources.length} sources, ${tests.length} test files`)
  const measured = await measure(
    area.name,
    tests,
    tree('src').filter((path) => area.isSource(path)),
    tester,
  )
  tester.end()
  for (const [file, { failed }] of Object.entries(measured))
    for (const [name, message] of failed) say(`${file}: "${name}" fails as things are: ${message}`)
  for (const source of sources) await runFile(source, measured)
}
tester.end()
if (values.table) write(read())

function write(files) {
  const results = { seed: values.seed, files: sorted(files) }
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 1)}\n`)
  writeFileSync('bench/mutation.md', page(results, equivalent, tree('src')))
}

async function runFile(source, measured) {
  const text = readFileSync(source, 'utf8')
  const { mutants } = plant(text)
  const lines = text.split('\n')
  const before = read()[source]
  const chosen = choose(before, source, mutants, lines)
  if (values.survivors && chosen.length === 0) return
  const on = new Date().toISOString().slice(0, 10)
  const empty = (of) => ({ of, run: 0, killed: 0, equivalent: 0, survived: [], on })
  const constants = mutants.filter(({ kind }) => kind === 'constant').length
  const result = { constants: empty(constants), others: empty(mutants.length - constants) }
  const recent = []
  for (const mutant of chosen) {
    const line = lines[mutant.line - 1].trim()
    const own = mutant.kind === 'constant' ? result.constants : result.others
    if (
      equivalent.some((one) => one.file === source && one.line === line && one.changes.includes(mutant.what))
    ) {
      own.run++
      own.equivalent++
      continue
    }
    const wanted = testsFor(source, mutant, measured, recent)
    const expected = wanted.reduce((sum, one) => sum + one.seconds, 0)
    const answer = await tester.ask(
      { change: { file: source, ...mutant }, wanted: wanted.map(({ file, names }) => [file, names]) },
      2 * expected + MORE,
    )
    if (answer.result === 'invalid') continue
    own.run++
    if (answer.result === null) {
      own.survived.push({ line, change: mutant.what, kind: mutant.kind, seen: wanted.length > 0 })
      say(
        `  ${source}:${mutant.line} ${wanted.length === 0 ? 'reached by no test' : 'survived'}: ${mutant.what}   | ${line}`,
      )
      continue
    }
    own.killed++
    if (answer.result === undefined) continue
    recent.unshift(answer.result.slice(0, 2).join('\n'))
    recent.length = Math.min(recent.length, 5)
  }
  const files = read()
  if (values.constants) result.others = before?.others ?? empty(result.others.of)
  if (values.survivors)
    for (const name of ['constants', 'others']) result[name] = together(before?.[name], result[name])
  files[source] = result
  write(files)
}

/** What did not survive the last time was not run again. */
function together(before, now) {
  if (before === undefined) return now
  const [killed, equal] = [before.killed + now.killed, before.equivalent + now.equivalent]
  return {
    ...before,
    ...now,
    killed,
    equivalent: equal,
    run: killed + equal + now.survived.length,
  }
}

/** The changes of constants, all or a seeded sample, and a seeded sample of the others; or what survived the last time. */
function choose(before, source, mutants, lines) {
  if (values.survivors) {
    const known = [...(before?.constants.survived ?? []), ...(before?.others.survived ?? [])]
    return mutants.filter(({ line, what }) =>
      known.some((one) => one.line === lines[line - 1].trim() && one.change === what),
    )
  }
  const rank = ({ line, what }) =>
    createHash('sha256')
      .update([values.seed, source, lines[line - 1].trim(), what].join('\n'))
      .digest('hex')
  const first = (list, count) => {
    const ranked = list.map((one) => [rank(one), one]).sort(([a], [b]) => (a < b ? -1 : 1))
    return ranked.slice(0, count).map(([, one]) => one)
  }
  const constants = first(
    mutants.filter(({ kind }) => kind === 'constant'),
    Number(values.limit),
  )
  const others = first(
    mutants.filter(({ kind }) => kind !== 'constant'),
    values.constants ? 0 : Number(values.sample),
  )
  const chosen = new Set([...constants, ...others])
  return mutants.filter((one) => chosen.has(one))
}

function reaches(hits, probe) {
  return hits === 'all' || hits?.includes(probe) === true
}

/** The tests that reach a change, quick ones first, and first of all what killed the last changes of the file; for each test file. */
function testsFor(source, { probe }, measured, recent) {
  const found = []
  for (const [file, { tests, needs, failed, atLoad }] of Object.entries(measured)) {
    const loading = atLoad[source]?.length ?? 0
    if (!needs.some((path) => path.endsWith(`/${source}`))) continue
    const bad = failed.map(([name]) => name)
    for (const [name, { seconds, hits }] of Object.entries(tests)) {
      if (bad.includes(name) || (probe >= 0 && !reaches(hits[source], probe))) continue
      const last = recent.includes(`${file}\n${name}`)
      const own = hits[source]
      const parts = `${file} ${[...(own ?? [])].sort()}`
      found.push({ file, name, seconds, parts, near: (own?.length ?? 0) > loading, last })
    }
  }
  // of tests that reach the same parts of the source one comes before the second of any
  found.sort((a, b) => a.seconds - b.seconds)
  const alike = new Map()
  for (const one of found) {
    one.turn = alike.get(one.parts) ?? 0
    alike.set(one.parts, one.turn + 1)
  }
  found.sort((a, b) => b.last - a.last || b.near - a.near || a.turn - b.turn || a.seconds - b.seconds)
  const files = new Map()
  let sum = 0
  for (const { file, name, seconds } of found) {
    const load = files.has(file) ? 0 : measured[file].load
    if (sum > 0 && sum + load + seconds > Number(values.budget)) continue
    sum += load + seconds
    const own = files.get(file) ?? { file, names: [], seconds: 0 }
    files.set(file, own)
    own.names.push(name)
    own.seconds += load + seconds
  }
  return [...files.values()]
}

function sorted(files) {
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => existsSync(path))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}
