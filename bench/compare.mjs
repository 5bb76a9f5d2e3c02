// What a whole comparison costs, and where the time goes: 12 blocks, 48 metrics, 3 distributions of 7 quantiles with 9,999
// resamples each, in a fresh process. Run: npm run bench:compare
import { spawnSync } from 'node:child_process'
import { random } from '../dist/base/random.js'
import { carryOverFinding } from '../dist/compare/carry-over.js'
import { driftFinding } from '../dist/compare/drift.js'
import { duplicateRuns } from '../dist/compare/duplicate-runs.js'
import { judgeAll } from '../dist/compare/judge.js'
import { stabilityWarnings } from '../dist/compare/leave-one-out.js'
import { multimodality } from '../dist/compare/multimodality.js'
import { outlierWarnings } from '../dist/compare/outliers.js'
import { quantileShift, RESAMPLES } from '../dist/compare/quantile-shift.js'
import { ordersOf } from '../dist/compare/test-plan.js'
import { experiment } from './calibration/experiment.mjs'
import { NOISES, normal } from './calibration/noise.mjs'

const BLOCKS = 12
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
// the plan as an experiment's manifest has it: AB-BA from 12 blocks on, also where one is excluded
const DESIGN = { blocked: true, seed: 'bench', orders: ordersOf(inputs), recordedBlocks: BLOCKS }
const quantiles = (shift) =>
  Array.from({ length: BLOCKS }, (_, block) => ({
    run: `${shift}-${block}`,
    block: block + 1,
    quantiles: LEVELS.map((level) => Math.exp(10 * level + shift + 0.1 * normal(source))),
  }))
const distributions = [0, 1, 2].map((index) => [quantiles(index), quantiles(index + 0.2)])

const shifts = (resamples) =>
  distributions.map(([off, on], index) =>
    quantileShift(LEVELS, off, on, { ...DESIGN, seed: `bench ${index}` }, resamples),
  )

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
timed('shifts of quantiles', () => shifts(0))
timed('drift, carry-over, modes, copied runs', () => [
  driftFinding(inputs),
  carryOverFinding(inputs, 'bench'),
  multimodality(inputs),
  duplicateRuns(inputs),
])
const ofPlan = spent.splice(0)

// the same values as standalone files: no blocks, each test permuted, nothing to relabel
const BARE = { blocked: false, seed: 'bench' }
const apart = inputs.map((input) => ({
  ...input,
  baseline: input.baseline.map((run) => ({ ...run, block: null, position: null })),
  treatment: input.treatment.map((run) => ({ ...run, block: null, position: null })),
}))
const bare = timed('tests, effects, intervals, verdicts', () => judgeAll(apart, BARE))
timed('outliers: all judged again without them', () => outlierWarnings(apart, bare, BARE))
timed('stability: all judged again without each run', () => stabilityWarnings(apart, bare, BARE))
const ofBare = spent.splice(0)

timed(`shifts of quantiles, ${RESAMPLES} resamples`, () => shifts(RESAMPLES))

// seconds of CPU say little of a machine that nobody else has: an empty start of Node next to them does
const { user, system } = (() => {
  const empty = spawnSync('bash', ['-c', `time ${process.execPath} -e 0`], { encoding: 'utf8' }).stderr
  const seconds = (what) => {
    const [, minutes, rest] = new RegExp(`${what}\\s+(\\d+)m([\\d.]+)s`).exec(empty)
    return 60 * minutes + Number(rest)
  }
  return { user: seconds('user'), system: seconds('sys') }
})()
const start = 1000 * (user + system)
const ms = (value) => `${value.toFixed(0).padStart(6)} ms CPU`
const table = (title, list) => {
  const sum = list.reduce((total, [, value]) => total + value, 0)
  console.log(title)
  for (const [what, value] of list) console.log(`${ms(value)}  ${what}`)
  if (list.length > 1) console.log(`${ms(sum)}  together, ${(sum / start).toFixed(1)} x \`node -e 0\``)
  return sum
}
const total = table('12 blocks, 48 metrics, by the plan', ofPlan)
table('12 + 12 bare runs, 48 metrics', ofBare)
table('in no report: the bootstrap of docs/calibration.md', spent)
console.log(`${ms(start)}  node -e 0`)
const verdicts = comparisons.map(({ verdict }) => verdict)
console.log(
  `${[...new Set(verdicts)].map((one) => `${verdicts.filter((v) => v === one).length} ${one}`).join(', ')}`,
)
// 0.5 s of CPU where an empty start of Node takes 0.06 s
if (total >= (500 / 60) * start) {
  console.error('more CPU than it may take: 0.5 s where node -e 0 takes 0.06 s')
  process.exitCode = 1
}
