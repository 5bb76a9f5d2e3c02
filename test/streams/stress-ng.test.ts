import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { parseStressYaml } from '../../src/decode/stress-ng.js'
import { parseStressLog } from '../../src/decode/stress-ng-log.js'
import { stressNg } from '../../src/streams/stress-ng.js'
import { tracesOf } from '../fixtures.js'
import { temporaryFile } from '../temporary.js'

const stems = ['fixtures/one-liner-6.1', 'fixtures/one-liner-7.2'].flatMap((directory) => {
  const { off, on } = tracesOf(directory)
  return [...off, ...on].map((path) => path.replace(/\.gz$/, ''))
})

test.each(stems)('%s: YAML and log agree with awk', async (stem) => {
  const yaml = parseStressYaml(readFileSync(`${stem}.stress.yaml`, 'utf8'), stem)
  const field = (name: string) =>
    Number(
      execFileSync('awk', [`$1 == "${name}:" { print $2; exit }`, `${stem}.stress.yaml`], {
        encoding: 'utf8',
      }),
    )
  expect(yaml).toHaveLength(1)
  expect(yaml[0]).toMatchObject({
    name: 'vm',
    bogoOps: field('bogo-ops'),
    seconds: field('wall-clock-time'),
    systemSeconds: field('system-time'),
  })
  const log = parseStressLog(readFileSync(`${stem}.stress.log`, 'utf8'))
  expect(log.map(({ name, bogoOps }) => ({ name, bogoOps }))).toEqual(
    yaml.map(({ name, bogoOps }) => ({ name, bogoOps })),
  )
  expect(log[0]?.seconds).toBeCloseTo(yaml[0]?.seconds ?? 0, 1)
})

test('0.19.02 writes YAML that is none; its metrics are read all the same', async () => {
  const text = readFileSync('fixtures/single/stress-ng-0.19.02.yaml', 'utf8')
  expect(text).toContain('\nsource-date-epoch: ')
  const field = (name: string) =>
    Number(
      execFileSync('awk', [`$1 == "${name}:" { print $2; exit }`, 'fixtures/single/stress-ng-0.19.02.yaml'], {
        encoding: 'utf8',
      }),
    )
  expect(parseStressYaml(text, 'x')).toMatchObject([
    { name: 'vm', bogoOps: field('bogo-ops'), seconds: field('wall-clock-time') },
  ])
})

test('the older log line with seven columns', () => {
  expect(
    parseStressLog(
      'stress-ng: info:  [2759] vm               128185      5.14    122.29      0.00     24940.71        1048.21',
    ),
  ).toEqual([{ name: 'vm', bogoOps: 128185, seconds: 5.14, userSeconds: 122.29, systemSeconds: 0 }])
})

test('a YAML file that cannot be used falls back to the log, with a warning', async () => {
  const files = {
    yaml: {
      path: temporaryFile('metrics:\n  - stressor: vm\n    bogo-ops: [1\n'),
      name: 'X.stress.yaml',
    },
    log: { path: `${stems[0]}.stress.log`, name: 'X.stress.log' },
  }
  const reduction = await stressNg.reduce(files, { run: 'run', window: null })
  expect(reduction).toMatchObject({
    present: true,
    value: { origin: 'X.stress.log' },
    warnings: [
      { text: expect.stringMatching(/^X\.stress\.yaml:2: expected metrics\[0\] with stressor, bogo-ops/) },
    ],
  })
})

test('neither usable: missing, with every reason', async () => {
  const files = {
    yaml: { path: temporaryFile('---\nmetrics:\n...\n'), name: 'X.stress.yaml' },
    log: { path: temporaryFile('nothing here\n'), name: 'X.stress.log' },
  }
  expect(await stressNg.reduce(files, { run: 'run', window: null })).toEqual({
    present: false,
    reason:
      'X.stress.yaml reports no metrics: stress-ng may not have finished; X.stress.log reports no metrics: stress-ng may not have finished',
  })
})

test('unquoted times of old versions are no base-60 numbers, and YAML in any other form is refused', async () => {
  const text =
    'system-info:\n  time-hh-mm-ss: 14:02:38\nmetrics:\n  - stressor: vm\n    bogo-ops: 5\n    wall-clock-time: 2.5e+00\n'
  expect(parseStressYaml(text, 'x')).toEqual([
    { name: 'vm', bogoOps: 5, seconds: 2.5, userSeconds: null, systemSeconds: null },
  ])
  expect(() => parseStressYaml('metrics:\n  - &a {stressor: vm}\n  - *a\n', 'x')).toThrow(
    'found another line',
  )
})

test('members of an instance are not those of its stressor, and more than 1000 stressors are refused', () => {
  const one = (at: number) => `  - stressor: s${at}\n    bogo-ops: 7\n    wall-clock-time: 1.5\n`
  const inner = '    instances:\n      - instance: 0\n        bogo-ops: 1\n        wall-clock-time: 9.0\n'
  expect(parseStressYaml(`metrics:\n${one(0)}${inner}${one(1)}`, 'x')).toMatchObject([
    { name: 's0', bogoOps: 7, seconds: 1.5 },
    { name: 's1', bogoOps: 7, seconds: 1.5 },
  ])
  const many = (count: number) => `metrics:\n${Array.from({ length: count }, (_, at) => one(at)).join('')}`
  expect(parseStressYaml(many(1000), 'x')).toHaveLength(1000)
  expect(() => parseStressYaml(many(1001), 'x')).toThrow('expected at most 1000 stressors, found more')
})

test.each([
  ['aliases', `  - &a {stressor: vm}\n  - [*a${', *a'.repeat(1e5)}]\n`],
  ['a deep flow', `  - ${'['.repeat(1e5)}\n`],
  ['a member before any entry', '    bogo-ops: 1\n'],
  ['a member further out', '  - stressor: vm\n  bogo-ops: 1\n'],
])('YAML with %s is refused with its line', (_, section) => {
  expect(() => parseStressYaml(`metrics:\n${section}`, 'x')).toThrow("expected stress-ng's YAML")
})

test('a file that ends between two stressors says that more may be missing; a whole one does not', async () => {
  const read = async (role: 'yaml' | 'log', text: string) =>
    await stressNg.reduce(
      { [role]: { path: temporaryFile(text), name: `X.${role}` } },
      { run: 'run', window: null },
    )
  const whole = (kind: string) => readFileSync(`fixtures/formats/stress-ng/0.19.02-perf.${kind}`, 'utf8')
  const found = await read('yaml', whole('yaml'))
  expect(found).toMatchObject({ value: { stressors: [{ name: 'vm' }, { name: 'mmap' }] }, warnings: [] })
  expect(await read('log', whole('log'))).toMatchObject({ warnings: [] })
  const yaml = whole('yaml')
    .split(/^(?= *- stressor:)/m)
    .slice(0, 2)
    .join('')
  expect(await read('yaml', yaml)).toMatchObject({
    value: { stressors: [{ name: 'vm' }] },
    warnings: [
      {
        id: 'stream-cut',
        text: `X.yaml:${yaml.trimEnd().split('\n').length}: the file ends within the metrics, without the line "..." that stress-ng writes at its end: stressors may be missing.`,
      },
    ],
  })
  const [first] = whole('log').split(/^.*metrc: .* mmap /m)
  expect(await read('log', first as string)).toMatchObject({
    value: { stressors: [{ name: 'vm' }] },
    warnings: [
      {
        id: 'stress-ng-without-metrics',
        text: 'X.log: mmap was started and has no metrics here: it was skipped, or the log is cut off.',
      },
    ],
  })
})
