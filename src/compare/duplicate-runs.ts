import type { ComparisonInput } from '../model/comparison.js'
import type { Finding } from './finding.js'
import { usable } from './usable.js'

/** So many metrics must agree to the last digit, each with a value that most runs do not share. */
const ENOUGH = 3

/** Whether two runs look like one run given twice: copies make n larger without any new evidence. */
export function duplicateRuns(inputs: readonly ComparisonInput[]): Finding | null {
  const shared = new Map<string, number>()
  const differing = new Set<string>()
  const runs = new Set<string>()
  for (const input of inputs) {
    const list = [...usable(input.baseline).present, ...usable(input.treatment).present]
    for (const { run } of list) runs.add(run)
    for (const [index, a] of list.entries()) {
      for (const b of list.slice(index + 1)) {
        const pair = `${a.run} and ${b.run}`
        if (a.value !== b.value) differing.add(pair)
        else if (a.value !== 0 && !common(a.value, list)) shared.set(pair, (shared.get(pair) ?? 0) + 1)
      }
    }
  }
  if (runs.size < 2) return null
  const found = [...shared]
    .filter(([pair, count]) => count >= ENOUGH && !differing.has(pair))
    .map(([pair]) => pair)
  if (found.length === 0)
    return { outcome: 'pass', text: `No two of ${runs.size} runs have the same values throughout.` }
  return {
    outcome: 'invalidates',
    text: `The same values to the last digit in every metric: ${found.slice(0, 5).join('; ')}${found.length > 5 ? ` and ${found.length - 5} more ${found.length === 6 ? 'pair' : 'pairs'}` : ''}. A run given twice is not two observations; leave the copy out.`,
  }
}

const common = (value: number, list: readonly { value: number }[]) =>
  list.filter((one) => one.value === value).length > Math.max(2, list.length / 2)
