// A simulated experiment as the comparison gets it.

/** Which position the baseline has in each block: half of the blocks each, in random order. */
export function plan(blocks, random) {
  const order = Array.from({ length: blocks }, (_, index) => index % 2)
  for (let index = blocks - 1; index > 0; index--) {
    const other = random.integer(index + 1)
    ;[order[index], order[other]] = [order[other], order[index]]
  }
  return order
}

export const COEFFICIENT_OF_VARIATION = 0.05

/** Metrics of `blocks` blocks: `noise` on a level of 1000 with a standard deviation of 5 %, the treatment times exp(effect) in each. */
export function experiment({ blocks, metrics, noise, effects, margin = 0.05, order = null, random }) {
  const positions = order ?? plan(blocks, random)
  return Array.from({ length: metrics }, (_, metric) => {
    const values = noise(2 * blocks, random).map((value) => 1000 * Math.exp(COEFFICIENT_OF_VARIATION * value))
    const run = (block, position, condition, factor) => ({
      run: `b${block + 1}-${condition}`,
      block: block + 1,
      position: position + 1,
      value: values[2 * block + position] * factor,
      reason: null,
    })
    return {
      metric: `m${metric}`,
      title: `M${metric}`,
      unit: 'count/s',
      better: 'higher',
      family: 'primary',
      smallestEffect: { relative: margin, absolute: 0 },
      notComparable: null,
      baseline: positions.map((position, block) => run(block, position, 'off', 1)),
      treatment: positions.map((position, block) =>
        run(block, 1 - position, 'on', Math.exp(effects?.[metric] ?? 0)),
      ),
    }
  })
}
