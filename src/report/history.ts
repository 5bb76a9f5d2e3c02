import { HISTORY_VERSION, type History, type HistoryMetric } from '../model/history.js'
import type { Report, ReportComparison } from '../model/report.js'
import { changePoints, LEAST_POINTS } from '../stats/change-points.js'
import { VERSION } from '../version.js'
import { changesOf, effectScaleOf, lagOneOf, sequenceOf, testedOf } from './history-changes.js'
import { changedFacts, firstOfBoots, type Given, inOrder } from './history-order.js'
import { pointsOf } from './history-points.js'
import { HISTORY_METHODS } from './history-text.js'
import { machineClass } from './machine-class.js'

/**
 * The history of every metric that is primary in any of the reports, which poolRefusal let pass.
 * @param left reports that could not be read
 */
export function historyOf(
  given: readonly Given[],
  order: History['order'],
  left: History['left'] = [],
): History {
  const { placed, left: unplaced } = inOrder(given, order)
  const firstOfBoot = firstOfBoots(placed)
  const drafts = primaryOf(placed).map((of) => ({
    of,
    metric: of.metric,
    ...pointsOf(of, placed, firstOfBoot),
  }))
  const reasons = drafts.map(whyUntested)
  const found = changePoints(
    drafts.map((draft, index) =>
      reasons[index] === null ? sequenceOf(draft) : { name: draft.metric, points: [] },
    ),
  )
  const metrics = drafts.map(({ of, ...draft }, index): HistoryMetric => {
    const { metric, title, unit, better } = of
    const changes = found[index] ?? []
    const untested = reasons[index] ?? null
    return {
      metric,
      title,
      unit,
      better,
      level: draft.level,
      scale: draft.scale,
      points: draft.points,
      tested: testedOf(draft).length,
      untested,
      lagOne: untested === null ? lagOneOf(draft, changes) : null,
      changes: changesOf(draft, changes, placed),
    }
  })
  const [first] = given as readonly [Given, ...Given[]]
  const { conditions, workload } = first.report
  return {
    schemaVersion: HISTORY_VERSION,
    tool: { name: 'mglru-report', version: VERSION },
    order,
    conditions: [conditions[0].label, conditions[1].label],
    workload: workload?.summary ?? workload?.argv.join(' ') ?? 'not recorded',
    reports: placed.map((report, index) => ({
      experiment: report.experiment.id,
      recordedAt: report.experiment.recordedAt,
      kernel: report.host?.kernel ?? null,
      machine: machineClass(report),
      firstOfBoot: firstOfBoot[index] ?? null,
      facts: index === 0 ? [] : changedFacts(placed[index - 1] as Report, report),
    })),
    left: [...left, ...unplaced],
    metrics,
    notes: notesOf(placed, firstOfBoot, metrics),
    methods: [...HISTORY_METHODS],
  }
}

function primaryOf(reports: readonly Report[]): ReportComparison[] {
  const found = new Map<string, ReportComparison>()
  for (const { comparisons } of reports)
    for (const one of comparisons)
      if (one.family === 'primary' && !found.has(one.metric)) found.set(one.metric, one)
  return [...found.values()]
}

function whyUntested(draft: Pick<HistoryMetric, 'points'>): string | null {
  const tested = testedOf(draft)
  if (tested.length < LEAST_POINTS)
    return `${tested.length} reports with a value under both conditions, and at least ${LEAST_POINTS} are needed`
  if (tested.every(({ baseline, treatment }) => baseline.value === 0 && treatment.value === 0))
    return '0 in every run'
  return null
}

function notesOf(
  reports: readonly Report[],
  firstOfBoot: readonly (number | null)[],
  metrics: readonly HistoryMetric[],
): string[] {
  const machines = new Set(reports.map((report) => machineClass(report) ?? 'not recorded'))
  const again = firstOfBoot.filter((one) => one !== null).length
  const levelsAlone = metrics.filter((one) => one.untested === null && effectScaleOf(one) === null)
  return [
    ...(machines.size > 1
      ? [
          `Reports are of ${machines.size} machine classes: a change where the class changes may be that of the machine.`,
        ]
      : []),
    ...(again > 0
      ? [
          `${again} ${again === 1 ? 'report is' : 'reports are'} of a boot that an earlier report is of: drawn, and not tested, since a boot does the same to both.`,
        ]
      : []),
    ...levelsAlone.map(
      ({ title }) => `${title}: levels alone are tested, since effects are missing or on different scales.`,
    ),
  ]
}
