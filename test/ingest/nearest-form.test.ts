import { expect, test } from '@jest/globals'
import { formatOf } from '../../src/ingest/format.js'
import { adviceOf } from '../../src/ingest/format-advice.js'
import { nearestForm } from '../../src/ingest/nearest-form.js'

test.each([
  ['Page faults in process: 12\n', "bpftrace's text output", 1, 6],
  ['\n\n  100.661 a/42 page_fault_user(0x1)\n', 'output of perf trace', 3, 16],
  ['hello\npgfaults: 12\npswpin: 3\n', 'a copy of /proc/vmstat', 3, 7],
  ['{"type": "mapp", "data": {"@faults": 5}}\n', "bpftrace's JSON output", 1, 11],
  ['{"counter-values" : "208"}\n', 'JSON output of perf stat', 1, 11],
  ['stress-ng: infos: [1] dispatching\n', "stress-ng's log", 1, 12],
])('%j is nearest to %s', (text, title, line, column) => {
  expect(formatOf(Buffer.from(text))).toMatch(/^(?:unknown|json)$/)
  expect(nearestForm(text)).toMatchObject({
    title: expect.stringContaining(title.slice(0, 20)),
    line,
    column,
  })
})

test.each(['dear diary\n', '{"hello": 1}\n', '42\n'])(
  '%j is near to none, and its first line is quoted',
  (text) => {
    expect(nearestForm(text)).toBeNull()
    expect(adviceOf(formatOf(Buffer.from(text)), text)).toBe(
      `no known format is near to it; its first line: ${text.trim()}`,
    )
  },
)

test('what is quoted is one printable line of 80 columns', () => {
  const text = `Page faults \u001b[31m${'x'.repeat(200)}\u0007\n`
  const near = nearestForm(text)
  expect(near?.text.length).toBe(80)
  expect(near?.text).not.toMatch(/[^ -~…]/)
})

test.each([
  ['# To display the perf.data header info, please use --header/--header-only options.\n#\n', 'perf-report'],
  ["# Total Lost Samples: 0\n#\n# Samples: 11K of event 'faults'\n", 'perf-report'],
  ['    18.91%  python3   libc.so.6   [.] __memset_avx2_unaligned_erms\n', 'perf-report'],
  ['\nSUMMARY (SLAB allocator)\n========================\n', 'perf-kmem'],
  ['  Task                  |   Runtime ms  | Switches | Avg delay ms    |\n', 'perf-sched'],
  ['java;main;foo;bar 12\njava;x;y 3\n', 'folded-stacks'],
  ['\u0017\bDtracing', 'trace-dat'],
  ['\ufffe', 'utf-16'],
])('%j is %s, and what to do instead is told', (text, format) => {
  const wide = format === 'utf-16'
  const bytes = Buffer.from(wide ? '\ufeffPage fault in process: 5\n' : text, wide ? 'utf16le' : 'latin1')
  expect(formatOf(bytes)).toBe(format)
  expect(adviceOf(formatOf(bytes), bytes.toString('latin1'))).toMatch(
    /record counts with|give (the|its) output|iconv -f UTF-16/,
  )
})

test.each(['utf16le', 'latin1'] as const)(
  'text in UTF-16 without its mark is told from plain text: %s',
  (encoding) => {
    const expected = encoding === 'utf16le' ? 'utf-16' : 'bpftrace-text'
    expect(formatOf(Buffer.from('Attaching 1 probe...\nPage fault in process: 5\n', encoding))).toBe(expected)
  },
)

test.each([
  ['Attaching 1 probe...\r\nPage fault in process: 5\r\n', 'bpftrace-text'],
  ['\u00ef\u00bb\u00bfAttaching 1 probe...\n', 'bpftrace-text'],
  ['\u00ef\u00bb\u00bf[  514.682838] usb 1-1: new device\r\n', 'dmesg'],
])('%j: CR and byte-order marks change nothing', (text, format) => {
  expect(formatOf(Buffer.from(text, 'latin1'))).toBe(format)
})
