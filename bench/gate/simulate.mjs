// Reports of sessions whose truth is known, as small as `diff` takes them.
import { diffOf } from '../../dist/gate/diff.js'
import { normal } from '../calibration/noise.mjs'

/** Standard deviation of the logarithm of a run, and runs of each condition in a session. */
export const RUN_SD = 0.05
export const RUNS = 12
const METRICS = ['bogo-ops-rate', 'major-fault-per-op', 'swap-in-per-op', 'swap-out-per-op']
const CORRELATION = 0.5

/** Numbers that have something in common, each with a standard deviation of 1. */
function together(n, source) {
  const common = normal(source)
  return Array.from(
    { length: n },
    () => Math.sqrt(CORRELATION) * common + Math.sqrt(1 - CORRELATION) * normal(source),
  )
}

/**
 * Runs of one session: for each metric the values of both conditions.
 * @param session standard deviation of what the session does to all of its runs, and interaction of what it does to the treatment alone, in run SDs
 * @param shift added to the logarithm of the first metric; treatmentShift to that of the treatment
 */
export function sessionRuns({
  metrics,
  session,
  interaction = 0,
  shift = 0,
  treatmentShift = 0,
  offset = 0,
  source,
}) {
  const own = together(metrics, source)
  const only = together(metrics, source)
  return Array.from({ length: metrics }, (_, index) => {
    const level = RUN_SD * (session * own[index] + offset) + (index === 0 ? shift : 0)
    const side = (more) =>
      Array.from({ length: RUNS }, () => 1000 * Math.exp(level + more + RUN_SD * normal(source)))
    return {
      baseline: side(0),
      treatment: side(RUN_SD * interaction * only[index] + (index === 0 ? treatmentShift : 0)),
    }
  })
}

let made = 0
/** One session as a recording. */
export function recording(side, runs, recordedAt) {
  made++
  const ids = (condition) => Array.from({ length: RUNS }, (_, index) => `${condition}-${index}`)
  const [off, on] = [ids('off'), ids('on')]
  const summary = (values, of) => ({ n: values.length, median: null, values, runs: of, missing: [] })
  return {
    path: `${side}-${made}`,
    side,
    report: {
      tool: { name: 'mglru-report', version: '0' },
      experiment: {
        id: `session-${made}`,
        kind: 'directory',
        comparison: 'settings',
        recordedAt,
        manifestSha256: `${made}`,
        boots: [],
      },
      host: null,
      workload: null,
      environment: null,
      conditions: [
        { id: 'mglru-off', label: 'MGLRU off', role: 'baseline', settings: {} },
        { id: 'mglru-on', label: 'MGLRU on', role: 'treatment', settings: {} },
      ],
      checks: [],
      inputs: [],
      assumed: [],
      runs: [...off, ...on].map((id, index) => ({ id, block: (index % RUNS) + 1 })),
      comparisons: runs.map(({ baseline, treatment }, index) => ({
        metric: METRICS[index],
        title: METRICS[index],
        unit: 'count/op',
        better: index === 0 ? 'higher' : 'lower',
        family: 'primary',
        smallestEffect: { relative: 0.03, absolute: 0 },
        reason: null,
        baseline: summary(baseline, off),
        treatment: summary(treatment, on),
      })),
    },
  }
}

/** Two sides of so many sessions, recorded in turn; `drift`: the machine's level at each place, in run SDs. */
export function twoSides({ sessions, separate = false, drift = 0, change = {}, ...settings }) {
  const total = 2 * sessions
  return Array.from({ length: total }, (_, place) => {
    const isNew = separate ? place >= sessions : place % 4 === 1 || place % 4 === 2
    const offset = total === 1 ? 0 : drift * (place / (total - 1))
    const runs = sessionRuns({ ...settings, offset, ...(isNew ? change : {}) })
    return { side: isNew ? 'new' : 'base', runs, recordedAt: String(place).padStart(4, '0') }
  })
}

export const gate = (sides, options = {}) =>
  diffOf(
    sides.map(({ side, runs, recordedAt }) => recording(side, runs, recordedAt)),
    { question: 'levels', metrics: null, condition: null, maxRegression: null, ...options },
  )
