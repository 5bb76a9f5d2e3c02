import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { Experiment } from '../../src/experiment/experiment.js'
import type { Warning } from '../../src/model/warning.js'
import { OUTPUT_FORMATS } from '../../src/render/output-formats.js'
import { buildReport } from '../../src/report/report.js'
import { rowsOf } from '../exchange/read-table.js'
import { loadFixture } from '../fixtures.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'
import { foundIn, SECRETS } from './secrets.js'

/** Members that choose what is done or that we compute ourselves, and hold nothing that anyone wrote. */
const OURS = new Set(['kind', 'role', 'outcome', 'unit', 'stream', 'sha256', 'severity'])

/** The value with a text before every text in it, also the names in maps; the same before the same. */
function planted(value: unknown, before: string): unknown {
  if (typeof value === 'string') return `${before} ${value}`
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  if (value instanceof Map)
    // names that are looked up stay, and another is there
    return new Map(
      [...value].flatMap(([key, one]) => {
        const own = [key, planted(one, before)] as const
        return typeof key === 'string' ? [own, [`${before} ${key}`, own[1]] as const] : [own]
      }),
    )
  if (value instanceof Set) return new Set([...value].map((one) => planted(one, before)))
  if (Array.isArray(value)) return value.map((one) => planted(one, before))
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, OURS.has(name) ? one : planted(one, before)]),
  )
}

async function poisoned(texts: readonly string[]): Promise<Experiment> {
  const experiment = await loadFixture('fixtures/constructed/blocks')
  const { manifest, runs, conditions, inputs, id } = experiment
  const plant = <T>(value: T) => planted(value, texts.join(' | ')) as T
  const text = plant('trouble')
  const warning: Warning = { id: 'x', severity: 'note', text, subject: text }
  return {
    ...experiment,
    id: plant(id),
    manifest: manifest && { ...manifest, value: plant(manifest.value) },
    conditions: plant(conditions),
    runs: plant(runs),
    inputs: plant(inputs),
    warnings: [warning],
  }
}

test('there are 60, and each has its text', () => {
  expect(new Set(SECRETS.map(([, secret]) => secret)).size).toBe(60)
  for (const [text, secret] of SECRETS) expect(text).toContain(secret)
})

/** Four at once, since a text that is shown is cut at some length. */
const FOURS = Array.from({ length: 15 }, (_, at) => SECRETS.filter((_, index) => index % 15 === at))

describe.each(FOURS)('in every text of an experiment: %j, %j, %j and %j', (...four) => {
  const texts = four.map(([text]) => text)

  test('they are not in the report, unless they are to be kept', async () => {
    const experiment = await poisoned(texts)
    expect(foundIn(JSON.stringify(buildReport(experiment)))).toEqual([])
    expect(foundIn(JSON.stringify(buildReport(experiment, ['texts'])))).toEqual(
      four.map(([, secret]) => secret),
    )
  })
})

test('nor in any form of it, whatever text they stand in', async () => {
  const seen = new Set<string>()
  for (const some of FOURS) {
    const report = buildReport(await poisoned(some.map(([text]) => text)))
    for (const [form, make] of Object.entries(OUTPUT_FORMATS))
      for (const [name, content] of await make(report, { static: form === 'html' })) {
        const shown = typeof content === 'string' ? content : JSON.stringify(await rowsOf(name, content))
        expect([name, foundIn(shown)]).toEqual([name, []])
        seen.add(name.replace(/^figures\/.*\.svg$/, 'a figure'))
      }
  }
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'a figure',
      'comparisons.csv',
      'report.comment.md',
      'report.html',
      'report.json',
    ]),
  )
  expect([...seen]).toEqual(expect.arrayContaining(['report.lkp.txt', 'report.md', 'report.txt', 'runs.csv']))
  expect(seen.size).toBeGreaterThan(Object.keys(OUTPUT_FORMATS).length)
})

/** Files of one run of many kinds, each with every text where a name or a message stands. */
function standaloneRun(directory: string, seed: number): string {
  mkdirSync(directory, { recursive: true })
  const texts = SECRETS.map(([text]) => text.replaceAll('\n', ' '))
  const file = (name: string, lines: readonly string[]) =>
    writeFileSync(join(directory, name), `${lines.join('\n')}\n`)
  file('trace.txt', [
    'Attaching 1 probe...',
    ...texts.flatMap((text) => new Array<string>(seed).fill(`Page fault in process: ${text}`)),
  ])
  file('trace.txt.err', ['Lost 3 events', ...texts.map((text) => `WARNING: ${text}`)])
  file(
    'dmesg.txt',
    texts.map((text) => `[    1.000000] BUG: ${text}`),
  )
  file('vmstat-a', ['nr_free_pages 1', 'pgfault 5', ...texts.map((text) => `${text.replaceAll(' ', '_')} 1`)])
  file('vmstat-b', [
    'nr_free_pages 1',
    'pgfault 9',
    ...texts.map((text) => `${text.replaceAll(' ', '_')} ${seed}`),
  ])
  file('stress.log', [
    'stress-ng: info:  [1] dispatching hogs: 1 vm',
    ...texts.map((text) => `stress-ng: metrc: [1] ${text.replaceAll(' ', '_')} 7 1.0 1.0 1.0 1.0 1.0`),
  ])
  return directory
}

test('from files to files: names of processes, messages, counters, stressors, files, labels, a failed run’s reason', async () => {
  const place = temporaryDirectory()
  const [off, on] = [
    standaloneRun(join(place, 'off-db22.prod.example.com'), 2),
    standaloneRun(join(place, 'on'), 3),
  ]
  const out = join(place, 'out')
  const formats = ['--to', 'comment,csv,html,json,lkp,md,txt', '-q', '-o']
  const named = ['--baseline', 'on machine25.example.org=', off, '--treatment', '/home/dave31/work=', on]
  expect(await runCli('analyze', ...named, ...formats, out)).toMatchObject({ code: 0, stderr: '' })
  const experiment = join(place, 'experiment')
  cpSync('fixtures/constructed/blocks', experiment, { recursive: true })
  const path = join(experiment, 'runs/b01-1-mglru-off/run.json')
  const [[reason]] = SECRETS as unknown as [[string]]
  const run = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(
    path,
    JSON.stringify({ ...run, outcome: 'failed', reason: `exit 1, the last line: ${reason}` }),
  )
  const second = join(place, 'second')
  expect(await runCli('analyze', experiment, ...formats, second)).toMatchObject({ code: 0, stderr: '' })
  expect(readFileSync(join(second, 'report.json'), 'utf8')).toContain('PGPASSWORD=(withheld)')
  for (const directory of [out, second])
    for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' }))
      if (name !== 'figures')
        expect([name, foundIn(readFileSync(join(directory, name), 'utf8'))]).toEqual([name, []])
})
