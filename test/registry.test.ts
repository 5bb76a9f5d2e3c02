import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { CHARTS } from '../src/charts/index.js'
import { CHECKS } from '../src/checks/index.js'
import { METRICS } from '../src/metrics/index.js'
import { STREAMS } from '../src/streams/registry.js'

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

test.each(CHECKS.map(({ id, action }) => [id, action]))(
  '%s says what to do where it does not pass',
  (_, action) => {
    expect(action).toMatch(/^[A-Z].{20,}\.$/s)
  },
)
