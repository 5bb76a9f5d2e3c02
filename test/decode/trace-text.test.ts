import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { overwritten } from '../../src/decode/losses.js'
import { decodeTraceText } from '../../src/decode/trace-text.js'

const ROOT = 'fixtures/formats/trace-events'
const files = readdirSync(ROOT)
  .filter((name) => !/^constructed|\.expected\.json$/.test(name))
  .map((name) => join(ROOT, name))

test.each(files)('%s: every line is known, and each event is as often as grep finds it', (path) => {
  const counts = new Map<string, number>()
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  for (const line of text.split('\n')) {
    const decoded = decodeTraceText(line)
    expect({ line, known: decoded !== null }).toEqual({ line, known: true })
    if (decoded !== null && decoded !== 'other' && 'event' in decoded)
      counts.set(decoded.event, (counts.get(decoded.event) ?? 0) + 1)
  }
  expect(counts.size).toBeGreaterThan(0)
  for (const [event, count] of counts) {
    const found = execFileSync('zgrep', ['-c', `[ :]${event}:`, path], { encoding: 'utf8' })
    expect({ event, count }).toEqual({ event, count: Number(found) })
  }
})

test('fields by name: commas, blanks and parentheses in values; names with blanks and dashes (constructed)', () => {
  const decode = (line: string) => {
    const decoded = decodeTraceText(line)
    if (decoded === null || decoded === 'other' || !('event' in decoded)) throw new Error('not an event')
    return decoded
  }
  const begin = decode(
    '  my prog-2-77 [003] ..... 12.000001: mm_compaction_end: zone_start=0x1 zone_end=0x140000, mode=async status=success',
  )
  expect(begin).toMatchObject({ process: 'my prog-2', thread: 77, cpu: 3, at: 12_000_001_000n })
  expect(Object.fromEntries(begin.fields)).toEqual({
    zone_start: '0x1',
    zone_end: '0x140000',
    mode: 'async',
    status: 'success',
  })
  const range = decode(
    ' a-1 [000] 1.000000: mm_compaction_isolate_migratepages: range=(0x1000 ~ 0x1200) nr_scanned=512 new_key=7',
  )
  expect(Object.fromEntries(range.fields)).toEqual({
    range: '(0x1000 ~ 0x1200)',
    nr_scanned: '512',
    new_key: '7',
  })
  expect(decodeTraceText('CPU:2 [LOST 31 EVENTS]')).toEqual({ loss: { events: 31, total: false } })
  expect(decodeTraceText('nonsense')).toBeNull()
  expect(overwritten('# entries-in-buffer/entries-written: 4721/259885   #P:2')).toBe(255164)
})
