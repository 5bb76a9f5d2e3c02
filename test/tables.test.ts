import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { table } from 'arquero'
import { analyze, asOf, InputError, loadExperiment, type Report, render } from '../src/index.js'
import type { PublishedReport } from '../src/model/report.js'
import { renderJson } from '../src/render/json.js'
import { readPrinted } from '../src/tables/recorded.js'
import { runCli } from './run-cli.js'
import { temporaryDirectory, temporaryFile } from './temporary.js'

const DIRECTORY = 'fixtures/experiments/swap-pressure-6.12'
const counted = (command: string) => Number(execFileSync('sh', ['-c', command], { encoding: 'utf8' }))

test('each stall and each sample is a row, as grep counts them', async () => {
  const { stalls, samples, unpaired, runs } = await loadExperiment(DIRECTORY)
  const rows = await stalls()
  expect(rows.numRows()).toBe(
    counted(
      `for f in ${DIRECTORY}/runs/*/direct-reclaim.ndjson.gz; do gzip -dc $f; done | grep -c '"stall '`,
    ),
  )
  const free = await samples(['meminfo'], ['MemFree'])
  expect(free.numRows()).toBe(
    counted(`for f in ${DIRECTORY}/runs/*/meminfo.ndjson.gz; do gzip -dc $f; done | grep -c '"sample"'`),
  )
  expect(runs.numRows()).toBe(25)
  // a map update that failed in one of the runs cost no line: the collector counted them
  expect([...unpaired.array('unpaired')]).toEqual(Array(25).fill(0))
  expect([...unpaired.array('begins')]).toEqual([...unpaired.array('ends')])
  // clocks aligned: what was sampled and traced lies in its run, but for a second or two at the ends
  const seconds = new Map(
    runs.objects().map((row) => [(row as { run: string }).run, (row as { seconds: number }).seconds]),
  )
  for (const { run, at } of [...free.objects(), ...rows.objects()] as { run: string; at: number }[])
    expect(at > -3 && at < (seconds.get(run) ?? 0) + 3).toBe(true)
})

test('pages with the most faults, as a plain count of the records gives them', async () => {
  const traces = ['b01-1-mglru-off', 'b01-2-mglru-on'].map(
    (run) => `fixtures/experiments/trace-loss-6.12/runs/${run}/page-faults-raw.ndjson.gz`,
  )
  const [off = '', on = ''] = traces
  const { pages } = await loadExperiment({ off: [off], on: [on] })
  for (const [index, run] of ['off-1', 'on-1'].entries()) {
    const text = execFileSync('gzip', ['-dc', traces[index] ?? ''], { maxBuffer: 1 << 28, encoding: 'utf8' })
    const counts = new Map<string, number>()
    for (const [, process, address] of text.matchAll(/"\d+ (\d+) \d+ [uk] ([0-9a-f]+) /g)) {
      const page = `${process} ${((BigInt(`0x${address}`) >> 12n) << 12n).toString(16)}`
      counts.set(page, (counts.get(page) ?? 0) + 1)
    }
    const rows = pages.objects() as { run: string; process: number; address: string; faults: number }[]
    const own = rows.filter((row) => row.run === run)
    expect(own.map(({ faults }) => faults)).toEqual([...counts.values()].sort((a, b) => b - a).slice(0, 20))
    for (const { process, address, faults } of own) expect(counts.get(`${process} ${address}`)).toBe(faults)
  }
})

test('an event takes the nearest earlier sample of its own run, and null before the first', () => {
  const events = table({ run: ['a', 'a', 'a', 'b', 'c'], at: [0.5, 2, 9, 1, 1] })
  const samples = table({
    run: ['a', 'a', 'a', 'b'],
    name: ['x', 'x', 'y', 'x'],
    at: [2, 1, 1, 1.5],
    value: [20, 10, 7, 99],
  })
  const joined = asOf(events, samples, ['x', 'y'])
  expect([...joined.array('x')]).toEqual([null, 20, 20, null, null])
  expect([...joined.array('y')]).toEqual([null, 7, 7, null, null])
  expect(joined.columnNames()).toEqual(['run', 'at', 'x', 'y'])
})

test('standalone files have values, and no samples of their own', async () => {
  const at = (name: string) => `fixtures/one-liner-7.2/${name}.txt.gz`
  const { values, samples, stalls } = await loadExperiment({ off: [at('off-1')], on: [at('on-1')] })
  expect(values.filter((row: { metric: string }) => row.metric === 'page-faults').numRows()).toBe(2)
  for (const empty of [await samples(), await stalls()]) expect(empty.numRows()).toBe(0)
  const whole = await loadExperiment('fixtures/constructed/blocks')
  expect((await samples()).columnNames()).toEqual((await whole.samples()).columnNames())
  expect((await stalls()).columnNames()).toEqual((await whole.stalls()).columnNames())
})

test('an unknown stream, jobs or format is an error, and no empty table', async () => {
  const { samples, report } = await loadExperiment('fixtures/constructed/blocks')
  await expect(samples(['memory' as 'meminfo'])).rejects.toThrow(
    'expected streams out of kswapd-cpu, meminfo, psi, vmstat, found "memory"',
  )
  await expect(loadExperiment('fixtures/constructed/blocks', { jobs: 0 })).rejects.toThrow(InputError)
  await expect(render(report(), 'pdf' as 'md')).rejects.toThrow(
    'one of arrow, benchstat, bmf, comment, csv, html, json, junit, lkp, md, parquet, txt, found "pdf"',
  )
  await expect(render({} as Report, 'md')).rejects.toThrow(InputError)
})

test('a report is the same from a directory, a loaded experiment, tables, and the files of reduce', async () => {
  const fixture = 'fixtures/constructed/blocks'
  const reduced = join(temporaryDirectory(), 'all.reduced')
  expect(await runCli('reduce', fixture, '-o', reduced, '-q')).toMatchObject({ code: 0 })
  const seen: string[] = []
  const { experiment, report } = await loadExperiment(fixture, {
    onProgress: (...[, , what]) => seen.push(what),
  })
  expect(seen.length).toBeGreaterThan(experiment.runs.length)
  const whole = report()
  for (const source of [fixture, experiment, reduced, [reduced]]) expect(await analyze(source)).toEqual(whole)
  const { stalls } = await loadExperiment(reduced)
  expect((await stalls()).numRows()).toBe(0)
  const json = (await render(whole, 'json'))['report.json'] ?? ''
  expect(json).toBe(renderJson(whole as PublishedReport))
  expect(Object.keys(await render(JSON.parse(json), 'csv'))).toEqual(['comparisons.csv', 'runs.csv'])
  expect((await analyze(fixture, { keep: ['texts'] })).redactions.join(' ')).toContain('Texts were kept')
})

test('the example in docs/notebook.md runs, with the package imported by its name', () => {
  const [, example] = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/notebook.md', 'utf8')) ?? []
  execFileSync('npm', ['run', '--silent', 'build'])
  const output = execFileSync('node', ['--input-type=module', '-e', example ?? ''], { encoding: 'utf8' })
  expect(output).toMatch(/25 runs, \d+ stalls, 0 unpaired/)
  expect(output).toContain('mglru-off')
}, 120_000)

test('the name of a stalled process with a byte above 0x7f, as bpftrace 0.24 writes it', async () => {
  const line = String.raw`{"type": "printf", "data": "stall 5 6 7 8 0 64 caf\uffffffc3\uffffffa9\n"}`
  const printed: string[] = []
  await readPrinted(temporaryFile(`${line}\n`), (text) => printed.push(text))
  expect(printed).toEqual(['stall 5 6 7 8 0 64 café'])
})
