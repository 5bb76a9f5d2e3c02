// How often the protocol is wrong when nothing changed, and how often it finds what is there. Run: npm run bench:calibration
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { random } from '../../dist/base/random.js'
import { judgeAll } from '../../dist/compare/judge.js'
import { bcaInterval, resampleCounts } from '../../dist/stats/bootstrap.js'
import { signedRankTest } from '../../dist/stats/signed-rank.js'
import { weightedPseudomedian } from '../../dist/stats/weighted-pseudomedian.js'
import { experiment, plan } from './experiment.mjs'
import { habits } from './habits.mjs'
import { NOISES } from './noise.mjs'
import { page } from './page.mjs'
import {
  bare,
  carryOver,
  collapses,
  BLOCKS as FAMILY_BLOCKS,
  families,
  looks,
  peeking,
  power,
} from './parts.mjs'

const EXPERIMENTS = Number(process.env.EXPERIMENTS ?? 2000)
/** What is cheap is simulated so many times more often. */
const TIMES = { order: 5, bootstrap: 5, habits: 5 }
const experimentsOf = (part) => EXPERIMENTS * (TIMES[part] ?? 1)
const BLOCKS = [6, 8, 12, 16, 20]
const DESIGN = { blocked: true, seed: 'calibration' }

function repeat(seed, settings, look) {
  const source = random(seed)
  for (let index = 0; index < EXPERIMENTS; index++)
    look(judgeAll(experiment({ ...settings, random: source }), DESIGN))
}

/** The true effect is exactly the smallest that matters: "equivalent" is then wrong. */
function equivalence(name, blocks) {
  let [wrong, right] = [0, 0]
  const margin = 0.1
  repeat(
    `equivalence ${name} ${blocks}`,
    { blocks, metrics: 1, noise: NOISES[name], margin, effects: [Math.log1p(margin)] },
    ([first]) => {
      if (first.verdict === 'equivalent') wrong++
    },
  )
  repeat(`equal ${name} ${blocks}`, { blocks, metrics: 1, noise: NOISES[name], margin }, ([first]) => {
    if (first.verdict === 'equivalent') right++
  })
  return { name, blocks, wrong: wrong / EXPERIMENTS, right: right / EXPERIMENTS }
}

/** How often the bootstrap's interval of a quantile's shift holds the truth. */
function bootstrap(name, blocks) {
  const source = random(`bootstrap ${name} ${blocks}`)
  const rows = resampleCounts([blocks], 999, random('rows'))
  let covered = 0
  const experiments = experimentsOf('bootstrap')
  for (let index = 0; index < experiments; index++) {
    const [{ baseline, treatment }] = experiment({ blocks, metrics: 1, noise: NOISES[name], random: source })
    const logs = baseline.map(({ value }, block) => Math.log(treatment[block].value / value))
    const { lower, upper } = bcaInterval(blocks, weightedPseudomedian(logs), rows, 0.05)
    if (lower <= 0 && upper >= 0) covered++
  }
  return covered / experiments
}

/** One metric tested at 5 %, under an order that is balanced over the blocks and one that is drawn again for each block. */
function order(name, blocks) {
  const draws = 10 * experimentsOf('order')
  const rate = (positions) => {
    const source = random(`order ${name} ${blocks} ${positions.name}`)
    let found = 0
    for (let index = 0; index < draws; index++) {
      const first = positions(blocks, source)
      const values = NOISES[name](2 * blocks, source)
      const differences = first.map(
        (position, block) => values[2 * block + position] - values[2 * block + 1 - position],
      )
      if (signedRankTest(differences).p <= 0.05) found++
    }
    return found / draws
  }
  const coin = (n, source) => Array.from({ length: n }, () => source.integer(2))
  return { name, blocks, balanced: rate(plan), coin: rate(coin) }
}

/** Counts with ties and zeros: one metric, Poisson of the same mean under both conditions. */
function counts(mean, blocks) {
  const source = random(`counts ${mean} ${blocks}`)
  const draw = () => {
    let [events, chance] = [0, source.uniform()]
    while (chance > Math.exp(-mean)) {
      events++
      chance *= source.uniform()
    }
    return events
  }
  let [found, covered, intervals] = [0, 0, 0]
  for (let index = 0; index < EXPERIMENTS; index++) {
    const [input] = experiment({ blocks, metrics: 1, noise: NOISES.normal, random: source })
    const counted = (runs) => runs.map((run) => ({ ...run, value: draw() }))
    const [{ test, effect }] = judgeAll(
      [{ ...input, baseline: counted(input.baseline), treatment: counted(input.treatment) }],
      DESIGN,
    )
    if (test.p !== null && test.p <= 0.05) found++
    if (effect === null || effect.lower === null) continue
    intervals++
    const none = effect.scale === 'ratio' ? 1 : 0
    if (effect.lower <= none && effect.upper >= none) covered++
  }
  return { mean, blocks, found: found / EXPERIMENTS, covered: intervals === 0 ? null : covered / intervals }
}

const names = ['normal', 'log-normal', 'heavy-tailed', 'bimodal', 'autocorrelated', 'drift of 2 SD']
const PARTS = {
  // FAMILY_BLOCKS=6,8,12 leaves out the large plans, which take nine tenths of the time
  families: () => families(EXPERIMENTS / 2, process.env.FAMILY_BLOCKS?.split(',').map(Number)),
  power: () => power(EXPERIMENTS / 2),
  looks: () => looks(EXPERIMENTS),
  peeking: () => peeking(EXPERIMENTS),
  carryOver: () => carryOver(EXPERIMENTS),
  collapses: () => collapses(EXPERIMENTS),
  bare: () => bare(EXPERIMENTS),
  equivalence: () => names.flatMap((name) => [8, 12, 20].map((blocks) => equivalence(name, blocks))),
  order: () =>
    ['autocorrelated', 'drift of 2 SD'].flatMap((name) => [6, 12, 20].map((blocks) => order(name, blocks))),
  counts: () => [0.1, 0.5, 2, 10].flatMap((mean) => [8, 12, 20].map((blocks) => counts(mean, blocks))),
  bootstrap: () => names.map((name) => ({ name, covered: BLOCKS.map((blocks) => bootstrap(name, blocks)) })),
  habits: () => habits(experimentsOf('habits'), names),
}

// parts named on the command line are made again, all without; the page is written from all that is there
const file = new URL('results.json', import.meta.url)
const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
Object.assign(results, { blocks: FAMILY_BLOCKS, nulls: BLOCKS })
results.experiments ??= {}
const wanted = process.argv.slice(2)
for (const [part, make] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(part)) continue
  const started = process.cpuUsage().user
  results[part] = make()
  results.experiments[part] = experimentsOf(part)
  console.error(`${part}: ${((process.cpuUsage().user - started) / 1e6).toFixed(0)} s of CPU`)
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`)
}
writeFileSync(new URL('../../docs/calibration.md', import.meta.url), page(results))
