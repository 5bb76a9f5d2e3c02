import { expect, test } from '@jest/globals'
import { screenOf } from '../../src/report/screen.js'
import { reportOf } from '../fixtures.js'
import { run } from '../made.js'
import { check } from './one-check.js'

const ENDS = ['latency', 'canary', 'kill', 'limit', 'time']
const ended = (id: string, by: string) =>
  run(id, {
    'workload-output': {
      readers: ['metric'],
      figures: ENDS.map((end) => ({
        name: `headroom.ended_by_${end}`,
        value: end === by ? 1 : 0,
        unit: '',
        better: 'neither',
        role: 'secondary',
      })),
    },
  })

test('runs in which the limit or the time came first are told, by condition, since they have no value', () => {
  expect(
    check(
      'headroom-found',
      ended('off-1', 'limit'),
      ended('off-2', 'latency'),
      ended('on-1', 'limit'),
      ended('on-2', 'time'),
    ),
  ).toEqual({
    outcome: 'caution',
    text: 'Before reads were slow, the limit of the cgroup was met in 1 with MGLRU off and 1 with MGLRU on; the time was up in 0 with MGLRU off and 1 with MGLRU on: of these runs the headroom is not known, only that it is no less than headroom.at_least.',
    metrics: null,
  })
})

test('where it was found in every run, by what is told', () => {
  expect(
    check(
      'headroom-found',
      ended('off-1', 'latency'),
      ended('off-2', 'kill'),
      ended('on-1', 'latency'),
      ended('on-2', 'canary'),
    ),
  ).toEqual({
    outcome: 'pass',
    text: 'In every run the headroom was found before the limit or the time came: by the latency in 2, the canary in 1, a kill in 1.',
    metrics: null,
  })
})

test('without a balloon there is nothing to say', () => {
  expect(check('headroom-found', run('off-1'), run('on-1'))).toBeNull()
})

test('the first screen of a recording whose limit came first says so', async () => {
  const report = await reportOf('fixtures/experiments/headroom-limit-6.12')
  expect(screenOf(report).cautions.join('\n')).toContain(
    'Before reads were slow, the limit of the cgroup was met in 1 with MGLRU off and 1 with MGLRU on',
  )
})
