import { describe, expect, test } from '@jest/globals'
import { bpftraceDecoder } from '../../src/decode/bpftrace-json.js'
import { LOSS_MESSAGES } from '../../src/decode/loss-messages.js'
import {
  addLoss,
  endLoss,
  joinLost,
  type Loss,
  leastLost,
  lossIn,
  lostEvents,
  nothingLost,
  overwritten,
} from '../../src/decode/losses.js'

const added = (events: number): Loss => ({ events, total: false })
const update: Loss = { events: 1, total: false, update: true }
const total = (events: number): Loss => ({ events, total: true })
const uncounted: Loss = { events: null, total: false }

/** Lines of each message, as the tools print them, with what they say; perf's were printed by perf 6.1.187. */
const LINES: Record<string, [line: string, says: Loss][]> = {
  'bpftrace-lost': [
    ['Lost 7 events', added(7)],
    ['WARNING: Lost 3 events', added(3)],
  ],
  'bpftrace-lost-json': [
    ['{"type": "lost_events", "data": {"events": 12}}', added(12)],
    ['{"type": "lost_events", "count": 12, "data": {"events": 12}}', added(12)],
  ],
  'bpftrace-lost-total': [['WARNING: Total lost event count: 40', total(40)]],
  'bpftrace-map-full': [
    [
      "stdin:1:40-50: WARNING: Map full; can't update element. Try increasing max_map_keys config or manually setting the map size",
      uncounted,
    ],
    ["WARNING: Map full; can't update element. Try increasing max_map_keys config", uncounted],
    ["Map full; can't update element. Try increasing max_map_keys config", uncounted],
  ],
  'bpftrace-key-made-twice': [
    ['stdin:1:5-9: WARNING: Failed to map_update_elem: File exists (-17)', update],
    ['Additional Info - helper: map_update_elem, retcode: -17', update],
  ],
  'bpftrace-update-failed': [
    ['stdin:1:5-9: WARNING: Failed to map_update_elem: Argument list too long (-7)', uncounted],
    ['stdin:1:5-9: WARNING: : Failed to map_update_elem: Argument list too long (-7)', uncounted],
    ['Additional Info - helper: map_update_elem, retcode: -12', uncounted],
  ],
  'perf-trace-lost': [['LOST 5031 events!', added(5031)]],
  'perf-script-lost': [['            bash  4688  1242.448774: PERF_RECORD_LOST lost 121', added(121)]],
  'perf-dump-lost': [
    ['0 0x2a80 [0x30]: PERF_RECORD_LOST: id:25: lost:121', added(121)],
    ['0 0x2a80 [0x30]: PERF_RECORD_LOST_SAMPLES: id:25: lost samples :9', added(9)],
  ],
  'perf-record-type': [['bash  4688  1242.448774: PERF_RECORD_LOST_SAMPLES', uncounted]],
  'perf-chunks': [['Processed 338742 events and lost 17 chunks!', uncounted]],
  'perf-processed-lost': [['Processed 338742 events and LOST 12!', total(12)]],
  'perf-share-lost': [['Processed 1000 samples and lost 7.25%!', uncounted]],
  'perf-overload': [
    ['Check IO/CPU overload!', uncounted],
    ['WARNING: LOST 3 chunks, Check IO/CPU overload', uncounted],
    ['Events are being lost, check IO/CPU overload!', uncounted],
  ],
  'perf-report-lost': [['# Total Lost Samples: 3856', total(3856)]],
  'ftrace-lost': [['CPU:2 [LOST 31 EVENTS]', added(31)]],
  'ftrace-lost-uncounted': [['CPU:0 [LOST EVENTS]', uncounted]],
  'ftrace-overrun': [
    ['overrun: 5', added(5)],
    ['commit overrun: 2', added(2)],
    ['dropped events: 4', added(4)],
  ],
  'trace-cmd-dropped': [['CPU:7 [204600 EVENTS DROPPED]', added(204600)]],
  'trace-cmd-dropped-uncounted': [['CPU:7 [EVENTS DROPPED]', uncounted]],
  'trace-cmd-lost': [['CPU 0: 12 events lost 3 events lost due to commit overrun', added(12)]],
  'printk-dropped': [['** 143 printk messages dropped **', added(143)]],
}

