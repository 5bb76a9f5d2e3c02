import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { HistorySchema } from '../../src/model/history.js'
import type { Report } from '../../src/model/report.js'
import { inBrowser, open, withBrowser } from '../browser.js'
import { dailyReports } from '../report/histories.js'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

let reports: Report[] = []
beforeAll(async () => {
  reports = await dailyReports('command', { reports: 12, at: 6 })
})

/** A directory with a report.json in each of its directories. */
function fleet(some: readonly (Report | string)[]): string {
  const directory = temporaryDirectory()
  for (const [index, one] of some.entries()) {
    const place = join(directory, `r${String(index).padStart(4, '0')}`)
    mkdirSync(place)
    writeFileSync(join(place, 'report.json'), typeof one === 'string' ? one : JSON.stringify(one))
  }
  return directory
}
const changed = (index: number, change: (report: Report) => void): Report => {
  const report = structuredClone(reports[index] as Report)
  change(report)
  return report
}

describe('mglru-report history', () => {
  test('text, JSON, a page and Markdown say the same', async () => {
    const [directory, out] = [fleet(reports), join(temporaryDirectory(), 'out')]
    const { code, stdout, stderr } = await runCli('history', directory, '-o', out)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(
      /^MGLRU on vs\. MGLRU off · .* · 12 reports · by start of recording, 2026-01-01 to 2026-01-12 · /,
    )
    const change = /^ {2}(A: between report 6 \(.*\) and report 7 .*)$/m.exec(stdout)?.[1] ?? 'none'
    const html = readFileSync(join(out, 'history.html'), 'utf8')
    const md = readFileSync(join(out, 'history.md'), 'utf8')
    expect(html).toContain(change.slice(0, change.indexOf(' Level')))
    expect(html).not.toMatch(/could not be drawn|<script/)
    expect(html.match(/<svg /g)?.length).toBeGreaterThan(3)
    expect(md.replace(/\\/g, '')).toContain(change.slice(0, change.indexOf(' Level')))
    const json = await runCli('history', directory, '--json')
    const history = HistorySchema.parse(JSON.parse(json.stdout))
    expect(history.metrics[0]?.changes).toHaveLength(1)
    expect(JSON.parse(readFileSync('docs/schema/history.schema.json', 'utf8')).required.sort()).toEqual(
      Object.keys(history).sort(),
    )
    expect((await runCli('history', directory, '-q')).stdout).toBe('')
  })

  test('what is of another workload or other conditions, or given twice, is refused by name', async () => {
    const refused = async (report: Report, message: RegExp) => {
      const { code, stdout, stderr } = await runCli('history', fleet([...reports.slice(0, 2), report]))
      expect(stderr).toMatch(message)
      expect([code, stdout]).toEqual([2, ''])
    }
    await refused(
      changed(2, ({ workload }) => Object.assign(workload ?? {}, { summary: 'other --work' })),
      /r0002\/report\.json: expected the workload of the first report \(.*\), found .*other --work/,
    )
    await refused(
      changed(2, ({ workload }) => Object.assign(workload ?? {}, { memoryMaxBytes: 1 << 20 })),
      /r0002\/report\.json: expected the workload of the first report .*memory limit 1048576/,
    )
    await refused(
      changed(2, ({ conditions: [, on] }) => Object.assign(on.settings, { 'lru_gen.min_ttl_ms': '7' })),
      /r0002\/report\.json: expected the conditions of the first report/,
    )
    await refused(
      changed(1, ({ experiment }) => Object.assign(experiment, { id: 'renamed' })),
      /r0002\/report\.json: expected each report once, found the runs of report 2 again/,
    )
    expect(await runCli('history', fleet(reports.slice(0, 2)), '--by', 'colour')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^--by: expected time or kernel, found colour; /),
    })
  })

  test('broken ones and those without a start are named, and the others are shown', async () => {
    const none = changed(11, ({ experiment }) => Object.assign(experiment, { recordedAt: null }))
    const some = ['{', ...reports.slice(0, 5), '{"schemaVersion": 99}', ...reports.slice(5, 11), none, '[]']
    const out = join(temporaryDirectory(), 'out')
    const { code, stdout, stderr } = await runCli('history', fleet(some), '-o', out)
    expect(code).toBe(2)
    expect(stderr.trimEnd().split('\n')).toHaveLength(3)
    expect(stdout).toContain(' · 11 reports · ')
    expect(stdout.match(/^Not shown: r00\d\d\/report\.json: .*$/gm)).toEqual([
      expect.stringContaining('r0000/report.json: expected a report.json, found a file that is not JSON.'),
      expect.stringContaining('r0006/report.json: expected a report of format 2 or older, found format 99.'),
      expect.stringContaining('r0014/report.json: expected a report.json with'),
      'Not shown: r0013/report.json: it does not tell when it was recorded.',
    ])
    expect(readFileSync(join(out, 'history.html'), 'utf8')).toContain('4 reports are not shown')
    expect(readFileSync(join(out, 'history.md'), 'utf8')).toContain('4 reports are not shown:')
    // nothing of the place in which they lie
    expect(readFileSync(join(out, 'history.html'), 'utf8')).not.toContain('/tmp/')
  })

  test('all of them without a start, or broken, or none at all', async () => {
    const old = gunzipSync(readFileSync('fixtures/reports/version-1.json.gz')).toString('utf8')
    const [one, other] = [JSON.parse(old), JSON.parse(old)]
    // then the command line was not told
    for (const { workload } of [one, other])
      Object.assign(workload, { withheld: 0, summary: 'stress-ng --vm 2' })
    other.experiment.manifestSha256 = 'f'.repeat(64)
    const directory = fleet([one, other])
    expect(await runCli('history', directory)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /r0000\/report\.json: expected a report that tells when it was recorded, found none in 2; order them with --by kernel\n$/,
      ),
    })
    const byKernel = await runCli('history', directory, '--by', 'kernel')
    expect([byKernel.code, byKernel.stderr]).toEqual([0, ''])
    expect(byKernel.stdout).toContain(' · 2 reports · by version of the kernel · ')
    expect(byKernel.stdout).toContain(
      '2 reports with a value under both conditions, and at least 8 are needed',
    )
    const broken = await runCli('history', fleet(['{', '[']))
    expect(broken.code).toBe(2)
    expect(broken.stderr.match(/expected a report\.json/g)).toHaveLength(2)
    expect((await runCli('history', temporaryDirectory())).code).toBe(2)
  })
})

