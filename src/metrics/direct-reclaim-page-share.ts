import { defineMetric } from './metric.js'

export const directReclaimPageShare = defineMetric({
  id: 'direct-reclaim-page-share',
  title: 'Direct-reclaim share of reclaimed pages',
  unit: 'share',
  better: 'lower',
  family: 'secondary',
  counts: ['pgsteal_direct', 'pgsteal_kswapd'],
  smallestEffect: { relative: 0.05, absolute: 0.005 },
  why: 'Which part of all reclaimed pages was reclaimed by the programs themselves rather than by kswapd in the background: how often background reclaim came too late.',
  how: 'Increase of pgsteal_direct over that of pgsteal_direct and pgsteal_kswapd together. Missing in a run that reclaimed nothing.',
  requires: ['vmstat'],
  compute: ({ vmstat }) => {
    const direct = vmstat.deltas.get('pgsteal_direct')
    const kswapd = vmstat.deltas.get('pgsteal_kswapd')
    if (direct === undefined || kswapd === undefined)
      return { missing: "this kernel's /proc/vmstat has no pgsteal_direct and pgsteal_kswapd" }
    return direct + kswapd === 0
      ? { missing: 'nothing was reclaimed' }
      : { value: direct / (direct + kswapd) }
  },
})
