import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { ReportSchema } from '../src/model/report.js'
import { renderJson } from '../src/render/json.js'
import { renderMarkdown } from '../src/render/markdown.js'
import { figureFiles } from '../src/render/markdown-figures.js'
import { buildReport } from '../src/report/report.js'
import { FIXTURES, loadFixture } from './fixtures.js'

const DEMO = 'fixtures/experiments/swap-pressure-quiet-6.12'

/** Compares with the committed file; on a mismatch leaves the new one beside it and says how to accept it. */
function golden(path: string, text: string): void {
  const got = `${path}.got`
  if (existsSync(path) && readFileSync(path, 'utf8') === text) {
    rmSync(got, { force: true })
    return
  }
  if (process.env['ACCEPT_GOLDENS'] === '1') {
    execFileSync('mkdir', ['-p', join(path, '..')])
    writeFileSync(path, text)
    return
  }
  execFileSync('mkdir', ['-p', join(path, '..')])
  writeFileSync(got, text)
  const { stdout } = spawnSync('diff', ['-u', existsSync(path) ? path : '/dev/null', got], {
    encoding: 'utf8',
  })
  throw new Error(
    `${path} is not what the code makes now; the new one is ${got}:\n${stdout.slice(0, 4000)}\n` +
      'If the change is meant, say in CHANGELOG.md which numbers moved and accept it with: npm run accept-goldens',
  )
}

test('there are fixtures', () => expect(FIXTURES.length).toBeGreaterThanOrEqual(6))

describe.each(FIXTURES)('%s', (fixture) => {
  const name = basename(fixture)
  const made = loadFixture(fixture).then(buildReport)

  test('report.json', async () => golden(join('reports', name, 'report.json'), renderJson(await made)))
  test('report.md', async () => golden(join('reports', name, 'report.md'), renderMarkdown(await made)))

  // the pictures of one report, which say the same as those of all
  if (fixture === DEMO)
    test('its figures', async () => {
      const files = await figureFiles(await made)
      expect(files.length).toBeGreaterThan(10)
      for (const [file, content] of files) golden(join('reports', name, file), content)
    })

  test('report.json holds to its published schema', async () => {
    const report = JSON.parse(renderJson(await made))
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(readFileSync('docs/schema/report.schema.json', 'utf8')),
    )
    expect({ valid: validate(report), errors: validate.errors }).toEqual({ valid: true, errors: null })
    expect(ReportSchema.parse(report)).toEqual(report)
  })

  const truthFile = join(fixture, 'truth.json')
  if (existsSync(truthFile)) {
    test('what was put in comes out', async () => {
      const truth = JSON.parse(readFileSync(truthFile, 'utf8')) as {
        metric: string
        ratio?: number
        verdict: string | string[]
      }
      const comparison = (await made).comparisons.find(({ metric }) => metric === truth.metric)
      expect([truth.verdict].flat()).toContain(comparison?.verdict)
      if (truth.ratio !== undefined) {
        expect(comparison?.effect?.scale).toBe('ratio')
        expect(Math.abs((comparison?.effect?.estimate ?? 0) / truth.ratio - 1)).toBeLessThan(0.005)
      }
    })
  }
})
