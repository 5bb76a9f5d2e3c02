import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
// @ts-expect-error a script without types
import { variant } from '../../bench/fleet/make-reports.mjs'
import { csvRows } from '../../src/decode/csv.js'
import type { Report } from '../../src/model/report.js'
import { machineClass } from '../../src/report/machine-class.js'
import { inBrowser, open, withBrowser } from '../browser.js'
import { reportOf } from '../fixtures.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

const MANY = 60
const directory = temporaryDirectory()
let reports: Report[] = []
let first: { code: number; stdout: string; stderr: string }

beforeAll(async () => {
  const whole = await reportOf('fixtures/constructed/blocks')
  // what a page of many does not show is not read a hundred times
  const report = {
    ...whole,
    timelines: [],
    distributions: [],
    counters: [],
    glossary: [],
    inputs: [],
    methods: [],
  }
  reports = Array.from({ length: MANY }, (_, index) => variant(report, index))
  ;(reports[7] as Report).experiment.id = '=cmd|/C calc, "7"\n'
  for (const [index, one] of reports.entries()) {
    const place = join(directory, `m${index}`)
    mkdirSync(place)
    writeFileSync(join(place, 'report.json'), JSON.stringify(one))
  }
  for (const [name, text] of [
    ['x1', '{"schema'],
    ['x2', '{"schemaVersion": 99}'],
    ['x3', ''],
  ] as const) {
    mkdirSync(join(directory, name))
    writeFileSync(join(directory, name, 'report.json'), text)
  }
  first = await runCli('index', directory, '-o', directory, '-q')
})

const file = (name: string) => readFileSync(join(directory, name), 'utf8')

test('3 broken reports are named on standard error and on the page, and the others are shown', () => {
  expect(first.code).toBe(2)
  expect(first.stderr.trimEnd().split('\n')).toEqual([
    expect.stringContaining('x1/report.json: expected a report.json, found a file that is not JSON'),
    expect.stringContaining('x2/report.json: expected a report of format 2 or older, found format 99'),
    expect.stringContaining('x3/report.json: '),
  ])
  const html = file('index.html')
  expect(html).toContain('<strong>3 reports could not be read.</strong>')
  expect(html).toContain('<li>x2/report.json: expected a report of format 2 or older')
  expect(html).toContain(`${MANY} experiments.`)
  expect(html.match(/<th scope="row"/g)?.length).toBeGreaterThanOrEqual(MANY)
  expect(file('index.md')).toContain('3 reports could not be read:')
  // nobody else's directories
  expect(html).not.toContain(directory)
})

test('of reports that are all broken there is no page', async () => {
  const place = join(directory, 'x1')
  expect(await runCli('index', place, join(directory, 'x3'), '-o', place)).toMatchObject({
    code: 2,
    stdout: '',
  })
})

test('the same report twice: once by its place, and twice where a copy has a place of its own', async () => {
  const [one, two] = [join(directory, 'm1'), join(directory, 'm2')]
  const place = temporaryDirectory()
  expect(await runCli('index', one, two, one, join(one, 'report.json'), '-o', place, '-q')).toMatchObject({
    code: 0,
    stderr: '',
  })
  const rows = () => csvRows(readFileSync(join(place, 'index.csv'), 'utf8'), 'index.csv').length - 1
  const each = (reports[1] as Report).comparisons.length
  expect(rows()).toBe(2 * each)
  mkdirSync(join(place, 'copy'))
  writeFileSync(join(place, 'copy/report.json'), readFileSync(join(one, 'report.json')))
  expect(await runCli('index', one, two, join(place, 'copy'), '-o', place, '-q')).toMatchObject({ code: 0 })
  expect(rows()).toBe(3 * each)
})

test('a thousand rows like these stay below 2 MB', () => {
  const rows = file('index.html').split('<tr role="row"><th scope="row"').slice(1)
  const row = Math.max(...rows.map((one) => Buffer.byteLength(one.split('\n')[0] ?? '')))
  expect(row).toBeLessThan(1900)
  expect(statSync(join(directory, 'index.html')).size).toBeLessThan(400_000)
})

