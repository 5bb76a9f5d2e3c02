import { createHash } from 'node:crypto'

const WORDS_PER_DIGEST = 8
const ATTEMPTS_PER_ALLOWANCE = 64

/**
 * Algorithm `sha256-blocks-2` of the collectors (collectors/experiment/plan.sh states it): which condition each block
 * begins with, 0 or 1, drawn from the seed. `ends`: ascending numbers of blocks at which a stage ends, the last all of
 * them. Each stage is balanced in itself; across the borders of blocks each condition follows each about equally often.
 */
export function stagedOrder(seed: string, ends: readonly number[]): number[] {
  const firsts: number[] = []
  let follows: readonly number[] = [0, 0, 0, 0]
  for (const [index, end] of ends.entries()) {
    const stage = index + 1
    const size = end - firsts.length
    const zeros = zerosOfStage(seed, stage, size, firsts)
    for (let attempt = 1; ; attempt++) {
      const order = shuffled(seed, stage, attempt, size, zeros)
      const counts = countFollows(follows, firsts.at(-1), order)
      if (Math.max(...counts) - Math.min(...counts) > 1 + Math.floor((attempt - 1) / ATTEMPTS_PER_ALLOWANCE))
        continue
      firsts.push(...order)
      follows = counts
      break
    }
  }
  return firsts
}

/** How many blocks of a stage begin with condition 0: half; of an odd number, what balances the earlier stages, or a draw. */
function zerosOfStage(seed: string, stage: number, size: number, earlier: readonly number[]): number {
  const half = Math.floor(size / 2)
  if (size % 2 === 0) return half
  const ones = earlier.reduce((sum, first) => sum + first, 0)
  const zeros = earlier.length - ones
  if (zeros === ones) return half + (digest(seed, `stage ${stage} extra`).readUInt32BE(0) % 2)
  return zeros < ones ? half + 1 : half
}

function shuffled(seed: string, stage: number, attempt: number, size: number, zeros: number): number[] {
  const keys: number[] = []
  for (let number = 1; keys.length < size; number++) {
    const bytes = digest(seed, `stage ${stage} attempt ${attempt} digest ${number}`)
    for (let word = 0; word < WORDS_PER_DIGEST && keys.length < size; word++)
      keys.push(bytes.readUInt32BE(4 * word))
  }
  const ranked = keys.map((key, block) => ({ key, block })).sort((a, b) => a.key - b.key || a.block - b.block)
  const order = new Array<number>(size).fill(1)
  for (const { block } of ranked.slice(0, zeros)) order[block] = 0
  return order
}

/** Adds up, at index 2 × the condition a block ended with + the one that the next began with, how often that was so. */
function countFollows(
  before: readonly number[],
  last: number | undefined,
  order: readonly number[],
): number[] {
  const counts = [...before]
  let previous = last
  for (const first of order) {
    if (previous !== undefined) {
      const at = 2 * (1 - previous) + first
      counts[at] = (counts[at] ?? 0) + 1
    }
    previous = first
  }
  return counts
}

const digest = (seed: string, words: string) => createHash('sha256').update(`${seed}/${words}`).digest()
