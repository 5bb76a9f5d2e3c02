import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { runCli } from '../run-cli.js'
import { temporaryDirectory, temporaryFile } from '../temporary.js'

test('every form is made from report.json alone, the same as analyze makes it', async () => {
  const [analyzed, rendered] = [temporaryDirectory(), temporaryDirectory()]
  const forms = 'arrow,benchstat,bmf,comment,csv,html,json,junit,lkp,md,parquet,txt'
  expect(await runCli('analyze', 'fixtures/constructed/blocks', '--to', forms, '-q', '-o', analyzed)).toEqual(
    { code: 0, stdout: '', stderr: '' },
  )
  const { code, stdout } = await runCli(
    'render',
    join(analyzed, 'report.json'),
    '--to',
    forms,
    '-o',
    rendered,
  )
  expect(code).toBe(0)
  const files = stdout
    .trimEnd()
    .split('\n')
    .map((path) => path.slice(rendered.length + 1))
  const tables = ['runs', 'comparisons', 'recordings', 'processes', 'counters', 'timelines', 'quantiles']
  expect(files).toEqual([
    ...tables.map((name) => `${name}.arrow`),
    'benchstat-baseline.txt',
    'benchstat-treatment.txt',
    'report.bmf.json',
    'report.comment.md',
    'comparisons.csv',
    'runs.csv',
    'report.html',
    'report.json',
    'report.junit.xml',
    'report.lkp.txt',
    'report.md',
    ...tables.map((name) => `${name}.parquet`),
    'report.txt',
  ])
  for (const file of files)
    expect(readFileSync(join(rendered, file)).equals(readFileSync(join(analyzed, file)))).toBe(true)
})

test.each<[string, string, string]>([
  ['no JSON', 'hello', 'expected a report.json, found a file that is not JSON'],
  ['another JSON', '{"schemaVersion": 1}', 'expected a report.json with tool, found'],
  [
    'a report from the future',
    '{"schemaVersion": 99}',
    'expected a report of format 2 or older, found format 99; use a newer mglru-report',
  ],
])('%s is refused', async (_, content, message) => {
  expect(await runCli('render', temporaryFile(content, 'report.json'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(message),
  })
})

test('a form that does not exist', async () => {
  const path = temporaryFile('{}', 'report.json')
  writeFileSync(path, '{}')
  expect(await runCli('render', path, '--to', 'pdf')).toMatchObject({
    code: 2,
    stderr:
      '--to: expected formats out of arrow, benchstat, bmf, comment, csv, html, json, junit, lkp, md, parquet, txt, found "pdf"; name them with commas between\n',
  })
})
