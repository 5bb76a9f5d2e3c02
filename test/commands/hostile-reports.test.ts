import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'
import { changed } from './changed-members.js'

const GOOD = 'reports/one-liner-7.2/report.json'
/** The same of another experiment, since two of one are refused, without the runs that a large one has. */
const OTHER = join(temporaryDirectory(), 'other.json')
writeFileSync(OTHER, readFileSync(GOOD, 'utf8').replace(/("experiment": \{\s*"id": ")[^"]+/, '$1another'))
/** Every command that reads a report.json; one of them writes pages. */
const READERS: readonly (readonly [name: string, args: (report: string, out: string) => string[]])[] = [
  ['render', (path, out) => ['render', path, '--to', 'comment,csv,lkp,txt', '-q', '--force', '-o', out]],
  ['index', (path, out) => ['index', path, '-q', '-o', out]],
  ['plan', (path) => ['plan', path]],
  ['diff', (path, out) => ['diff', path, '-q', '-o', out]],
  ['diff --to', (path) => ['diff', GOOD, '--to', path, '--effects']],
  ['history', (path) => ['history', path, '--by', 'kernel']],
  ['pool', (path, out) => ['pool', path, GOOD, OTHER, '-q', '-o', out]],
]
const PAGES = (path: string, out: string) => ['render', path, '--to', 'html,md', '-q', '--force', '-o', out]

/** One in so many kinds of members is changed, and one in 8 times as many where pages are made. */
const REPORTS: readonly (readonly [string, number, unknown])[] = [
  ['a report of today', 3, JSON.parse(readFileSync(GOOD, 'utf8'))],
  [
    'a report of version 1',
    9,
    JSON.parse(gunzipSync(readFileSync('fixtures/reports/version-1.json.gz')).toString('utf8')),
  ],
]

/** What a run ended with that it must not, in words; null where all is well. */
async function wrong(args: string[], out: string): Promise<string | null> {
  const { code, stderr } = await runCli(...args)
  // another file may be to blame, where several are read
  if (code === 2 && !/^\S+(?::\d+)?: expected .+, found .+; /s.test(stderr))
    return `says ${stderr.slice(0, 200)}`
  if (![0, 1, 2, 3].includes(code)) return `exit ${code}: ${stderr.slice(0, 300)}`
  if (code !== 2)
    for (const name of readdirSync(out).filter((one) => /\.(?:html|md|svg|xml)$/.test(one)))
      if (/<script>alert|<img src=x/.test(readFileSync(join(out, name), 'utf8'))) return `a script in ${name}`
  return null
}

describe.each(REPORTS)('%s in which a member is another: exit 0, or 2 with the place', (_, every, report) => {
  // each changed report is made and written once, for all commands
  const found = new Map(READERS.map(([name]) => [name, [] as string[]]))
  let done = 0
  beforeAll(async () => {
    const path = join(temporaryDirectory(), 'report.json')
    const outs = new Map(READERS.map(([name]) => [name, temporaryDirectory()]))
    for (const { what, value } of changed(report, every)) {
      writeFileSync(path, JSON.stringify(value))
      for (const [name, args] of READERS) {
        const out = outs.get(name) as string
        const why = await wrong(args(path, out), out)
        if (why !== null) found.get(name)?.push(`${what}: ${why}`)
      }
      done++
    }
  })
  test.each(READERS)('%s', (name) => {
    expect(found.get(name)).toEqual([])
    expect(done).toBeGreaterThan(20)
  })

  test('as pages, without a script in them', async () => {
    const [path, out] = [join(temporaryDirectory(), 'report.json'), temporaryDirectory()]
    const found: string[] = []
    for (const { what, value } of changed(report, 8 * every)) {
      writeFileSync(path, JSON.stringify(value))
      const why = await wrong(PAGES(path, out), out)
      if (why !== null) found.push(`${what}: ${why}`)
    }
    expect(found).toEqual([])
  })
})

test.each<[string, string, string]>([
  ['deep', '['.repeat(1e6), 'expected JSON at most 100 deep, found deeper'],
  ['of a million objects', `[${'{},'.repeat(2e6)}{}]`, 'expected JSON that takes at most 96 MB of memory'],
  ['of 33 MiB', ' '.repeat(33 << 20), 'expected at most 32 MiB, found more'],
  ['cut off', '{"schemaVersion": 2, "too', 'found a file that is not JSON'],
  ['a list', '[]', 'expected a report.json with'],
  ['a text', '"x"', 'expected a report.json with'],
  ['of version 2.5', '{"schemaVersion": 2.5}', 'expected a report of format 2 or older'],
  ['of version -1', '{"schemaVersion": -1}', 'expected a report.json with schemaVersion'],
])('a report.json that is %s is refused by all', async (_, text, message) => {
  const [path, out] = [join(temporaryDirectory(), 'report.json'), temporaryDirectory()]
  writeFileSync(path, text)
  for (const [, args] of READERS)
    expect(await runCli(...args(path, out))).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(new RegExp(`^${path}(?::1)?: .*${message}`)),
    })
})

test('a script in every text of a report is shown as text', async () => {
  const script = '</script><script>alert(1)</script><img src=x onerror=alert(1)>'
  const text = readFileSync('reports/one-liner-7.2/report.json', 'utf8')
  const spoilt = JSON.parse(text, (name, value) =>
    typeof value === 'string' && / /.test(value) && name !== 'unit' ? `${script} ${value}` : value,
  )
  const [path, out] = [join(temporaryDirectory(), 'report.json'), temporaryDirectory()]
  writeFileSync(path, JSON.stringify(spoilt))
  for (const args of [PAGES, ...READERS.map(([, of]) => of)])
    expect(await wrong(args(path, out), out)).toBeNull()
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('&lt;script&gt;alert(1)')
})

test('a file of reduce in which a member is another, sealed again: exit 0 or 1, or 2 with the place', async () => {
  const [place, out] = [temporaryDirectory(), temporaryDirectory()]
  const path = join(place, 'x.reduced')
  await runCli('reduce', 'fixtures/constructed/blocks', '-q', '-o', path)
  const [head = '', body = ''] = readFileSync(path, 'utf8').split('\n')
  const found: string[] = []
  let done = 0
  for (const { what, value } of changed(JSON.parse(body), 7)) {
    const text = JSON.stringify(value)
    const sealed = { ...JSON.parse(head), sha256: createHash('sha256').update(text).digest('hex') }
    writeFileSync(path, `${JSON.stringify(sealed)}\n${text}\n`)
    const args = ['analyze', path, '--to', 'json', '-q', '--no-cache', '--force', '-o', out]
    const why = await wrong(args, out)
    if (why !== null) found.push(`${what}: ${why}`)
    done++
  }
  expect(found).toEqual([])
  expect(done).toBeGreaterThan(20)
})
