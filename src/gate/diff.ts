import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { DIFF_VERSION, type Diff, type DiffSide, type GateOutcome } from '../model/diff.js'
import { VERSION } from '../version.js'
import { checkSides, orderOf } from './check-sides.js'
import { conditionRows } from './conditions.js'
import { effectRows } from './effects.js'
import { gatedMetrics, noPrimary } from './gated-metrics.js'
import { levelRows, ONE_SESSION } from './levels.js'
import { methodsOf } from './methods.js'
import { armsOf, isSameArm, type Recording } from './recording.js'
import { commonArms, type Session, sessionsOf } from './sessions.js'
import { rowText, summaryOf } from './words.js'

export interface DiffOptions {
  question: 'levels' | 'effects'
  /** Ids of metrics; null: the primary ones. */
  metrics: readonly string[] | null
  /** A label or id of the conditions to compare; null: all that both sides have. */
  condition: string | null
  /** As a share; null: the smallest effect of each metric. */
  maxRegression: number | null
}

/** Metrics times conditions: each costs the others power, and all are compared under every way to call sessions new. */
const MAX_COMPARISONS = 100

/**
 * Base against new. With recordings of the base alone, which must be one: its own two conditions.
 * @throws InputError where the two sides cannot be compared
 */
export function diffOf(recordings: readonly Recording[], options: DiffOptions): Diff {
  return recordings.some(({ side }) => side === 'new')
    ? betweenReports(recordings, options)
    : withinReport(recordings, options)
}

function betweenReports(recordings: readonly Recording[], options: DiffOptions): Diff {
  const { question, maxRegression } = options
  const differences = checkSides(recordings, question)
  const metrics = gatedMetrics(recordings, options.metrics)
  const { arms, only } = chosenArms(recordings, options)
  const comparisons = metrics.length * arms.length
  if (comparisons > MAX_COMPARISONS)
    throw new InputError({
      path: recordings[0]?.path ?? 'diff',
      expected: `at most ${MAX_COMPARISONS} comparisons`,
      found: `${comparisons}`,
      remedy: 'name fewer metrics with --metrics',
    })
  const sessions = sessionsOf(recordings)
  const rows =
    question === 'levels'
      ? levelRows(recordings, sessions, metrics, arms, maxRegression)
      : effectRows(recordings, sessions, metrics, maxRegression)
  // a reason that all rows have is told once
  const [shared = null] = rows.every(({ reason }) => reason === rows[0]?.reason) ? [rows[0]?.reason] : []
  const told = rows.map((row) => ({
    ...row,
    text: rowText(shared === null ? row : { ...row, reason: null }, question),
  }))
  const order = orderOf(recordings)
  const notes = [
    ...(question === 'levels' && sessions.length === 2 ? [ONE_SESSION] : []),
    ...(shared === null ? [] : [shared]),
    ...(only.length === 0 ? [] : [`Not compared, since not every report has it: ${only.join(', ')}.`]),
    ...settingsNote(recordings),
    ...differences,
    ...orderNote(order, recordings),
    ...bootNote(recordings, sessions),
  ]
  return {
    ...head(told, options),
    question,
    asked:
      question === 'levels'
        ? `Is new worse than base${arms.length === 1 && arms[0] !== undefined ? `, with ${arms[0].label}` : ''}?`
        : `Is the effect of ${arms[1]?.label ?? 'the treatment'} instead of ${arms[0]?.label ?? 'the baseline'} worse in new than in base?`,
    order,
    base: sideOf('base', recordings, sessions),
    new: sideOf('new', recordings, sessions),
    rows: told,
    notes,
    methods: methodsOf(question, maxRegression),
  }
}

function withinReport(recordings: readonly Recording[], options: DiffOptions): Diff {
  const [recording, second] = recordings
  if (recording === undefined || second !== undefined)
    throw new InputError({
      path: second?.path ?? 'diff',
      expected: 'one report alone, or reports of two sides',
      found: `${recordings.length} reports of one side`,
      remedy: 'name the reports of the new side after --to',
    })
  const { report } = recording
  const rows = conditionRows(recording, options.metrics, options.maxRegression)
  if (rows.length === 0) throw noPrimary(recording.path)
  const [base, after] = report.conditions
  const boots = (name: 'base' | 'new') => Math.max(1, ...rows.map((row) => row[name].n))
  const side = (name: 'base' | 'new', kernel: string | undefined): DiffSide => ({
    sessions: report.experiment.comparison === 'kernels' ? boots(name) : 1,
    kernels: [kernel ?? report.host?.kernel ?? []].flat(),
    recordings: [{ experiment: report.experiment.id, recordedAt: report.experiment.recordedAt, session: 1 }],
  })
  return {
    ...head(rows, options),
    question: 'conditions',
    asked: `Is ${after.label} worse than ${base.label}?`,
    order: report.experiment.kind === 'directory' ? 'interleaved' : 'unknown',
    base: side('base', base.settings['kernel']),
    new: side('new', after.settings['kernel']),
    rows,
    notes: report.assumed.map(({ text }) => `Not recorded: ${text}.`),
    methods: methodsOf('conditions', options.maxRegression),
  }
}

