import { expect, test } from '@jest/globals'
import { bpftraceDecoder } from '../../src/decode/bpftrace-json.js'

// shapes of 0.16 to 0.27; the two with hexadecimal counts are what 0.24 writes after a byte above 0x7f
test.each([
  ['{"type": "printf", "data": "test 5"}', { type: 'printf', text: 'test 5' }],
  ['{"type": "attached_probes", "data": {"probes": 2}}', { type: 'attached', probes: 2 }],
  ['{"type": "attached_probes", "count": 3, "data": {"probes": 3}}', { type: 'attached', probes: 3 }],
  ['{"type": "attached_probes", "count": 4}', { type: 'attached', probes: 4 }],
  ['{"type": "lost_events", "data": {"events": 12}}', { type: 'lost', events: 12 }],
  ['{"type": "lost_events", "count": 12}', { type: 'lost', events: 12 }],
  [
    '{"type": "map", "data": {"@faults": {"1,user,a,b": 5, "2,kernel,c": "9007199254740993"}}}',
    {
      type: 'map',
      name: '@faults',
      entries: [
        ['1,user,a,b', 5],
        ['2,kernel,c', 9007199254740992],
      ],
      exact: [['2,kernel,c', '9007199254740993']],
    },
  ],
  ['{"type": "map", "data": {"@scalar": 5}}', { type: 'map', name: '@scalar', entries: [['', 5]] }],
  [
    '{"type": "helper_error", "helper": "probe_read_user", "retcode": -14, "line": 1, "col": 87}',
    { type: 'error', text: 'probe_read_user', loss: null },
  ],
  ['{"type": "hist", "data": {"@h": []}}', { type: 'hist', name: '@h', buckets: [] }],
  [
    '{"type": "hist", "data": {"@h": [{"max": -1, "count": 1}, {"min": 0, "max": 1, "count": "2"}, {"min": 2, "count": 3}]}}',
    {
      type: 'hist',
      name: '@h',
      buckets: [
        { min: null, max: -1, count: 1 },
        { min: 0, max: 1, count: 2 },
        { min: 2, max: null, count: 3 },
      ],
    },
  ],
  // bounds of 2^31 and more, as before 0.20
  [
    '{"type": "hist", "data": {"@h": [{"min": 1, "max": 2, "count": 1}, {"min": -9, "max": -1, "count": 1}]}}',
    null,
  ],
  ['{"type":"end","records":7,"lost":null}', { type: 'end', records: 7, lost: null }],
  ['{"type": "lost_events", "data": {"events": 1f}}', null],
  ['{"type": "attached_probes", "data": {"probes": 1', null],
  ['{"type": "unheard_of"}', null],
  ['[]', null],
  ['null', null],
  ['', null],
])('%s', (line, record) => {
  expect(bpftraceDecoder().decode(line).record).toEqual(record)
})
