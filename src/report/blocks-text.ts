import { formatNumber } from '../base/number-format.js'
import { MAX_NAMED_BLOCKS } from '../compare/blocks-question.js'
import type { Comparison } from '../model/comparison.js'
import type { Report } from '../model/report.js'
import { unitWords } from '../model/units.js'

/** How many blocks in all the smallest effect of one metric needs, with what is not known of it; empty where nothing was asked. */
export function blocksText(
  { blocksNeeded, unit, effect }: Pick<Comparison, 'blocksNeeded' | 'unit' | 'effect'>,
  kind: Report['experiment']['kind'],
): string {
  if (blocksNeeded === null) return ''
  const units = kind === 'bare' ? 'runs of each condition' : 'blocks'
  const ratio = effect?.scale !== 'difference'
  const size = ratio
    ? `${formatNumber(100 * blocksNeeded.effect, 2)}%`
    : `${formatNumber(blocksNeeded.effect)}${unitWords(unit).short === '' ? '' : ` ${unitWords(unit).short}`}`
  const { blocks, low, high } = blocksNeeded
  if (blocks === null)
    return `more than ${MAX_NAMED_BLOCKS} ${units} in all would be needed to find a change of ${size} with 80% power: this workload is too noisy for that question`
  const range =
    low === null
      ? ''
      : low === blocks && high === blocks
        ? ''
        : ` (${low} to ${high ?? `more than ${MAX_NAMED_BLOCKS}`})`
  return `about ${blocks} ${units} in all${range} find a change of ${size} with 80% power`
}
