import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'

const COUNT = new URL('../../collectors/experiment/count.awk', import.meta.url).pathname

function count(lines: string[], exact = '', lostWord = '', end = '\n'): string {
  const result = spawnSync('awk', ['-v', `exact=${exact}`, '-v', `lost_word=${lostWord}`, '-f', COUNT], {
    input: lines.join('\n') + end,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  expect(result.stderr).toBe('')
  return result.stdout.trim()
}

const FIRST = '{"type":"stream","stream":"page-faults","schema":1,"program":"page-faults.bt"}'
const ATTACHED = '{"type": "attached_probes", "data": {"probes": 4}}'

test('lines that head a stream are no records', () => {
  expect(count([FIRST, ATTACHED, '{"type": "printf", "data": "time 1\\n"}'])).toBe('1 0 whole')
})

test('lost_events are added up, in the old and the new form', () => {
  const old = '{"type": "lost_events", "data": {"events": 12}}'
  const both = '{"type": "lost_events", "count": 30, "data": {"events": 30}}'
  const bare = '{"type": "lost_events", "count": 5}'
  expect(count([FIRST, old, both, bare])).toBe('3 47 whole')
})

test('a map update that failed is one event lost', () => {
  const error =
    '{"type": "helper_error", "msg": "File exists", "helper": "map_update_elem", "retcode": -17, "line": 14, "col": 20}'
  expect(count([FIRST, error])).toBe('1 1 whole')
})

test('what a total has more than the maps is lost, whatever the names hold', () => {
  const maps = [
    '{"type": "map", "data": {"@faults_a": {"1,user,a\\": 99": 3, "2,kernel,7 }}": 4}}}',
    '{"type": "map", "data": {"@faults_b": {"9,user,@total\\": 5": 10}}}',
    '{"type": "map", "data": {"@total": 20}}',
  ]
  expect(count([FIRST, ...maps], '@total @faults')).toBe('3 3 whole')
})

test('without the total nothing is known', () => {
  expect(count([FIRST, '{"type": "map", "data": {"@faults_a": {"1,user,a": 3}}}'], '@total @faults')).toBe(
    '1 null whole',
  )
})

test('printed records are held against their total', () => {
  const lines = [
    '{"type": "printf", "data": "time 12\\n"}',
    '{"type": "printf", "data": "12 1 1 u 7f00 time 5\\n"}',
    '{"type": "map", "data": {"@total": 5000000000}}',
  ]
  expect(count([FIRST, ...lines], '@total printf')).toBe('3 4999999999 whole')
})

test('the losses that perf trace tells in its text are added up', () => {
  expect(
    count(
      ['{"type":"line","data":"LOST 12 events!"}', '{"type":"line","data":"LOST 3 events!"}'],
      '',
      'LOST ',
    ),
  ).toBe('2 15 whole')
})

test('a line that was cut off is seen', () => {
  expect(count([FIRST, '{"type": "printf", "da'], '', '', '')).toBe('1 0 torn')
})
