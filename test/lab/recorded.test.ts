import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { temporaryDirectory } from '../temporary.js'

const RECORDED = new URL('../../collectors/lab/recorded', import.meta.url).pathname
const WHOLE = [
  '{"type":"stream","stream":"vmstat","schema":1}',
  '{"type":"sample","t":"1","data":{"pgfault":1}}',
  '{"type":"sample","t":"2","data":{"pgfault":3}}',
  '{"type":"end","records":2,"lost":0}',
]

// Perl comes with mmdebstrap; without it there is no lab either.
const perl = spawnSync('perl', ['-MJSON::PP', '-MDigest::SHA', '-e', '1']).status === 0
const testWithPerl = perl ? test : test.skip

/** One run with one stream of these lines, its run.json as the first lines given would have it. */
function recorded(lines: string[] | null, described: string[] = lines ?? WHOLE) {
  const folder = temporaryDirectory()
  const run = join(folder, 'runs', 'b01-1-mglru-off')
  mkdirSync(run, { recursive: true })
  if (lines !== null) writeFileSync(join(run, 'vmstat.ndjson'), `${lines.join('\n')}\n`)
  const sha256 = createHash('sha256')
    .update(`${described.join('\n')}\n`)
    .digest('hex')
  const streams = [{ id: 'vmstat', file: 'vmstat.ndjson', records: 2, lost: 0, sha256, note: null }]
  writeFileSync(join(run, 'run.json'), JSON.stringify({ streams }))
  const result = spawnSync('perl', [RECORDED, folder], { encoding: 'utf8' })
  expect(result.stderr).toBe('')
  return { status: result.status, state: result.stdout.split('\t')[5] }
}

testWithPerl('a stream whose counts and checksum agree is complete', () => {
  expect(recorded(WHOLE)).toEqual({ status: 0, state: 'whole' })
})

testWithPerl.each([
  ['no file', null, WHOLE, 'no such file'],
  ['no end record', WHOLE.slice(0, 3), undefined, 'no end record'],
  ['half a line', [...WHOLE.slice(0, 2), '{"type":"sam'], undefined, 'line 3 is not JSON'],
  ['a line after the end', [...WHOLE, WHOLE[1] as string], undefined, 'line 5 comes after the end record'],
  [
    'a record too few',
    [WHOLE[0], WHOLE[1], WHOLE[3]] as string[],
    undefined,
    'its end record counts 2 records',
  ],
  [
    'another file than described',
    WHOLE.map((line) => line.replace('3', '4')),
    WHOLE,
    'SHA-256 differs from run.json',
  ],
  [
    'another loss than described',
    WHOLE.map((line) => line.replace('"lost":0', '"lost":7')),
    undefined,
    'run.json says that 0 are lost',
  ],
])('%s is found', (_, lines, described, state) => {
  expect(recorded(lines, described)).toEqual({ status: 1, state })
})
