import type { Comparison, ComparisonInput, Design } from '../model/comparison.js'
import type { Warning } from '../model/warning.js'
import { verdictsAgain } from './judge.js'
import { MIN_BLOCKS } from './test-plan.js'

/** With more blocks or runs than this nothing is judged again: one of so many seldom decides, and the time grows with the cube. */
const MAX_UNITS = 40
const DECIDED = new Set(['improved', 'regressed', 'higher', 'lower', 'equivalent'])

/**
 * Says which verdicts hang on one block (one run, without blocks): everything is judged again without each of them in
 * turn. One list of warnings for each metric.
 */
export function stabilityWarnings(
  inputs: readonly ComparisonInput[],
  comparisons: readonly Comparison[],
  design: Design,
): Warning[][] {
  if (!comparisons.some(({ verdict }) => DECIDED.has(verdict))) return inputs.map(() => [])
  const conclusive = new Set(
    comparisons.filter(({ verdict }) => DECIDED.has(verdict)).map(({ metric }) => metric),
  )
  const units = design.blocked ? blocksOf(inputs) : runsOf(inputs)
  if (units.length > MAX_UNITS) return inputs.map(() => [])
  const changed = comparisons.map(() => [] as { unit: string; verdict: string }[])
  for (const { name, has } of units) {
    const keep = (runs: ComparisonInput['baseline']) => runs.filter((run) => !has(run))
    const without = verdictsAgain(
      inputs.map((input) => ({ ...input, baseline: keep(input.baseline), treatment: keep(input.treatment) })),
      design,
      conclusive,
    )
    for (const [index, { verdict }] of comparisons.entries()) {
      const now = without[index] ?? null
      if (DECIDED.has(verdict) && now !== null && now !== verdict)
        changed[index]?.push({ unit: name, verdict: now })
    }
  }
  return comparisons.map((comparison, index) => {
    const list = changed[index] ?? []
    if (list.length === 0) return []
    return [
      {
        id: 'leave-one-out',
        severity: 'note' as const,
        text: sentence(comparison, list, design),
        subject: comparison.metric,
      },
    ]
  })
}

function sentence(
  { test, verdict }: Comparison,
  list: readonly { unit: string; verdict: string }[],
  { blocked }: Design,
): string {
  const would = [...new Set(list.map((one) => one.verdict))].sort().join(' or ')
  const all = blocked ? 'block' : 'run'
  if (blocked && test.n <= MIN_BLOCKS)
    return `Not robust: ${test.n} blocks are the fewest that can be tested, so leaving out any one leaves no verdict.`
  if (list.length >= test.n)
    return `Not robust: leaving out any one ${all} changes the verdict from ${verdict} to ${would}.`
  const units = list.map(({ unit }) => unit)
  const named = units.length > 4 ? `any one of ${units.length} of the ${test.n} ${all}s` : units.join(' or ')
  return `Not robust: leaving out ${named} changes the verdict from ${verdict} to ${would}.`
}

interface Unit {
  name: string
  has(run: ComparisonInput['baseline'][number]): boolean
}

function blocksOf(inputs: readonly ComparisonInput[]): Unit[] {
  const blocks = new Set<number>()
  for (const { baseline, treatment } of inputs)
    for (const { block } of [...baseline, ...treatment]) if (block !== null) blocks.add(block)
  return [...blocks]
    .sort((a, b) => a - b)
    .map((block) => ({ name: `block ${block}`, has: (run) => run.block === block }))
}

function runsOf(inputs: readonly ComparisonInput[]): Unit[] {
  const runs = new Set<string>()
  for (const { baseline, treatment } of inputs)
    for (const { run } of [...baseline, ...treatment]) runs.add(run)
  return [...runs].sort().map((name) => ({ name, has: ({ run }) => run === name }))
}
