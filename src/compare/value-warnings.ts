import { random } from '../base/random.js'
import type { ComparisonInput } from '../model/comparison.js'
import type { Warning } from '../model/warning.js'
import { signFlipTest } from '../stats/sign-flip.js'
import type { Estimate } from './effect.js'
import type { Samples } from './samples.js'

const DRAWS = 9999

/** What a reader must know of the values themselves: excluded, 0, below 0, all equal. */
export function valueWarnings(
  input: ComparisonInput,
  values: Samples,
  found: Estimate | null,
  seed: string,
): Warning[] {
  const list: Warning[] = []
  const add = (id: string, severity: Warning['severity'], text: string) =>
    list.push({ id, severity, text, subject: input.metric })
  if (values.unpaired.length > 0)
    add('incomplete-blocks', 'note', `Excluded (incomplete block): ${values.unpaired.join(', ')}.`)
  if (found === null) return list
  const all = [...values.x, ...values.y]
  const zeros = all.filter((value) => value === 0).length
  const negative = all.filter((value) => value < 0).length
  if (found.scale === 'difference') {
    const signs = [
      ...(zeros > 0 ? [`0 in ${zeros}`] : []),
      ...(negative > 0 ? [`below 0 in ${negative}`] : []),
    ].join(' and ')
    add('differences', 'note', `Compared as differences, not ratios: ${signs} of ${all.length} runs.`)
  }
  if (found.scale === 'odds') {
    const numbers = values.paired ? `; ${byNumber(values, seed)}` : ''
    add(
      'rare',
      'note',
      `Compared by whether it happened at all: 0 in ${zeros} of ${all.length} runs; ${odds(found)}${numbers}.`,
    )
  }
  const { bins } = input
  if (bins !== undefined && found.scale !== 'odds')
    add(
      'bins',
      'note',
      `Counted in bins up to ${(100 * bins).toPrecision(2)}% wide: the change may differ by up to that from what is seen, beyond its CI.`,
    )
  if (all.length > 2 && all.every((value) => value === all[0]))
    add('all-equal', 'note', `All ${all.length} runs have the same value.`)
  const steady = (list: readonly number[]) => list.length > 2 && list.every((value) => value === list[0])
  if (steady(values.x) && steady(values.y) && values.x[0] !== values.y[0])
    add(
      'no-scatter',
      'note',
      'The runs of a condition do not differ at all, so the CI has no width: it says nothing of the size of a step that values are counted in, nor of what other runs would show.',
    )
  return list
}

/** The same rare events by their number, which a single run with many may decide: told next to the test, not in place of it. */
function byNumber({ x, y }: Samples, seed: string): string {
  const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0)
  const differences = x.map((off, index) => (y[index] as number) - off)
  const p = signFlipTest(differences, DRAWS, random(`${seed} sign flips`))
  return `by number ${Number(sum(y).toPrecision(6))} against ${Number(sum(x).toPrecision(6))} in the baseline (sign-flip p ${p.toFixed(3)})`
}

/** The interval that the exact test inverts to, which belongs to the odds and not to the difference that is printed. */
function odds({ interval95: { lower, upper } }: Estimate): string {
  const [low, high] = [Math.exp(lower), Math.exp(upper)].map((value) => Number(value.toPrecision(2)))
  if (low === 0 && high === Number.POSITIVE_INFINITY) return 'nothing can be said of the odds'
  if (high === Number.POSITIVE_INFINITY) return `odds ratio 95% CI [${low}, ∞)`
  if (low === 0) return `odds ratio 95% CI [0, ${high}]`
  return `odds ratio 95% CI [${low}, ${high}]`
}
