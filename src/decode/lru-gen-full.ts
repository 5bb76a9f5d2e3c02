/** Pages of one type since the oldest generation became the oldest. */
export interface TierCounts {
  /** That came back after they had been evicted. */
  refaulted: number
  evicted: number
  /** Moved to the next generation instead, because their tier comes back more often than the first. */
  protected: number
}

/** Of the oldest generation of each type, all tiers and nodes together. */
export interface Tiers {
  anonymous: TierCounts
  file: TierCounts
}

const LINE = /^\s*\d{1,20}((?:\s+\d{1,20}[a-zA-Z]){6})\s*$/

/**
 * What lru_gen_full has behind each generation: a line a tier, "0 3r 17e 0p 4r 500e 2p": refaulted, evicted and protected pages,
 * anonymous ones first. Other letters are of other generations: R and T are averages, x stands for nothing.
 */
export function parseTiers(text: string): Tiers {
  const sum = (): TierCounts => ({ refaulted: 0, evicted: 0, protected: 0 })
  const tiers: Tiers = { anonymous: sum(), file: sum() }
  for (const line of text.split('\n')) {
    const words = LINE.exec(line.slice(0, 400))?.[1]?.trim().split(/\s+/) ?? []
    for (const [index, word] of words.entries()) {
      const side = index < 3 ? tiers.anonymous : tiers.file
      const count = Number(word.slice(0, -1))
      if (word.endsWith('r')) side.refaulted += count
      else if (word.endsWith('e')) side.evicted += count
      else if (word.endsWith('p')) side.protected += count
    }
  }
  return tiers
}
