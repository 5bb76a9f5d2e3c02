import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { CHARTS } from '../src/charts/index.js'
import { CHECKS } from '../src/checks/index.js'
import { METRICS } from '../src/metrics/index.js'
import type { StreamDef } from '../src/model/stream.js'
import { STREAMS, unusedOf } from '../src/streams/registry.js'

/** `swap-in-rate` is defined as `swapInRate`. */
const nameOf = (id: string) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

const FOLDERS = [
  { folder: 'charts', defined: CHARTS, sorted: false },
  { folder: 'checks', defined: CHECKS, sorted: true },
  // the forms per operation are made of the definitions per second
  {
    folder: 'metrics',
    defined: METRICS.filter(({ perSecond }) => perSecond === undefined),
    sorted: true,
  },
  { folder: 'streams', defined: STREAMS, sorted: true },
]

describe.each(FOLDERS)('src/$folder', ({ folder, defined, sorted }) => {
  // a file that defines one exports a constant under the file's own name
  const files = readdirSync(`src/${folder}`)
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((id) =>
      new RegExp(`export const ${nameOf(id)}\\b`).test(readFileSync(`src/${folder}/${id}.ts`, 'utf8')),
    )

  test('every definition is registered', () => {
    const index = readFileSync(`src/${folder}/index.ts`, 'utf8')
    const linesOf = (id: string) =>
      folder === 'streams'
        ? [`export { ${nameOf(id)} } from './${id}.js'`]
        : [`import { ${nameOf(id)} } from './${id}.js'`, `  ${nameOf(id)},`]
    const missing = files
      .filter((id) => !linesOf(id).every((line) => index.includes(`${line}\n`)))
      .map((id) => `src/${folder}/index.ts lacks:\n${linesOf(id).join('\n')}`)
    expect(missing).toEqual([])
  })

  test('ids are the file names, once each', () => {
    expect(files.length).toBeGreaterThan(0)
    expect(defined.map(({ id }) => id).sort()).toEqual([...files].sort())
  })

  test('definitions stand in order', () => {
    const ids = defined.map(({ id }) => id)
    if (sorted) expect(ids).toEqual([...ids].sort())
  })
})

test('every metric says why and how in sentences, and names its own floors', () => {
  for (const { id, why, how, smallestEffect, title } of METRICS) {
    expect({
      id,
      ok: why.length > 60 && how.length > 30 && /\.$/.test(why) && /\.$/.test(how) && title.length > 3,
    }).toEqual({ id, ok: true })
    expect(smallestEffect.relative).toBeGreaterThan(0)
    expect(smallestEffect.absolute).toBeGreaterThan(0)
  }
})

test('every metric requires streams that exist', () => {
  const streams = STREAMS.map(({ id }) => id)
  for (const { requires } of METRICS) for (const id of requires) expect(streams).toContain(id)
})

/** How checks, tables, figures and the report name the stream that they read. */
const READS = /(?:valueOf\([\w.]+,\s*|\bstream: |recordedFiles\(directory, experiment, )'([a-z-]+)'/g

/** The streams that a metric requires, or that a file of a folder that makes something of a run reads. */
const used = new Set<string>([
  ...METRICS.flatMap(({ requires }) => requires),
  ...['checks', 'tables', 'charts', 'report'].flatMap((folder) =>
    readdirSync(`src/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        [...readFileSync(`src/${folder}/${file}`, 'utf8').matchAll(READS)].map(([, id = '']) => id),
      ),
  ),
])

/** Streams that are recorded for nothing, and those of which a reason says so although something is made of them. */
const wrong = (streams: readonly Pick<StreamDef<string, object>, 'id' | 'unused'>[]) =>
  streams.filter((one) => used.has(one.id) === (one.unused !== undefined)).map(({ id }) => id)

test('every stream is read by a metric, check, table or figure, or says why nothing is made of it', () => {
  expect(wrong(STREAMS)).toEqual([])
  for (const stream of STREAMS)
    expect(unusedOf(stream) ?? 'a reason, at least this long.').toMatch(/^.{20,}\.$/)
  expect(wrong([{ id: 'planted' }])).toEqual(['planted'])
  expect(wrong([{ id: 'planted', unused: 'nobody asked for it yet.' }])).toEqual([])
  expect(wrong([{ id: 'vmstat', unused: 'this is not so.' }])).toEqual(['vmstat'])
})

test.each(CHECKS.map(({ id, action }) => [id, action]))(
  '%s says what to do where it does not pass',
  (_, action) => {
    expect(action).toMatch(/^[A-Z].{20,}\.$/s)
  },
)
