import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { ReportSchema } from '../src/model/report.js'
import { renderComment } from '../src/render/comment.js'
import { renderJson } from '../src/render/json.js'
import { renderMarkdown } from '../src/render/markdown.js'
import { figureFiles } from '../src/render/markdown-figures.js'
import { renderText } from '../src/render/text.js'
import { digest } from './digest.js'
import { FIXTURES, reportOf } from './fixtures.js'
import { expectSame } from './same.js'

const DEMO = 'fixtures/experiments/fio-steady-6.12'
/** Those whose whole report is committed, one of each kind; of the others a digest is. */
const WHOLE = [DEMO, 'fixtures/one-liner-7.2']

const validate = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync('docs/schema/report.schema.json', 'utf8')),
)

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/**
 * Compares with the committed file; on a mismatch leaves the new one next to it, and the files behind it, and says how to
 * accept it.
 */
function golden(path: string, text: string, behind: Readonly<Record<string, string>> = {}): void {
  const news = Object.entries({ ...behind, [path]: text })
  if (existsSync(path) && readFileSync(path, 'utf8') === text) {
    for (const [file] of news) rmSync(`${file}.got`, { force: true })
    return
  }
  if (process.env['ACCEPT_GOLDENS'] === '1') {
    write(path, text)
    for (const [file] of news) rmSync(`${file}.got`, { force: true })
    return
  }
  for (const [file, content] of news) write(`${file}.got`, content)
  const { stdout } = spawnSync('diff', ['-u', existsSync(path) ? path : '/dev/null', `${path}.got`], {
    encoding: 'utf8',
  })
  throw new Error(
    `${path} is not what the code makes now; the new one is ${path}.got:\n${stdout.slice(0, 6000)}\n` +
      `The two reports whole: npm run golden-diff -- ${basename(dirname(path))}\n` +
      'If the change is meant, say in CHANGELOG.md which numbers moved and accept it with: npm run accept-goldens',
  )
}

test('there are fixtures', () => expect(FIXTURES.length).toBeGreaterThanOrEqual(6))

test('every golden is of a fixture that there is', () => {
  // test:fast leaves the recorded experiments out of FIXTURES, not out of the project
  const recorded = readdirSync('fixtures/experiments')
  const goldens = readdirSync('reports').filter((name) => existsSync(join('reports', name, 'digest.txt')))
  const fixtures = [...recorded, ...FIXTURES.map((fixture) => basename(fixture))]
  expect(goldens.filter((name) => !fixtures.includes(name))).toEqual([])
})

describe.each(FIXTURES)('%s', (fixture) => {
  const directory = join('reports', basename(fixture))
  let report: ReturnType<typeof reportOf> | undefined
  const made = () => {
    report ??= reportOf(fixture)
    return report
  }
  const forms = async () => ({
    [join(directory, 'report.json')]: renderJson(await made()),
    [join(directory, 'report.md')]: renderMarkdown(await made()),
  })

  test('its digest', async () => {
    const path = join(directory, 'digest.txt')
    golden(path, digest(await made(), renderMarkdown(await made())), await forms())
  })

  if (WHOLE.includes(fixture))
    test('its report, for a mail and for a thread, too', async () => {
      for (const [path, text] of Object.entries(await forms())) golden(path, text)
      golden(join(directory, 'report.txt'), renderText(await made()))
      golden(join(directory, 'report.comment.md'), renderComment(await made()))
    })

  // the pictures of one report, which say the same as those of all
  if (fixture === DEMO)
    test('its figures', async () => {
      const files = await figureFiles(await made())
      expect(files.length).toBeGreaterThan(10)
      for (const [file, content] of files) golden(join(directory, file), content)
    })

  test('report.json holds to its published schema', async () => {
    const report = JSON.parse(renderJson(await made()))
    expect({ valid: validate(report), errors: validate.errors }).toEqual({ valid: true, errors: null })
    expectSame(ReportSchema.parse(report), report)
  })

  const truthFile = join(fixture, 'truth.json')
  if (existsSync(truthFile)) {
    test('what was put in comes out', async () => {
      const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as {
        metric: string
        ratio?: number
        verdict: string | string[]
      }
      const comparison = (await made()).comparisons.find(({ metric }) => metric === truth.metric)
      expect([truth.verdict].flat()).toContain(comparison?.verdict)
      if (truth.ratio !== undefined) {
        expect(comparison?.effect?.scale).toBe('ratio')
        expect(Math.abs((comparison?.effect?.estimate ?? 0) / truth.ratio - 1)).toBeLessThan(0.005)
      }
    })
  }
})
