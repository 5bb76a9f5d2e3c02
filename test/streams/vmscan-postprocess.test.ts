import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { directReclaim } from '../../src/streams/direct-reclaim.js'
import { traceEvents } from '../../src/streams/trace-events.js'

// The kernel brings a program of its own for these traces. What it prints of each (gunzip -c FILE | perl
// Documentation/trace/postprocess/trace-vmscan-postprocess.pl, of Linux 6.1.176, under "Summary"): "Direct reclaims",
// "Time stalled direct reclaim", "Kswapd wakeups", "Time kswapd awake"; times are rounded there.
const PRINTED = [
  { name: '6.1-off', stalls: 359, stalled: 5.55, wakes: 2, awake: 6.59 },
  { name: '6.1-on', stalls: 32, stalled: 0.37, wakes: 2, awake: 2.56 },
  { name: '6.12-off', stalls: 8, stalled: 0.1, wakes: 4, awake: 0.71 },
  { name: '6.12-on', stalls: 25, stalled: 0.55, wakes: 8, awake: 3.15 },
] as const

/**
 * The same in other words than src/streams has for it: each task remembers when it last began to reclaim, and an end counts
 * the time since; kswapd remembers when it was woken until it sleeps, and a wake before that is no new one.
 */
function byTheKernelsRules(text: string) {
  const began: Record<string, number> = {}
  const up: Record<string, number> = {}
  const sum = { stalls: 0, stalled: 0, wakes: 0, awake: 0 }
  for (const line of text.split('\n')) {
    const [, task, time, event] = /^ *(\S+-\d+) +\[\d+\] \S+ +(\d+\.\d+): (\w+): /.exec(line) ?? []
    if (task === undefined) continue
    const now = Number(time) * 1000
    switch (event) {
      case 'mm_vmscan_direct_reclaim_begin':
        sum.stalls++
        began[task] = now
        break
      case 'mm_vmscan_direct_reclaim_end':
        sum.stalled += now - (began[task] ?? now)
        break
      case 'mm_vmscan_kswapd_wake':
        if (!up[task]) sum.wakes++
        up[task] ||= now
        break
      case 'mm_vmscan_kswapd_sleep':
        sum.awake += now - (up[task] ?? now)
        up[task] = 0
    }
  }
  return sum
}

test.each(PRINTED)('$name: three ways to the same numbers', async ({ name, ...printed }) => {
  const path = `fixtures/formats/trace-events/${name}-reclaim.txt.gz`
  const files = { trace: { path, name } }
  const ours = await traceEvents.reduce(files, { run: 'run', window: null })
  const stalls = await directReclaim.reduce(files, { run: 'run', window: null })
  if (!ours.present || !stalls.present) throw new Error('not read')
  const { directReclaim: reclaim, kswapdWakes, kswapdAwakeSeconds } = ours.value
  const rules = byTheKernelsRules(gunzipSync(readFileSync(path)).toString('utf8'))
  expect({ stalls: reclaim.begins, wakes: kswapdWakes }).toEqual({ stalls: rules.stalls, wakes: rules.wakes })
  expect(reclaim.taskSeconds * 1000).toBeCloseTo(rules.stalled, 3)
  expect(stalls.value.taskSeconds * 1000).toBeCloseTo(rules.stalled, 3)
  expect(kswapdAwakeSeconds * 1000).toBeCloseTo(rules.awake, 3)
  expect({
    stalls: reclaim.begins,
    stalled: Number(reclaim.taskSeconds.toFixed(2)),
    wakes: kswapdWakes,
    awake: Number(kswapdAwakeSeconds.toFixed(2)),
  }).toEqual(printed)
  expect(stalls.value.stalls).toBe(printed.stalls)
})
