// How often the rules that people use, and ours, call a difference on draws from real recordings: where nothing differs
// (MGLRU off in both conditions) and where it does. Run: npm run bench:recordings
import { writeFileSync } from 'node:fs'
import { random } from '../../dist/base/random.js'
import { judgeAll } from '../../dist/compare/judge.js'
import { evaluate, loadExperiment, metrics } from '../../dist/index.js'
import { page } from './page.mjs'
import { RULES } from './rules.mjs'

const DRAWS = Number(process.env.DRAWS ?? 20_000)
// ours costs a permutation test a draw
const OUR_DRAWS = Number(process.env.OUR_DRAWS ?? 4_000)
const NAMES = ['major-fault-rate', 'swap-in-rate', 'swap-out-rate', 'bogo-ops-rate']
const SUBJECT = NAMES[0]
const BLOCKS = 12
const RECORDINGS = [
  { id: 'nothing', fixture: 'fixtures/experiments/a-a-6.12' },
  { id: 'differs', fixture: 'fixtures/experiments/swap-pressure-quiet-6.12' },
]

/** The values of all metrics of a run at a time: a rule over several metrics looks at the same runs. */
async function recording(fixture) {
  const { experiment } = await loadExperiment(fixture, { cache: false })
  const wanted = NAMES.map((name) => metrics.find(({ id }) => id === name))
  const sides = experiment.conditions.map(({ id }) =>
    experiment.runs
      .filter((run) => run.included && run.condition === id)
      .map((run) => ({
        block: run.block,
        position: run.position,
        values: wanted.map((metric) => evaluate(metric, run).value),
      })),
  )
  const blocks = sides[0].flatMap((off) => {
    const on = sides[1].find(({ block }) => block === off.block)
    return on === undefined ? [] : [{ off, on }]
  })
  return { sides, blocks, wanted }
}

/** `n` of them, none twice. */
function draw(list, n, source) {
  const left = [...list]
  for (let index = 0; index < n; index++) {
    const other = index + source.integer(left.length - index)
    ;[left[index], left[other]] = [left[other], left[index]]
  }
  return left.slice(0, n)
}

/** Shares of draws in which a rule calls the subject, and any metric, changed: `up` and `down` of the subject. */
function share({ sides }, nothing, rule) {
  const source = random(`${rule.id} ${nothing}`)
  const found = { subject: 0, up: 0, down: 0, any: 0 }
  for (let index = 0; index < DRAWS; index++) {
    const pool = nothing ? draw(sides.flat(), 2 * rule.runs, source) : null
    const off = pool?.slice(0, rule.runs) ?? draw(sides[0], rule.runs, source)
    const on = pool?.slice(rule.runs) ?? draw(sides[1], rule.runs, source)
    const said = NAMES.map((_, metric) =>
      rule.calls(
        off.map(({ values }) => values[metric]),
        on.map(({ values }) => values[metric]),
      ),
    )
    if (said[0] !== 0) found.subject++
    if (said[0] > 0) found.up++
    if (said[0] < 0) found.down++
    if (said.some((one) => one !== 0)) found.any++
  }
  return Object.fromEntries(Object.entries(found).map(([name, count]) => [name, count / DRAWS]))
}

/**
 * Whole experiments made of recorded blocks, drawn with replacement. Where nothing differs the two runs of a block keep
 * their order and are given to the conditions by a new balanced plan, which makes "nothing" exact.
 */
function ours({ blocks, wanted }, nothing) {
  const source = random(`ours ${nothing}`)
  const found = { subject: 0, up: 0, down: 0, any: 0 }
  for (let index = 0; index < OUR_DRAWS; index++) {
    const order = draw(
      Array.from({ length: BLOCKS }, (_, block) => block % 2),
      BLOCKS,
      source,
    )
    const picked = order.map((first, block) => {
      const { off, on } = blocks[source.integer(blocks.length)]
      const [earlier, later] = off.position === 1 ? [off, on] : [on, off]
      const pair = nothing ? (first === 0 ? [earlier, later] : [later, earlier]) : [off, on]
      const positions = nothing ? [1 + first, 2 - first] : [off.position, on.position]
      return pair.map(({ values }, side) => ({ block: block + 1, position: positions[side], values }))
    })
    const run = (side, metric) => (pair) => ({
      run: `b${pair[side].block}-${side}`,
      block: pair[side].block,
      position: pair[side].position,
      value: pair[side].values[metric],
      reason: null,
    })
    const inputs = wanted.map(({ id, title, unit, better, smallestEffect }, metric) => ({
      metric: id,
      title,
      unit,
      better,
      smallestEffect,
      family: 'primary',
      notComparable: null,
      baseline: picked.map(run(0, metric)),
      treatment: picked.map(run(1, metric)),
    }))
    const said = judgeAll(inputs, { blocked: true, seed: 'recordings' }).map(({ verdict }) =>
      verdict === 'improved' ? -1 : verdict === 'regressed' ? 1 : 0,
    )
    if (said[0] !== 0) found.subject++
    if (said[0] > 0) found.up++
    if (said[0] < 0) found.down++
    if (said.some((one) => one !== 0)) found.any++
  }
  return Object.fromEntries(Object.entries(found).map(([name, count]) => [name, count / OUR_DRAWS]))
}

const results = {
  draws: DRAWS,
  ourDraws: OUR_DRAWS,
  metrics: NAMES,
  subject: SUBJECT,
  recordings: [],
  rules: [],
}
const rows = new Map()
for (const { id, fixture } of RECORDINGS) {
  const data = await recording(fixture)
  results.recordings.push({
    id,
    fixture,
    runs: data.sides.map(({ length }) => length),
    values: data.sides.map((side) => side.map(({ values }) => values)),
  })
  for (const rule of RULES)
    rows.set(rule.id, {
      ...(rows.get(rule.id) ?? { rule: rule.text }),
      [id]: share(data, id === 'nothing', rule),
    })
  rows.set('ours', { ...(rows.get('ours') ?? { rule: null }), [id]: ours(data, id === 'nothing') })
}
results.rules = [...rows].map(([id, row]) => ({ id, ...row }))
writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, null, 1)}\n`)
writeFileSync(new URL('../../docs/recordings.md', import.meta.url), page(results))
