// What a whole comparison costs, and where the time goes: 12 blocks, 48 metrics, 3 distributions of 7 quantiles with 9,999
// resamples each, in a fresh process. Run: npm run bench:compare
import { random } from '../dist/base/random.js'
import { carryOverFinding } from '../dist/compare/carry-over.js'
import { driftFinding } from '../dist/compare/drift.js'
import { duplicateRuns } from '../dist/compare/duplicate-runs.js'
import { judgeAll } from '../dist/compare/judge.js'
import { stabilityWarnings } from '../dist/compare/leave-one-out.js'
import { multimodality } from '../dist/compare/multimodality.js'
import { outlierWarnings } from '../dist/compare/outliers.js'
import { quantileShift, RESAMPLES } from '../dist/compare/quantile-shift.js'
import { experiment } from './calibration/experiment.mjs'
import { NOISES, normal } from './calibration/noise.mjs'

const BLOCKS = 12
const DESIGN = { blocked: true, seed: 'bench' }
const LEVELS = [0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999]
const source = random('bench')

// continuous values, small counts with ties and zeros, and rare events; a third of the metrics has really changed
const KINDS = [
  (value) => value,
  (value) => Math.max(0, Math.round((value - 950) / 20)),
  (value) => (value > 1060 ? 1 : 0),
]
const inputs = experiment({
  blocks: BLOCKS,
  metrics: 48,
  noise: NOISES.normal,
  effects: Array.from({ length: 48 }, (_, metric) => (metric % 3 === 0 ? 0.2 : 0)),
  random: source,
}).map((input, index) => {
  const kind = KINDS[index % 4 === 3 ? 1 : index % 12 === 10 ? 2 : 0]
  const shape = (runs) => runs.map((run) => ({ ...run, value: kind(run.value) }))
  return {
    ...input,
    family: index < 9 ? 'primary' : index < 34 ? 'secondary' : 'descriptive',
    baseline: shape(input.baseline),
    treatment: shape(input.treatment),
  }
})
const quantiles = (shift) =>
  Array.from({ length: BLOCKS }, (_, block) => ({
    run: `${shift}-${block}`,
    block: block + 1,
    quantiles: LEVELS.map((level) => Math.exp(10 * level + shift + 0.1 * normal(source))),
  }))
const distributions = [0, 1, 2].map((index) => [quantiles(index), quantiles(index + 0.2)])

const spent = []
function timed(what, work) {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  spent.push([what, (user + system) / 1000])
  return result
}

const comparisons = timed('tests, effects, intervals, verdicts', () => judgeAll(inputs, DESIGN))
timed('outliers: all judged again without them', () => outlierWarnings(inputs, comparisons, DESIGN))
timed('stability: all judged again without each block', () => stabilityWarnings(inputs, comparisons, DESIGN))
timed(`quantile shifts, ${RESAMPLES} resamples`, () =>
  distributions.map(([off, on], index) =>
    quantileShift(LEVELS, off, on, { ...DESIGN, seed: `bench ${index}` }),
  ),
)
timed('drift, carry-over, modes, copied runs', () => [
  driftFinding(inputs),
  carryOverFinding(inputs),
  multimodality(inputs),
  duplicateRuns(inputs),
])
const total = spent.reduce((sum, [, ms]) => sum + ms, 0)
for (const [what, ms] of [...spent, ['together', total]])
  console.log(`${ms.toFixed(0).padStart(6)} ms CPU  ${what}`)
const verdicts = comparisons.map(({ verdict }) => verdict)
console.log(
  `${[...new Set(verdicts)].map((one) => `${verdicts.filter((v) => v === one).length} ${one}`).join(', ')}`,
)
if (total >= 1000) {
  console.error('more than the second of CPU that it may take')
  process.exitCode = 1
}
