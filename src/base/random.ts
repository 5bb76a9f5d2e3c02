export interface Random {
  /** At least 0 and below 1, with 53 random bits. */
  uniform(): number
  /** A whole number from 0 to `below` - 1, each equally likely. */
  integer(below: number): number
}

/** Spreads the text of a seed over four words: cyrb128-like mixing, only to be different for different texts. */
function words(seed: string): Uint32Array {
  const state = new Uint32Array([0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x6a09e667])
  for (const byte of new TextEncoder().encode(seed)) {
    for (let index = 0; index < 4; index++) {
      const mixed = Math.imul((state[index] as number) ^ byte, 0x01000193 + 2 * index)
      state[index] = mixed ^ (mixed >>> 15) ^ (state[(index + 3) & 3] as number)
    }
  }
  return state
}

/**
 * A generator that depends on nothing but its seed: xoshiro128++ of Blackman and Vigna ("Scrambled linear pseudorandom
 * number generators", ACM Transactions on Mathematical Software 47, 2021).
 */
export function random(seed: string): Random {
  let [a = 1, b = 2, c = 3, d = 4] = words(seed)
  const next = () => {
    const sum = (a + d) | 0
    const result = (((sum << 7) | (sum >>> 25)) + a) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }
  // the seed's words are few and alike for alike seeds
  for (let step = 0; step < 32; step++) next()
  return {
    uniform: () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 0x20000000000000,
    integer(below) {
      const limit = 0x100000000 - (0x100000000 % below)
      for (;;) {
        const word = next()
        if (word < limit) return word % below
      }
    },
  }
}