test('index.csv has every metric of every report, and no formula', () => {
  const [head, ...rows] = csvRows(file('index.csv'), 'index.csv').map(({ cells }) => cells)
  expect(rows).toHaveLength(reports.reduce((sum, { comparisons }) => sum + comparisons.length, 0))
  const at = (name: string) => (head as string[]).indexOf(name)
  const [one] = rows.filter(
    (row) => row[at('experiment')] === 'machine-0031' && row[at('metric')] === 'major-fault-rate',
  )
  const { effect, verdict } =
    reports[31]?.comparisons.find(({ metric }) => metric === 'major-fault-rate') ?? {}
  expect(one?.[at('verdict')]).toBe(verdict)
  expect(Number(one?.[at('effect')])).toBe(effect?.estimate)
  for (const [id] of rows) expect(id).not.toMatch(/^[=+@-]/)
})

test('machines of one class', () => {
  const host = {
    architecture: 'x86_64',
    cpus: 1,
    memoryBytes: 15.6 * 2 ** 30,
    emulated: false,
    virtualization: 'kvm',
    swap: [
      { kind: 'zram', bytes: 1 },
      { kind: 'disk', bytes: 2 },
    ],
  }
  const of = (more: object) => machineClass({ host: { ...host, ...more } } as never)
  expect(of({})).toBe('x86_64, 1 CPU, 16 GiB, disk+zram swap, kvm')
  expect(of({ memoryBytes: 16.4 * 2 ** 30 })).toBe(of({}))
  expect(of({ memoryBytes: 2 ** 28, swap: [], cpus: 4, virtualization: 'none' })).toBe(
    'x86_64, 4 CPUs, 256 MiB, no swap',
  )
  expect(machineClass({ host: null })).toBeNull()
})

inBrowser('in Chromium', () => {
  withBrowser()
  const page = (address = '', options = {}) => open(`${join(directory, 'index.html')}${address}`, options)
  const SHOWN = `[...document.querySelectorAll('table.index tbody tr')].filter((row) => !row.hidden).map((row) => row.cells[0].textContent)`
  const wanted = () =>
    reports
      .filter(
        ({ host, comparisons }) =>
          host?.kernel === '7.2.0' &&
          comparisons.some(({ family, verdict }) => family === 'primary' && verdict === 'regressed'),
      )
      .map(({ experiment }) => experiment.id)

  test('filters by kernel and verdict, sorts, keeps both in the address, and saves what is shown', async () => {
    const { page: one, messages, close } = await page()
    expect(await one.locator('output').textContent()).toBe(`${MANY} of ${MANY} experiments shown`)
    await one.getByLabel('Kernel', { exact: true }).selectOption('7.2.0')
    await one.getByLabel('is', { exact: true }).selectOption('regressed')
    expect(wanted().length).toBeGreaterThan(1)
    expect(((await one.evaluate(SHOWN)) as string[]).sort()).toEqual(wanted().sort())
    await one.locator('table.index').getByRole('button', { name: 'Experiment' }).click()
    await one.locator('table.index').getByRole('button', { name: 'Experiment' }).click()
    const shown = (await one.evaluate(SHOWN)) as string[]
    expect(shown).toEqual([...wanted()].sort().reverse())
    const [saved] = await Promise.all([
      one.waitForEvent('download'),
      one.getByText('CSV of what is shown').click(),
    ])
    // the browser may be that of the whole suite, whose own copy is not here
    const copy = join(directory, 'shown.csv')
    await saved.saveAs(copy)
    const rows = csvRows(readFileSync(copy, 'utf8'), 'saved').map(({ cells }) => cells)
    expect(rows.slice(1).map(([id]) => id)).toEqual(shown)
    const address = await one.evaluate('location.hash')
    expect(messages.filter((message) => !message.startsWith('request: blob:'))).toEqual([])
    await close()

    const again = await page(String(address))
    expect(await again.page.evaluate(SHOWN)).toEqual(shown)
    await again.page.getByRole('button', { name: 'Clear' }).click()
    expect(await again.page.locator('output').textContent()).toBe(`${MANY} of ${MANY} experiments shown`)
    expect(await again.page.evaluate('location.hash')).toBe('')
    await close()
  })

  test('an address that names what is not there shows all of it', async () => {
    const { page: one, close } = await page('#Kernel=9.9&metric=none&verdict=<b>&sort=none')
    expect(await one.locator('output').textContent()).toBe(`${MANY} of ${MANY} experiments shown`)
    await close()
  })

  test.each([360, 1280])('%d px wide: nothing overflows, with and without script', async (width) => {
    for (const javaScriptEnabled of [true, false]) {
      const { page: one, close } = await page('', { viewport: { width, height: 800 }, javaScriptEnabled })
      expect(await one.locator('table.index tbody tr').count()).toBe(MANY)
      const box = await one.locator('main').boundingBox()
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
      if (javaScriptEnabled)
        expect(await one.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await close()
    }
  })
})
