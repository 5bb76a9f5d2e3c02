import { memoize } from '../base/memoize.js'
import { random } from '../base/random.js'
import { abbaTest } from '../stats/abba.js'
import { signedRankTest } from '../stats/signed-rank.js'
import { leastPOfBlocks, MIN_AB_BA_BLOCKS } from './test-plan.js'

const DRAWS = 2000

/** Blocks of the table of a plan. */
export const POWER_BLOCKS = [6, 8, 12, 16, 20, 24]

/**
 * How often so many blocks find an effect of so many standard deviations of a block's change, by simulation with normal noise
 * of the very test that a plan of so many blocks uses: the share of DRAWS seeded experiments with p at most alpha.
 */
export function simulatedPower(blocks: number, effect: number, alpha: number): number {
  return simulated(`${blocks},${effect},${alpha}`)
}

const simulated = memoize(256, (key) => {
  const [blocks = 0, effect = 0, alpha = 0] = key.split(',').map(Number)
  if (leastPOfBlocks(blocks) > alpha * (1 + 1e-9)) return 0
  const source = random('power')
  let found = 0
  for (let draw = 0; draw < DRAWS; draw++) {
    const changes = Array.from({ length: blocks }, () => effect + normal(source.uniform(), source.uniform()))
    const p =
      blocks >= MIN_AB_BA_BLOCKS
        ? abbaTest(
            changes.map((change, index) => ({
              step: index % 2 === 0 ? change : -change,
              ab: index % 2 === 0,
            })),
          ).p
        : signedRankTest(changes).p
    if (p <= alpha) found++
  }
  return found / DRAWS
})

/** Box and Muller's transform of two uniform numbers (Annals of Mathematical Statistics 29, 1958). */
const normal = (u: number, v: number) => Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v)
