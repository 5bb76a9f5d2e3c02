import { rateOf } from '../tables/rates.js'
import { defineMetric } from './metric.js'

export const thpFaultRate = defineMetric({
  id: 'thp-fault-rate',
  title: 'THP fault-allocation rate',
  unit: 'count/s',
  better: 'neither',
  family: 'secondary',
  smallestEffect: { relative: 0.05, absolute: 0.1 },
  why: 'A huge page of usually 2 MiB does in one fault what takes 512 with small pages. A difference here moves the number of faults by hundreds for each.',
  how: 'Increase of thp_fault_alloc in /proc/vmstat, whole machine, divided by the length of the run.',
  requires: ['vmstat'],
  compute: ({ vmstat }, run) => rateOf(vmstat, run, { thp_fault_alloc: 1 }),
})
