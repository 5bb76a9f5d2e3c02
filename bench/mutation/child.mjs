// The process in which tests run against changed sources. The parent ends it when a change makes it run on.
import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import fc from 'fast-check'
import { modules } from './modules.mjs'
import { plant } from './plant.mjs'
import { runner } from './runner.mjs'

// the same examples for every change
fc.configureGlobal({ seed: 1 })
const tests = runner()
const kept = new Map()
const MAKERS = {
  experiment: ['src/experiment/bare.ts', 'src/experiment/directory.ts'],
  report: ['src/report/report.ts'],
}
/** The path of the changed file. */
let changed = null

// what tests make once is kept here as long as the change cannot reach its maker, and never on disk
const madeOnce = async (name, inputs, make) => {
  const makers = await Promise.all((MAKERS[name] ?? []).map((path) => needs(resolve(path))))
  if (makers.length === 0 || makers.some((paths) => paths.has(changed))) return make()
  const key = [name, ...inputs].join('\n')
  if (!kept.has(key)) kept.set(key, await make())
  return kept.get(key)
}
const needed = new Map()
const needs = async (path) => {
  if (!needed.has(path)) needed.set(path, await project.gather(path))
  return needed.get(path)
}
const project = modules(
  new Map([
    ['@jest/globals', tests.globals],
    ['test/made-once.ts', { __esModule: true, madeOnce }],
  ]),
)

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

let probed = false
/** Probes by target, since they were last collected. */
let hits = new Map()
/** Those reached while modules were loaded, which are loaded once for all tests. */
const loading = new Map()

/**
 * Runs every test with probes in the targets, which stay: a process measures, or tries changes.
 * @returns for each test file { tests: { name: { seconds, hits: { target: probes } } }, atLoad: { target: probes }, load, failed: names }
 */
async function measure(files, targets) {
  for (const target of probed ? [] : targets) {
    const path = resolve(target)
    globalThis[`__p_${target}`] = (probe) => {
      if (!hits.has(target)) hits.set(target, new Set())
      hits.get(target).add(probe)
    }
    const name = JSON.stringify(`__p_${target}`)
    project.change(path, `const __p = globalThis[${name}];${plant(readFileSync(path, 'utf8')).probed}`)
  }
  probed = true
  const collected = () => {
    const all = hits
    hits = new Map()
    return all
  }
  const merged = (...maps) => {
    const all = {}
    for (const map of maps)
      for (const [target, probes] of map) all[target] = [...new Set([...(all[target] ?? []), ...probes])]
    return all
  }
  const found = {}
  for (const file of files) {
    tests.reset()
    const began = cpu()
    collected()
    const own = { tests: {}, load: 0, needs: [], failed: [] }
    found[file] = own
    own.needs = [...(await project.gather(resolve(file)))]
    await project.loadTest(resolve(file))
    for (const [target, probes] of collected())
      loading.set(target, new Set([...(loading.get(target) ?? []), ...probes]))
    const needed = own.needs.map((path) => relative('.', path))
    const atLoad = needed.filter((path) => loading.has(path)).map((path) => [path, loading.get(path)])
    own.atLoad = merged(atLoad)
    own.load = cpu() - began
    const ofScope = new Map()
    const hooksOf = (scope) =>
      scope === null ? [] : [ofScope.get(scope) ?? new Map(), ...hooksOf(scope.parent)]
    for (const [name, one] of tests.tests()) {
      const from = cpu()
      try {
        await tests.run(one, (scope) => {
          const seen = collected()
          for (let at = scope; at !== null; at = at.parent) if (!ofScope.has(at)) ofScope.set(at, seen)
        })
      } catch (error) {
        own.failed.push([name, String(error.message).slice(0, 300)])
      }
      own.tests[name] = { seconds: cpu() - from, hits: merged(atLoad, ...hooksOf(one.scope), collected()) }
    }
    await tests.end()
  }
  return found
}

/** @returns [file, test, message] of what killed the change, null where every test passes, 'invalid' where it is no program */
async function attempt({ file, start, end, with: text }, wanted) {
  const path = resolve(file)
  const source = readFileSync(path, 'utf8')
  changed = path
  project.change(path, source.slice(0, start) + text + source.slice(end))
  try {
    await project.gather(path)
  } catch {
    project.change(path, null)
    return 'invalid'
  }
  try {
    for (const [testFile, names] of wanted) {
      const failed = await firstFailure(testFile, names)
      if (failed !== null) return [testFile, ...failed]
    }
    return null
  } finally {
    project.change(path, null)
    changed = null
  }
}

async function firstFailure(testFile, names) {
  let name = null
  try {
    tests.reset()
    await project.loadTest(resolve(testFile))
    const all = tests.tests()
    for (name of names) {
      if (!all.has(name)) return [name, 'is gone']
      await tests.run(all.get(name))
    }
    return null
  } catch (error) {
    return [name, String(error?.message).slice(0, 200)]
  } finally {
    await tests.end().catch(() => {})
  }
}

process.on('message', async ({ id, work }) => {
  try {
    const result = work.measure
      ? await measure(work.measure.files, work.measure.targets)
      : await attempt(work.change, work.wanted)
    process.send({ id, result, megabytes: process.memoryUsage().rss / 1e6 })
  } catch (error) {
    process.send({ id, error: String(error?.stack), megabytes: 0 })
  }
})
process.on('unhandledRejection', () => {})
process.on('disconnect', () => process.exit())
