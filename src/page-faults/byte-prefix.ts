/** Text to be compared with bytes, four at a time: at least four bytes of it. */
export interface Words {
  /** The prefix in words of four bytes, big-endian; the last word overlaps the one before where it must. */
  words: Uint32Array
  lastAt: number
}

export function wordsOf(prefix: Buffer): Words {
  const whole = Math.floor(prefix.length / 4)
  const words = new Uint32Array(whole + 1)
  for (let i = 0; i < whole; i++) words[i] = prefix.readUInt32BE(4 * i)
  words[whole] = prefix.readUInt32BE(prefix.length - 4)
  return { words, lastAt: prefix.length - 4 }
}

export function startsWith(view: DataView, at: number, { words, lastAt }: Words): boolean {
  const whole = words.length - 1
  if (view.getUint32(at + lastAt) !== words[whole]) return false
  for (let i = 0; i < whole; i++) if (view.getUint32(at + 4 * i) !== words[i]) return false
  return true
}
