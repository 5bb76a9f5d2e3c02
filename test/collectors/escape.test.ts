import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'

const LIB = new URL('../../collectors/experiment', import.meta.url).pathname

/** What json_string makes of the bytes, given as a shell variable would hold them (so without NUL). */
function jsonString(bytes: Buffer): Buffer {
  const script = `export LC_ALL=C; EXPERIMENT_LIB=${LIB}; . ${LIB}/json.sh; IFS= read -r -d '' text; json_string "$text"; printf '%s' "$REPLY"`
  const result = spawnSync('bash', ['-c', script], { input: Buffer.concat([bytes, Buffer.from([0])]) })
  expect(result.stderr.toString()).toBe('')
  return result.stdout
}

function wrapLines(bytes: Buffer): Buffer {
  const script = `export LC_ALL=C; EXPERIMENT_LIB=${LIB}; . ${LIB}/json.sh; json_wrap_lines`
  return spawnSync('bash', ['-c', script], { input: bytes }).stdout
}

test.each([
  'plain',
  '',
  'a "quoted" \\ back\\slash\\n',
  'tab\there',
  'new\nline',
  '$(reboot) `x` & %s',
  'ünïcode 漢字 🐧',
  "it's",
])('%j comes through as it is', (text) => {
  expect(JSON.parse(jsonString(Buffer.from(text)).toString())).toBe(text)
})

test('every single byte gives valid JSON in valid UTF-8', () => {
  for (let byte = 1; byte < 256; byte += 1) {
    const out = jsonString(Buffer.from([0x61, byte, 0x62]))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(out)
    const value: unknown = JSON.parse(text)
    expect(value).toBe(byte < 0x80 ? `a${String.fromCharCode(byte)}b` : 'a\ufffdb')
    // No control byte may reach a terminal.
    expect(out.some((b) => b < 0x20 || b === 0x7f)).toBe(false)
  }
})

test.each([
  ['overlong slash', [0xc0, 0xaf]],
  ['surrogate', [0xed, 0xa0, 0x80]],
  ['above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
  ['cut off', [0xe6, 0xbc]],
])('%s is replaced', (_, bytes) => {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(jsonString(Buffer.from(bytes)))
  expect(JSON.parse(text)).toMatch(/^\ufffd+$/)
})

test('C1 control characters are escaped', () => {
  const out = jsonString(Buffer.from('\u009b31m')).toString()
  expect(out).toBe('"\\u009b31m"')
})

test('lines are wrapped one by one, a NUL among them', () => {
  const out = wrapLines(Buffer.from('one\ntwo "2"\n\u0000nul\nlast without newline')).toString()
  const values = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; data: string })
  expect(values.map((value) => value.type)).toEqual(['line', 'line', 'line', 'line'])
  expect(values.map((value) => value.data).slice(0, 2)).toEqual(['one', 'two "2"'])
  expect(values[2]?.data).toMatch(/nul$/)
  expect(values[3]?.data).toBe('last without newline')
})
