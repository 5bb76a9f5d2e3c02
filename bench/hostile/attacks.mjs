// What is done to a file of any kind. Each gives the parts of a file, in turn; a part may come many times.
const BLOCK = 1 << 24

/** So many bytes of a text, in blocks. */
function* repeated(text, bytes) {
  const block = Buffer.alloc(
    Math.min(bytes, BLOCK) - (Math.min(bytes, BLOCK) % text.length) || text.length,
    text,
  )
  for (let at = 0; at < bytes; at += block.length) yield block
}

/** Its first lines, so that the file is taken for what it was. */
function headOf(bytes) {
  if (bytes.length <= 32768) return bytes
  return bytes.subarray(0, bytes.lastIndexOf(10, 32768) + 1)
}

/** The lines again and again, each word and number in them another each time. */
function* everyNameNew(bytes, lines, most = Number.POSITIVE_INFINITY) {
  const own = headOf(bytes).toString('latin1').split('\n')
  let [part, at, length] = ['', 0, 0]
  for (let done = 0; done < lines && length + part.length < most; done++) {
    const line = own[done % own.length]
    part += `${line.replace(/[A-Za-z_]{4,}|\b\d{1,7}\b/g, (word) => (at++ % 3 === 0 ? `${word}${at % 1e7}` : word))}\n`
    if (part.length < BLOCK) continue
    length += part.length
    yield Buffer.from(part, 'latin1')
    part = ''
  }
  yield Buffer.from(part, 'latin1')
}

export const ATTACKS = {
  *'a line of 1 GB'({ bytes }) {
    yield headOf(bytes)
    yield* repeated('x', 1e9)
  },
  *'15 MB of empty lines'({ bytes }) {
    yield headOf(bytes)
    yield* repeated('\n', 15e6)
  },
  *'its text again and again, 64 MB'({ bytes }) {
    yield* repeated(bytes.at(-1) === 10 ? bytes : `${bytes.toString('latin1')}\n`, 64e6)
  },
  *'its last line, 15 MB'({ bytes }) {
    yield headOf(bytes)
    const lines = headOf(bytes).toString('latin1').trimEnd().split('\n')
    yield* repeated(`${lines.at(-1)}\n`, 15e6)
  },
  *'15 MB, every name new'({ bytes }) {
    yield headOf(bytes)
    yield* everyNameNew(bytes, 1e6, 15e6)
  },
  *'5 x 10^5 lines, every name new'({ bytes }) {
    yield headOf(bytes)
    yield* everyNameNew(bytes, 5e5)
  },
  *'brackets, 1000 KB a line'({ bytes }) {
    yield headOf(bytes)
    for (const open of ['[', '{"a":', '{"type": "map", "data": [', '- - '])
      yield Buffer.concat([Buffer.alloc(1_000_000, open), Buffer.from('\n')])
  },
}
