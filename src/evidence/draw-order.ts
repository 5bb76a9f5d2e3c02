import { createHash } from 'node:crypto'
import type { ExperimentManifest } from '../model/manifest.js'
import { stagedOrder } from '../stats/staged-order.js'

type Plan = ExperimentManifest['plan']

/**
 * Which condition each block begins with, 0 for the baseline, drawn again from the seed of the plan as its algorithm says.
 * Null where the seed or the algorithm is unknown, or where the looks do not fit the blocks.
 */
export function drawnFirsts({ seed, algorithm, blocks, looks }: Plan): number[] | null {
  if (seed === null) return null
  if (algorithm === 'sha256-blocks-1') return inHalves(seed, blocks)
  if (algorithm === 'sha256-blocks-2') {
    const ends = looks.length === 0 ? [blocks] : looks
    const ascending = ends.every((end, index) => end > (ends[index - 1] ?? 0))
    return ascending && ends.at(-1) === blocks ? stagedOrder(seed, ends) : null
  }
  return null
}

/** A number in 0..2^32-1 from the seed and words, the same as the collectors make with sha256sum. */
export function draw(seed: string, ...words: readonly string[]): number {
  return createHash('sha256')
    .update(`${seed}/${words.join(' ')}`)
    .digest()
    .readUInt32BE(0)
}

/** sha256-blocks-1: blocks sorted by a draw each; the first half begins with the baseline. */
function inHalves(seed: string, blocks: number): number[] {
  const extra = draw(seed, 'extra') % 2
  const half = Math.floor(blocks / 2) + (blocks % 2 === 1 ? extra : 0)
  const keys = Array.from({ length: blocks }, (_, index) => {
    const block = index + 1
    return { block, key: `${String(draw(seed, 'block', String(block))).padStart(10, '0')} ${block}` }
  }).sort((a, b) => (a.key < b.key ? -1 : 1))
  const firsts = new Array<number>(blocks).fill(1)
  for (const { block } of keys.slice(0, half)) firsts[block - 1] = 0
  return firsts
}