describe('messages of loss', () => {
  test.each(LOSS_MESSAGES.filter(({ tells }) => tells !== 'difference'))(
    '$tool: $text',
    ({ id, pattern }) => {
      const lines = LINES[id] ?? []
      expect(lines.length).toBeGreaterThan(0)
      for (const [line, says] of lines) {
        expect(pattern.test(line)).toBe(true)
        expect({ line, says: lossIn(line) }).toEqual({ line, says })
      }
    },
  )

  test('the head of a trace says what was overwritten, once for each buffer', () => {
    expect(overwritten('# entries-in-buffer/entries-written: 4721/259885   #P:2')).toBe(255164)
    expect(overwritten('# entries-in-buffer/entries-written: 4721/4721   #P:2')).toBe(0)
    expect(lossIn('# entries-in-buffer/entries-written: 4721/259885   #P:2')).toBeNull()
  })

  test.each([
    'Page fault in process: 12',
    'Page fault in process: LOST 5 events!',
    '@lost[vm, 12]: 34',
    'overrun: 0',
    '# Total Lost Samples: 0',
    'Lost 0 events',
    'stdin:1:5-9: WARNING: Failed to map_delete_elem: No such file or directory (-2)',
    'Additional Info - helper: map_lookup_elem, retcode: 0',
    'Lost and found',
    'a-5 [000] .... 1.000000: sched_switch: prev_comm=LOST events',
  ])('no message of loss: %s', (line) => {
    expect(lossIn(line)).toBeNull()
  })

  test.each([
    ['{"type": "helper_error", "helper": "map_update_elem", "retcode": -7, "line": 1, "col": 5}', uncounted],
    [
      '{"type": "helper_error", "msg": "Argument list too long", "helper": "map_update_elem", "retcode": -7, "filename": "stdin", "line": 1, "col": 1}',
      uncounted,
    ],
    [
      '{"type": "helper_error", "msg": "File exists", "helper": "map_update_elem", "retcode": -17, "line": 1, "col": 1}',
      update,
    ],
    ['{"type": "helper_error", "msg": "Bad address", "helper": "probe_read_user", "retcode": -14}', null],
    [
      '{"type": "runtime_error", "msg": "Map full; can\'t update element. Try increasing max_map_keys config"}',
      uncounted,
    ],
    ['{"type": "runtime_error", "msg": "Array access out of bounds."}', null],
    ['{"type": "helper_error", "helper": 7, "retcode": "x"}', null],
  ])('JSON: %s', (line, loss) => {
    expect(bpftraceDecoder().decode(line).record).toMatchObject({ type: 'error', loss })
  })
})

describe('what the messages add up to', () => {
  const of = (...losses: Loss[]) => {
    const lost = nothingLost()
    for (const loss of losses) addLoss(lost, loss)
    return lost
  }

  test('increments add up, a total covers what came before it, a message without a number makes it a lower bound', () => {
    expect(of(added(3), added(4))).toMatchObject({ events: 7, uncounted: 0 })
    expect(of(added(3), total(5))).toMatchObject({ events: 5 })
    expect(of(added(3), total(2), added(1))).toMatchObject({ events: 4 })
    expect(of(added(3), uncounted)).toMatchObject({ events: 3, uncounted: 1 })
  })

  test('an unknown number is at least one', () => {
    expect(leastLost(of())).toBe(0)
    expect(leastLost(of(uncounted, uncounted))).toBe(1)
    expect(leastLost(of(uncounted, added(7)))).toBe(7)
  })

  test('a collector that counted the loss knows better than messages without a number', () => {
    const lost = of(uncounted)
    endLoss(lost, 0)
    expect(lost.uncounted).toBe(1)
    endLoss(lost, null)
    expect(lost.uncounted).toBe(1)
    endLoss(lost, 9)
    expect(lost).toMatchObject({ events: 9, uncounted: 0 })
  })

  test('a failed update is one event, unless a collector says that it cost no record', () => {
    const lost = of(update, added(2), update)
    expect(lostEvents(lost)).toBe(4)
    endLoss(lost, null)
    expect(lostEvents(lost)).toBe(4)
    endLoss(lost, 0)
    expect(lostEvents(lost)).toBe(2)
  })

  test('cut anywhere, two ranges say what the whole says', () => {
    const losses = [added(3), uncounted, total(9), update, added(2), uncounted, total(10), update, added(1)]
    for (let cut = 0; cut <= losses.length; cut++) {
      for (const counted of [null, 0, 20]) {
        const [one, next, whole] = [of(...losses.slice(0, cut)), of(...losses.slice(cut)), of(...losses)]
        endLoss(next, counted)
        endLoss(whole, counted)
        addLoss(next, update)
        addLoss(whole, update)
        expect(joinLost(one, next)).toEqual(whole)
      }
    }
  })
})
