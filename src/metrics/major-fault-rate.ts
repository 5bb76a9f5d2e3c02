import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const majorFaultRate = defineMetric({
  id: 'major-fault-rate',
  title: 'Major-fault rate',
  unit: 'count/s',
  better: 'lower',
  family: 'primary',
  smallestEffect: { relative: 0.05, absolute: 1 },
  why:
    'Faults for which the page had to be read from swap or from a file first. Each one stops its thread ' +
    'for as long as the device takes, a thousand times longer than a minor fault: this is what running ' +
    'out of memory feels like.',
  how: 'Increase of pgmajfault in /proc/vmstat, whole machine, divided by the length of the run.',
  perOperation: { title: 'Major faults per operation', family: 'primary' },
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { pgmajfault: 1 }),
})