function head(rows: Diff['rows'], { maxRegression }: DiffOptions) {
  return {
    schemaVersion: DIFF_VERSION,
    tool: { name: 'mglru-report', version: VERSION },
    outcome: outcomeOfAll(rows),
    summary: summaryOf(rows, maxRegression),
    maxRegression,
  } as const
}

function outcomeOfAll(rows: readonly { outcome: GateOutcome }[]): GateOutcome {
  if (rows.some(({ outcome }) => outcome === 'fail')) return 'fail'
  return rows.every(({ outcome }) => outcome === 'pass') ? 'pass' : 'cannot-tell'
}

function chosenArms(recordings: readonly Recording[], { condition, question }: DiffOptions) {
  const { arms, only } = commonArms(recordings)
  const names = armsOf((recordings[0] as Recording).report).map(({ label }) => label)
  const [first] = recordings
  const chosen =
    condition === null
      ? arms
      : arms.filter(({ asked, label, ids }) => [asked, label, ...ids].some((name) => name === condition))
  const wrong = (expected: string, found: string, remedy: string) =>
    new InputError({
      path: condition === null ? (first?.path ?? 'diff') : '--condition',
      expected,
      found,
      remedy,
    })
  if (arms.length === 0)
    throw wrong(
      'a condition that every report has',
      `none (here: ${names.join(', ')})`,
      'compare recordings made under the same settings',
    )
  if (chosen.length === 0)
    throw wrong(
      `one of ${arms.map(({ label }) => `"${label}"`).join(', ')}`,
      `"${condition}"`,
      'name a condition that every report has',
    )
  if (question === 'effects' && chosen.length !== 2)
    throw wrong(
      'two different conditions that every report has, for --effects',
      `${chosen.length}`,
      'compare levels, or record both conditions',
    )
  const turned = recordings.find(
    ({ report }) =>
      question === 'effects' &&
      !armsOf(report).every((arm, index) => chosen[index] !== undefined && isSameArm(arm, chosen[index])),
  )
  if (turned !== undefined)
    throw new InputError({
      path: turned.path,
      expected: `the conditions of ${printable(first?.path ?? '')} in the same order, for --effects`,
      found: armsOf(turned.report)
        .map(({ label }) => label)
        .join(', then '),
      remedy: 'record with the same baseline',
    })
  return { arms: chosen, only }
}

function sideOf(
  name: Recording['side'],
  recordings: readonly Recording[],
  sessions: readonly Session[],
): DiffSide {
  const own = sessions.filter(({ side }) => side === name)
  return {
    sessions: own.length,
    kernels: [
      ...new Set(
        recordings.flatMap(({ side, report }) => (side === name ? (report.host?.kernel ?? []) : [])),
      ),
    ],
    recordings: own.flatMap((session, index) =>
      session.recordings.map(({ report: { experiment } }) => ({
        experiment: experiment.id,
        recordedAt: experiment.recordedAt,
        session: index + 1,
      })),
    ),
  }
}

function settingsNote(recordings: readonly Recording[]): string[] {
  const untold = recordings.filter(({ report }) => armsOf(report).some(({ asked }) => asked === '')).length
  if (untold === 0) return []
  return [
    `Settings of the conditions: not recorded in ${untold} of ${recordings.length} reports; conditions of one name are taken to be the same.`,
  ]
}

function orderNote(order: Diff['order'], recordings: readonly Recording[]): string[] {
  if (order === 'interleaved' || recordings.length < 3) return []
  if (order === 'unknown')
    return [
      'The order of the recordings is not recorded; assumed: the machine did not change between the sides.',
    ]
  return [
    order === 'separate'
      ? 'One side was recorded before the other; assumed: the machine did not change in between. Interleave the recordings (base, new, new, base) to prove it.'
      : 'The recordings of the two sides are not interleaved throughout: a machine that drifts may look like a change.',
  ]
}

function bootNote(recordings: readonly Recording[], sessions: readonly Session[]): string[] {
  const merged = recordings.length - sessions.length
  const unknown = recordings.filter(({ report }) => report.experiment.boots.length === 0).length
  return [
    ...(merged > 0
      ? [
          `Recordings of one boot count as one session: ${recordings.length} recordings, ${sessions.length} sessions.`,
        ]
      : []),
    ...(unknown > 0 && recordings.length > 2
      ? [
          `The boot is not recorded in ${unknown} of ${recordings.length} reports; assumed: each is a boot of its own.`,
        ]
      : []),
  ]
}
