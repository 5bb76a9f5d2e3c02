import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { random } from '../../src/base/random.js'
import { sha256 } from '../../src/base/sha256.js'
import type { Report } from '../../src/model/report.js'
import { reportOf } from '../fixtures.js'
import { temporaryDirectory } from '../temporary.js'

export const QUIET = 'fixtures/experiments/swap-pressure-quiet-6.12'

export interface SessionOptions {
  /** What the session does to all of its runs, as a factor by metric. */
  factor?: (metric: string) => number
  /** What is done to the runs of the treatment alone. */
  onTreatment?: (metric: string) => number
  recordedAt?: string
  boot?: string
  /** Any other change. */
  change?: (report: Report) => void
}

/** A session as if it had been recorded: a real report with every value multiplied, under a name and a time of its own. */
export async function sessionReport(id: string, options: SessionOptions = {}): Promise<Report> {
  const { factor = () => 1, onTreatment = () => 1, recordedAt, boot, change } = options
  const report = (await reportOf(QUIET)) as unknown as Report
  const scaled = (one: Report['comparisons'][number]['baseline'], by: number) => ({
    ...one,
    median: one.median === null ? null : one.median * by,
    values: one.values.map((value) => value * by),
  })
  const made: Report = {
    ...report,
    experiment: {
      ...report.experiment,
      id,
      recordedAt: recordedAt ?? report.experiment.recordedAt,
      manifestSha256: sha256(id),
      boots: boot === undefined ? [] : [boot],
    },
    comparisons: report.comparisons.map((one) =>
      // runs collapsed or not, whatever the level of all of them
      one.metric === 'collapsed-runs'
        ? one
        : {
            ...one,
            baseline: scaled(one.baseline, factor(one.metric)),
            treatment: scaled(one.treatment, factor(one.metric) * onTreatment(one.metric)),
          },
    ),
    // large, and of no concern to a diff
    timelines: [],
    distributions: [],
    counters: [],
    inputs: [],
  }
  change?.(made)
  return made
}

export interface SideOptions {
  sessions: number
  /** Standard deviation of the logarithm of a session's level. */
  noise?: number
  /** What the change does to a metric, as a factor. */
  change?: (metric: string) => number
  onTreatment?: (metric: string) => number
  also?: (report: Report) => void
}

/** Paths of reports of two sides whose sessions were recorded in turn: base, new, new, base, and so on. */
export async function twoSides(
  seed: string,
  base: SideOptions,
  after: SideOptions,
): Promise<{ base: string[]; new: string[] }> {
  const directory = temporaryDirectory()
  // each metric has its own, whatever others a report has
  const normal = (name: string) => {
    const source = random(`${seed} ${name}`)
    return Math.sqrt(-2 * Math.log(1 - source.uniform())) * Math.cos(2 * Math.PI * source.uniform())
  }
  const made = { base: [] as string[], new: [] as string[] }
  const total = base.sessions + after.sessions
  for (let place = 0; place < total; place++) {
    const turn = place % 4 === 0 || place % 4 === 3 ? 'base' : 'new'
    const side =
      made[turn].length < (turn === 'base' ? base : after).sessions ? turn : turn === 'base' ? 'new' : 'base'
    const { noise = 0, change = () => 1, onTreatment = () => 1, also } = side === 'base' ? base : after
    const drawn = new Map<string, number>()
    const report = await sessionReport(`${side}-${made[side].length + 1}`, {
      recordedAt: `2026-11-2${1 + Math.floor(place / 10)}T1${place % 10}:00:00Z`,
      factor: (metric) => {
        if (!drawn.has(metric)) drawn.set(metric, Math.exp(noise * normal(`${place} ${metric}`)))
        return (drawn.get(metric) ?? 1) * change(metric)
      },
      onTreatment,
      ...(also === undefined ? {} : { change: also }),
    })
    made[side].push(writeReport(directory, report))
  }
  return made
}

/** Writes a report as a file of its own. */
export function writeReport(directory: string, report: unknown, name?: string): string {
  const id = name ?? (report as Report).experiment.id
  const path = join(directory, `${id}.json`)
  writeFileSync(path, JSON.stringify(report))
  return path
}
