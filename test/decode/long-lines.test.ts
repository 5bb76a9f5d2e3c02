import { expect, test } from '@jest/globals'
import { decodePerfTrace } from '../../src/decode/perf-trace.js'
import { decodeTraceText } from '../../src/decode/trace-text.js'

test.each(['a 1 1.0: ', 'perf 1/1 [000] 1.000000: page-faults: ', ' ', '1.000 ( 0.000 ms): /1 majfault ['])(
  'a line of "%s" again and again is unknown, and soon',
  (piece) => {
    const line = `x ${piece.repeat(100_000 / piece.length)}y`
    for (const decode of [decodeTraceText, decodePerfTrace]) expect(decode(line)).toBeNull()
  },
)
