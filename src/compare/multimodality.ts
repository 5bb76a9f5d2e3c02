import type { ComparisonInput } from '../model/comparison.js'
import { modeCount } from '../stats/modes.js'
import type { Finding } from './finding.js'
import { residuals } from './residuals.js'

const MIN_RUNS = 8

/**
 * Whether the runs of a condition fall into groups (a daemon in some of them, two ways to lay out memory): peaks of a
 * density estimate, which sees only groups that are well apart. Null where no condition has 8 runs.
 */
export function multimodality(inputs: readonly ComparisonInput[]): Finding | null {
  let looked = 0
  const found = inputs.flatMap((input) =>
    (['baseline', 'treatment'] as const).flatMap((condition) => {
      const values = residuals(input)
        .filter((one) => one.condition === condition)
        .map(({ residual }) => residual)
      if (values.length < MIN_RUNS) return []
      looked++
      const count = modeCount(values)
      return count > 1 ? [`${input.title}, ${condition} (${count} modes)`] : []
    }),
  )
  if (looked === 0) return null
  if (found.length === 0) return { outcome: 'pass', text: 'No metric is multimodal within a condition.' }
  return {
    outcome: 'note',
    text: `Multimodal: ${found.join('; ')}. The median hides this; look at the individual runs.`,
  }
}
