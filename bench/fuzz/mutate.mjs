// Files as they are, and what may become of them: the same for the same seed.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const PLACES = [
  'fixtures/formats',
  'fixtures/single',
  'fixtures/found',
  'fixtures/one-liner-7.2',
  'fixtures/fuzz-corpus',
]
/** Of a long file its begin: what a reader does with the rest, it does with this. */
const MAX_INPUT = 1 << 16
const TOKENS = [
  '18446744073709551615',
  '-1',
  '1e400',
  'NaN',
  '{',
  '"',
  '\\',
  '[[[[',
  '\0',
  '\xff\xfe',
  ' '.repeat(999),
  'a:'.repeat(999),
]

/** Numbers from 0 to below, at most 2^32 (mulberry32). */
export function randomOf(seed) {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

/** Every file of the fixtures that is read: packed as it lies there, and the begin of what is in it. */
export const corpus = () =>
  PLACES.flatMap((place) => {
    const names = statSync(place, { throwIfNoEntry: false }) ? readdirSync(place, { recursive: true }) : []
    return names.map((name) => join(place, name))
  })
    .filter((path) => statSync(path).isFile() && !/\.expected\.json$|README/.test(path))
    .sort()
    .map((path) => {
      const raw = readFileSync(path)
      let bytes = raw
      try {
        if (raw[0] === 0x1f && raw[1] === 0x8b) bytes = gunzipSync(raw)
      } catch {}
      return { path, raw: raw.subarray(0, 1 << 20), bytes: bytes.subarray(0, MAX_INPUT) }
    })

const splice = (b, at, cut, put) => Buffer.concat([b.subarray(0, at), put, b.subarray(at + cut)])

/** One file changed in up to three ways; one in ten is changed as it is packed. */
export function mutated(one, all, random) {
  const place = (b) => random(b.length + 1)
  const token = () => Buffer.from(TOKENS[random(TOKENS.length)], 'latin1')
  const lines = (b, change) => Buffer.from(change(b.toString('latin1').split('\n')).join('\n'), 'latin1')
  const ways = [
    (b) => b.subarray(0, place(b)),
    (b) => splice(b, place(b), 1, Buffer.of(random(256))),
    (b) => splice(b, place(b), 0, token()),
    (b) => splice(b, place(b), random(200), Buffer.alloc(0)),
    (b) => splice(b, place(b), 0, Buffer.alloc(random(100_000), TOKENS[random(TOKENS.length)])),
    (b) => Buffer.concat([b, all[random(all.length)].bytes.subarray(0, 10_000)]),
    (b) => lines(b, (rows) => rows.map((row) => (random(9) ? row : row.replace(/\d+/, TOKENS[random(4)])))),
    (b) => lines(b, (rows) => rows.reverse()),
    (b) => lines(b, (rows) => rows.flatMap((row) => (random(20) ? [row] : [row, row]))),
  ]
  let bytes = Buffer.from(random(10) === 0 ? one.raw : one.bytes)
  for (let times = 1 + random(3); times > 0; times--) bytes = Buffer.from(ways[random(ways.length)](bytes))
  return bytes
}