const EVIL = '\u001b[31m=cmd|" \', <img src=x onerror=alert(1)>\n| `x` [y](javascript:1) @all \u202e$\\'

function hostile(): Report[] {
  return reports.slice(0, 9).map((report) => {
    const one = structuredClone(report)
    one.experiment.id = `${EVIL}${one.experiment.id}`
    if (one.host !== null) {
      one.host.kernel = `6.12.3${EVIL}`
      one.host.distribution = `${EVIL}${one.experiment.id}`
    }
    for (const condition of one.conditions) condition.label = `${condition.label}${EVIL}`
    for (const row of one.comparisons) {
      row.title = `${EVIL}${row.title}`
      if (row.family === 'primary' && row.metric === 'bogo-ops-rate') row.unit = `x/${EVIL}`.slice(0, 60)
    }
    return one
  })
}

test('hostile names stay text on a terminal, in the page, in its charts and in Markdown', async () => {
  const out = join(temporaryDirectory(), 'out')
  const { code, stdout } = await runCli('history', fleet([...hostile(), '{']), '-o', out)
  expect(code).toBe(2)
  const [html, md] = ['html', 'md'].map((end) => readFileSync(join(out, `history.${end}`), 'utf8')) as [
    string,
    string,
  ]
  for (const text of [stdout, html, md]) expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  expect(html).not.toMatch(/<img|<script|could not be drawn/)
  expect(md).not.toMatch(/<img|(?<!\\)\]\(javascript|@all/)
  for (const line of md.split('\n').filter((one) => one.startsWith('| ')))
    expect(line.replace(/\\\|/g, '').match(/\|/g)).toHaveLength(5)
})

inBrowser('the page in Chromium', () => {
  withBrowser()
  test.each([
    [360, 'dark'],
    [1280, 'light'],
  ] as const)(
    'at %d px, %s: as wide as the window, charts drawn, nothing asked for',
    async (width, colorScheme) => {
      const out = join(temporaryDirectory(), 'out')
      await runCli('history', fleet(hostile()), '-q', '-o', out)
      const opened = await open(join(out, 'history.html'), { viewport: { width, height: 740 }, colorScheme })
      const { page } = opened
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
      // letters of a chart stay letters that can be read
      const heights = (await page.evaluate(
        `[...document.querySelectorAll('svg text')].map((one) => one.getBoundingClientRect().height)`,
      )) as number[]
      expect(heights.length).toBeGreaterThan(20)
      expect(Math.min(...heights)).toBeGreaterThan(9)
      await opened.close()
      expect(opened.messages).toEqual([])
    },
  )
})
