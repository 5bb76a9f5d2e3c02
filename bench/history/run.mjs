// How often change points are marked where nothing changed, and what is found. Run: npm run bench:history
import { readFileSync, writeFileSync } from 'node:fs'
import { random } from '../../dist/base/random.js'
import { page } from './page.mjs'
import { changes, covers, KINDS, OTHERS, sequences } from './simulate.mjs'

const HISTORIES = Number(process.env.HISTORIES ?? 600)
const LENGTHS = [8, 12, 20, 50]
const METRICS = [1, 4]

const same = () =>
  Object.keys(KINDS).flatMap((kind) =>
    LENGTHS.flatMap((n) =>
      METRICS.map((metrics) => {
        const source = random(`history same ${kind} ${n} ${metrics}`)
        // nearly each of these has many changes, and takes as long as a hundred others
        const histories = n >= 50 && kind.startsWith('autocorrelated') ? HISTORIES / 6 : HISTORIES
        let marked = 0
        for (let index = 0; index < histories; index++) {
          const drawn = sequences({ kind, n, metrics }, source, `${index}`)
          if (changes(drawn).some((found) => found.length > 0)) marked++
        }
        return { kind, n, metrics, marked: marked / histories }
      }),
    ),
  )

/** Any alarm in the history of one condition of one metric. */
const others = () =>
  Object.keys(KINDS).flatMap((kind) =>
    LENGTHS.map((n) => {
      const source = random(`history others ${kind} ${n}`)
      const counts = Object.fromEntries(Object.keys(OTHERS).map((name) => [name, 0]))
      for (let index = 0; index < HISTORIES; index++) {
        const level = sequences({ kind, n, metrics: 1 }, source, '')[0].points.map((point) => point[1])
        for (const [name, alarm] of Object.entries(OTHERS))
          if (level.some((_, place) => place > 0 && alarm(level, place))) counts[name]++
      }
      return {
        kind,
        n,
        rates: Object.fromEntries(Object.entries(counts).map(([name, k]) => [name, k / HISTORIES])),
      }
    }),
  )

/** A step in the first metric; found: a change is marked; placed: between the right reports, or one off. */
const planted = () =>
  LENGTHS.flatMap((n) =>
    // long histories of several metrics would take as long as all others
    METRICS.filter((metrics) => n * metrics < 200).flatMap((metrics) =>
      ['both', 'treatment'].flatMap((where) =>
        [
          { at: n / 2, place: 'middle' },
          { at: n - 3, place: 'last three' },
        ].flatMap(({ at, place }) =>
          [1, 2, 3].map((step) => {
            const source = random(`history planted ${n} ${metrics} ${where} ${at} ${step}`)
            const histories = HISTORIES / 5
            const counts = { found: 0, placed: 0, covered: 0, sized: 0, several: 0, elsewhere: 0 }
            for (let index = 0; index < histories; index++) {
              const drawn = sequences({ kind: 'normal', n, metrics, step, at, where }, source, `${index}`)
              const [first, ...rest] = changes(drawn)
              if (rest.some((found) => found.length > 0)) counts.elsewhere++
              if (first.length === 0) continue
              counts.found++
              if (first.length > 1) counts.several++
              const nearest = first.findIndex((one) => Math.abs(one.at - at) <= 1)
              if (nearest < 0) continue
              counts.placed++
              const { covered, confidence } = covers(drawn[0], first, nearest, step)
              if (confidence < 0.95) continue
              counts.sized++
              if (covered) counts.covered++
            }
            return { n, metrics, where, place, step, histories, ...counts }
          }),
        ),
      ),
    ),
  )

/** How often others raise an alarm at the step itself. */
const othersPlanted = () =>
  [1, 2, 3].map((step) => {
    const source = random(`history others planted ${step}`)
    const counts = Object.fromEntries(Object.keys(OTHERS).map((name) => [name, 0]))
    for (let index = 0; index < HISTORIES; index++) {
      const [{ points }] = sequences({ kind: 'normal', n: 20, metrics: 1, step, at: 10 }, source, '')
      const level = points.map((point) => point[1])
      for (const [name, alarm] of Object.entries(OTHERS)) if (alarm(level, 10)) counts[name]++
    }
    return {
      step,
      rates: Object.fromEntries(Object.entries(counts).map(([name, k]) => [name, k / HISTORIES])),
    }
  })

const PARTS = { same, others, planted, othersPlanted }
// PARTS=same,others simulates these again and keeps the rest
const chosen = process.env.PARTS?.split(',') ?? Object.keys(PARTS)
const made = Object.fromEntries(chosen.map((name) => [name, PARTS[name]()]))
const file = new URL('results.json', import.meta.url)
const old = chosen.length < Object.keys(PARTS).length ? JSON.parse(readFileSync(file, 'utf8')) : {}
const results = { ...old, histories: HISTORIES, ...made }
writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`)
writeFileSync(new URL('../../docs/history.md', import.meta.url), page(results))
