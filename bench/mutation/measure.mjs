// Which parts of the sources each test reaches, and what it costs: kept on disk until the test or what it needs changes.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'

const PLACE = 'node_modules/.cache/mglru-report-mutation'
const TOOLS = ['child', 'modules', 'plant', 'runner'].map((name) => `bench/mutation/${name}.mjs`)
/** Seconds of CPU that one test file may take. */
const LONGEST = 600

const sums = new Map()
const sumOf = (path) => {
  if (!sums.has(path))
    sums.set(path, existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : '')
  return sums.get(path)
}

/**
 * @param targets the sources of the area
 * @returns for each test file what `measure` of the child says of it; of a target that has changed since, every test that reached it
 *   is taken to reach all of it
 */
export async function measure(area, files, targets, tester) {
  mkdirSync(`${PLACE}/${area}`, { recursive: true })
  const found = {}
  for (const file of files) {
    const place = `${PLACE}/${area}/${file.replaceAll('/', '+')}.json`
    found[file] = known(place, targets)
    if (found[file] !== null) continue
    const answer = await tester.ask({ measure: { files: [file], targets } }, LONGEST)
    if (answer.result === undefined) throw new Error(`${file} does not end`)
    found[file] = answer.result[file]
    const needs = found[file].needs.map((path) => relative('.', path))
    const now = Object.fromEntries([...TOOLS, ...needs].map((path) => [path, sumOf(path)]))
    writeFileSync(place, JSON.stringify({ sums: now, targets, result: found[file] }))
  }
  return found
}

/** What was measured before; null where the test, what it needs beside the targets, or the tool is another now. */
function known(place, targets) {
  if (!existsSync(place)) return null
  const { sums: then, targets: before, result } = JSON.parse(readFileSync(place, 'utf8'))
  const isTarget = new Set(targets)
  const changed = Object.keys(then).filter((path) => then[path] !== sumOf(path))
  if (targets.some((path) => !before.includes(path)) || changed.some((path) => !isTarget.has(path)))
    return null
  for (const path of changed) {
    delete result.atLoad[path]
    for (const { hits } of Object.values(result.tests)) if (hits[path] !== undefined) hits[path] = 'all'
  }
  return result
}
