// What a repeat of a recorded experiment would find: experiments made of its blocks, drawn with replacement (seeded), as many blocks as it has or
// BLOCKS; and how the runs of a figure scatter. FACTOR makes the second condition that much larger.
// Run: npm run bench:repeats -- EXPERIMENT METRIC   (such as fixtures/experiments/fio-slower-6.12 workload:fio.paced.read.clat_mean)
import { random } from '../dist/base/random.js'
import { evaluate } from '../dist/compare/comparison-inputs.js'
import { judgeAll } from '../dist/compare/judge.js'
import { loadExperiment } from '../dist/index.js'
import { metricsOf } from '../dist/metrics/of-workload.js'

const [folder, id] = process.argv.slice(2)
const DRAWS = Number(process.env.DRAWS ?? 1000)
const FACTOR = Number(process.env.FACTOR ?? 1)
const { experiment } = await loadExperiment(folder, { cache: false })
const metric = metricsOf(experiment).find((one) => one.id === id)
if (metric === undefined)
  throw new Error(
    `no metric ${id}: ${metricsOf(experiment)
      .map((one) => one.id)
      .join(' ')}`,
  )

const valuesOf = (condition) =>
  experiment.runs
    .filter((run) => run.included && run.condition === condition.id)
    .map((run) => evaluate(metric, run))
    .filter(({ value }) => value !== null)
const sides = experiment.conditions.map(valuesOf)
const blocks = sides[0].flatMap((first) => {
  const second = sides[1].find(({ block }) => block === first.block)
  return second === undefined ? [] : [[first, { ...second, value: second.value * FACTOR }]]
})
const count = Number(process.env.BLOCKS ?? blocks.length)

const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length
const deviation = (list) =>
  Math.sqrt(list.reduce((sum, value) => sum + (value - mean(list)) ** 2, 0) / (list.length - 1))
const logs = sides.map((side) => side.map(({ value }) => Math.log(value)))
const pairs = blocks.map(([first, second]) => Math.log(second.value / first.value))
// between blocks: what two runs of a block have in common
const common = blocks.map(([first, second]) => (Math.log(first.value) + Math.log(second.value)) / 2)

const judge = (picked) => {
  const side = (index) =>
    picked.map((pair, block) => ({
      ...pair[index],
      run: `b${block}-${index}`,
      block: block + 1,
      reason: null,
    }))
  const { title, unit, better, smallestEffect } = metric
  const input = {
    metric: id,
    title,
    unit,
    better,
    smallestEffect: { ...smallestEffect, relative: 0.05 },
    family: 'primary',
    notComparable: null,
    baseline: side(0),
    treatment: side(1),
  }
  return judgeAll([input], { blocked: true, seed: 'repeats' })[0]
}
const recorded = judge(blocks)
const source = random(`repeats ${id} ${FACTOR}`)
const found = { lower: 0, higher: 0 }
const widths = []
for (let draw = 0; draw < DRAWS; draw++) {
  const { effect, test } = judge(Array.from({ length: count }, () => blocks[source.integer(blocks.length)]))
  if (test.p !== null && test.p <= 0.05) found[effect.estimate < 1 ? 'lower' : 'higher']++
  if (effect?.lower) widths.push((Math.log(effect.upper) - Math.log(effect.lower)) / 2)
}
widths.sort((a, b) => a - b)
const { effect, test, verdict } = recorded
console.log(
  JSON.stringify(
    {
      metric: id,
      blocks: blocks.length,
      deviationOfLog: {
        first: deviation(logs[0]),
        second: deviation(logs[1]),
        pair: deviation(pairs),
        block: deviation(common),
      },
      recorded: { effect: effect?.estimate, low: effect?.lower, high: effect?.upper, p: test.p, verdict },
      repeats: {
        draws: DRAWS,
        blocks: count,
        foundLower: found.lower / DRAWS,
        foundHigher: found.higher / DRAWS,
        medianHalfWidth: widths[Math.floor(widths.length / 2)],
      },
    },
    null,
    1,
  ),
)
