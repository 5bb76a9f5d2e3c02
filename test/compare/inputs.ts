import { random } from '../../src/base/random.js'
import type { ComparisonInput, RunValue } from '../../src/model/comparison.js'

/** A condition's runs of a blocked plan; `first` says in which blocks this condition ran first. */
export function side(
  values: readonly (number | null)[],
  name: string,
  first: (block: number) => boolean,
): RunValue[] {
  return values.map((value, index) => ({
    run: `b${index + 1}-${name}`,
    block: index + 1,
    position: first(index + 1) ? 1 : 2,
    value,
    reason: value === null ? 'lost' : null,
  }))
}

/** A blocked comparison; the baseline runs first in odd blocks. */
export function blocked(
  baseline: readonly (number | null)[],
  treatment: readonly (number | null)[],
  more: Partial<ComparisonInput> = {},
): ComparisonInput {
  const odd = (block: number) => block % 2 === 1
  return {
    metric: 'm',
    title: 'M',
    unit: 'count/s',
    better: 'higher',
    family: 'primary',
    smallestEffect: { relative: 0.05, absolute: 0 },
    notComparable: null,
    baseline: side(baseline, 'off', odd),
    treatment: side(treatment, 'on', (block) => !odd(block)),
    ...more,
  }
}

/** Values around a level, the same ones for the same seed: a dozen with a spread of 5 % unless told otherwise. */
export function noisy(seed: string, level = 100, n = 12, spread = 0.05): number[] {
  const source = random(seed)
  const bell = () => source.uniform() + source.uniform() + source.uniform() + source.uniform() - 2
  return Array.from({ length: n }, () => level * Math.exp(spread * 1.73 * bell()))
}
