import { defineMetric } from './metric.js'

export const reclaimEfficiency = defineMetric({
  id: 'reclaim-efficiency',
  title: 'Reclaim efficiency (pgsteal/pgscan)',
  unit: 'share',
  better: 'neither',
  family: 'descriptive',
  counts: ['pgscan_kswapd', 'pgscan_direct', 'pgsteal_kswapd', 'pgsteal_direct'],
  smallestEffect: { relative: 0.05, absolute: 0.01 },
  why: 'Often shown as the efficiency of reclaim. It is near 1 with MGLRU on whatever happens, because of what that counts as scanned: it tells nothing about which of the two is better.',
  how: 'Increases of pgsteal_kswapd and pgsteal_direct over those of pgscan_kswapd and pgscan_direct in /proc/vmstat.',
  requires: ['vmstat'],
  compute: ({ vmstat }) => {
    const [taken, looked] = ['pgsteal', 'pgscan'].map((name) => {
      const parts = ['kswapd', 'direct'].map((who) => vmstat.deltas.get(`${name}_${who}`))
      return parts.reduce<number | undefined>(
        (sum, next) => (sum === undefined || next === undefined ? undefined : sum + next),
        0,
      )
    })
    if (taken === undefined || looked === undefined)
      return { missing: "this kernel's /proc/vmstat has no pgsteal and pgscan" }
    return looked === 0 ? { missing: 'nothing was scanned' } : { value: taken / looked }
  },
})
