// How often the gate fails when nothing changed, and what it finds, next to what others do. Run: npm run bench:gate
import { readFileSync, writeFileSync } from 'node:fs'
import { random } from '../../dist/base/random.js'
import { OTHERS } from './others.mjs'
import { page } from './page.mjs'
import { gate, twoSides } from './simulate.mjs'

const GATES = Number(process.env.GATES ?? 2000)
const NOISES = [0, 0.5, 1, 1.5, 2]

/** The share of gates with each outcome. */
function outcomes(name, gates, make, options) {
  const source = random(`gate ${name}`)
  const found = { pass: 0, fail: 0, 'cannot-tell': 0 }
  for (let index = 0; index < gates; index++) found[gate(make(source), options).outcome]++
  return Object.fromEntries(Object.entries(found).map(([outcome, n]) => [outcome, n / gates]))
}

const ONE = { condition: 'MGLRU on' }
const same = () =>
  NOISES.flatMap((session) =>
    [
      ...[1, 3, 4, 5, 8].map((sessions) => ({ sessions, metrics: 1, options: ONE })),
      ...[3, 5, 6].map((sessions) => ({ sessions, metrics: 4, options: {} })),
    ].map(({ sessions, metrics, options }) => ({
      session,
      sessions,
      metrics,
      ...outcomes(
        `same ${session} ${sessions} ${metrics}`,
        metrics === 1 ? GATES : GATES / 2,
        (source) => twoSides({ sessions, metrics, session, source }),
        options,
      ),
    })),
  )

const others = () =>
  NOISES.map((session) => {
    const source = random(`others ${session}`)
    const counts = Object.fromEntries(Object.keys(OTHERS).map((name) => [name, 0]))
    for (let index = 0; index < GATES; index++) {
      const sides = twoSides({ sessions: 5, metrics: 1, session, source })
      const of = (side) => sides.filter((one) => one.side === side).map(({ runs: [runs] }) => runs.treatment)
      for (const [name, fails] of Object.entries(OTHERS)) if (fails(of('base'), of('new'))) counts[name]++
    }
    return {
      session,
      rates: Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, n / GATES])),
    }
  })

const planted = () =>
  [0, 1, 2].flatMap((session) =>
    [3, 5, 8].flatMap((sessions) =>
      [-0.05, -0.1, -0.2].map((change) => ({
        session,
        sessions,
        change,
        ...outcomes(
          `planted ${session} ${sessions} ${change}`,
          GATES / 2,
          (source) =>
            twoSides({ sessions, metrics: 1, session, source, change: { shift: Math.log1p(change) } }),
          ONE,
        ),
      })),
    ),
  )

/** The truth is no change, or exactly what is tolerated: then a pass is wrong. */
const tolerated = () =>
  [0, 1, 2].flatMap((session) =>
    [3, 5, 8].map((sessions) => {
      const passes = (change) =>
        outcomes(
          `tolerated ${session} ${sessions} ${change}`,
          GATES,
          (source) =>
            twoSides({ sessions, metrics: 1, session, source, change: { shift: Math.log1p(change) } }),
          { ...ONE, maxRegression: 0.1 },
        ).pass
      return { session, sessions, right: passes(0), wrong: passes(-0.1) }
    }),
  )

const drift = () =>
  [0, 2, 4].flatMap((drifts) =>
    [false, true].map((separate) => ({
      drift: drifts,
      separate,
      fail: outcomes(
        `drift ${drifts} ${separate}`,
        GATES,
        // downwards, so that what comes later is slower
        (source) => twoSides({ sessions: 5, metrics: 1, session: 1, drift: -drifts, separate, source }),
        ONE,
      ).fail,
    })),
  )

const effects = () =>
  [0, 1, 2].flatMap((interaction) =>
    [2, 3, 5].map((sessions) => {
      const rate = (change) =>
        outcomes(
          `effects ${interaction} ${sessions} ${change}`,
          GATES,
          (source) =>
            twoSides({
              sessions,
              metrics: 1,
              session: 2,
              interaction,
              source,
              change: { treatmentShift: Math.log1p(change) },
            }),
          { question: 'effects' },
        ).fail
      return { interaction, sessions, same: rate(0), planted: rate(-0.1) }
    }),
  )

const PARTS = { same, others, planted, tolerated, drift, effects }
// PARTS=drift,effects simulates these again and keeps the rest
const chosen = process.env.PARTS?.split(',') ?? Object.keys(PARTS)
const made = Object.fromEntries(chosen.map((name) => [name, PARTS[name]()]))
const file = new URL('results.json', import.meta.url)
const old = chosen.length < Object.keys(PARTS).length ? JSON.parse(readFileSync(file, 'utf8')) : {}
const results = { ...old, gates: GATES, ...made }
writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`)
writeFileSync(new URL('../../docs/gate.md', import.meta.url), page(results))
