import { expect, test } from '@jest/globals'
import { run } from '../made.js'
import { check } from './one-check.js'

const printed = (id: string, figures: Record<string, number | null>) =>
  run(id, {
    'workload-output': {
      readers: ['metric'],
      figures: Object.entries(figures).map(([name, value]) => ({
        name,
        value,
        unit: '',
        better: 'higher',
        role: 'secondary',
      })),
    },
  })

test('a load that was served in every run passes with its least share', () => {
  expect(
    check(
      'load-served',
      printed('off-1', { 'paced.served': 0.9996, 'hog.served': 0.987 }),
      printed('on-1', { 'paced.served': 1, 'hog.served': 0.99 }),
    ),
  ).toEqual({
    outcome: 'pass',
    text: 'At least 98.7% of what was offered was served in every run (paced.served, hog.served).',
    metrics: null,
  })
})

test('a machine that is too slow for the rate is told, with the runs of each condition', () => {
  expect(
    check(
      'load-served',
      printed('off-1', { 'paced.served': 0.7519, 'hog.served': 0.5 }),
      printed('off-2', { 'paced.served': 0.98, 'hog.served': 1 }),
      printed('on-1', { 'paced.served': 0.97, 'hog.served': null }),
      printed('on-2', { 'redis-paced.served': 0.9 }),
    ),
  ).toEqual({
    outcome: 'caution',
    text: 'The machine did not keep up with the fixed rate: less than 98.0% of what was offered was served in 1 with MGLRU off and 2 with MGLRU on (paced.served 75.1% in off-1; hog.served 50.0% in off-1; paced.served 97.0% in on-1; 1 more).',
    metrics: null,
  })
})

test('three are all named, with no more', () => {
  const slow = ['on-1', 'on-2', 'on-3'].map((id) => printed(id, { served: 0.9 }))
  expect(check('load-served', printed('off-1', { served: 1 }), ...slow)?.text).toContain(
    '(served 90.0% in on-1; served 90.0% in on-2; served 90.0% in on-3)',
  )
})

test('without such a figure there is nothing to say', () => {
  expect(
    check('load-served', run('off-1'), printed('on-1', { 'fio.read.preserved': 0.1, observed: 0.1 })),
  ).toBeNull()
})
