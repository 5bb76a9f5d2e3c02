import { shortRelease } from '../base/kernel-version.js'
import { lowerFirst } from '../base/lower-first.js'
import type { Better, Effect } from '../model/comparison.js'
import type { History, HistoryChange, HistoryMetric } from '../model/history.js'
import { changeText } from './effect-text.js'
import { pText } from './sentence-parts.js'

const counted = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`

/** What the page is about. */
export function historyFacts({ reports, conditions, workload, order }: History): string[] {
  const kernels = [...new Set(reports.map(({ kernel }) => kernel ?? 'not recorded'))]
  const [first, last] = [reports[0], reports.at(-1)].map((one) => dayOf(one?.recordedAt ?? null))
  return [
    `${conditions[1]} vs. ${conditions[0]}`,
    workload,
    counted(reports.length, 'report'),
    order === 'time' ? `by start of recording, ${first} to ${last}` : 'by version of the kernel',
    kernels.length === 1 ? `kernel ${kernels[0]}` : `${kernels.length} kernels`,
  ]
}

/** "2026-11-20" of a start of recording. */
export const dayOf = (recordedAt: string | null): string => {
  const time = Date.parse(recordedAt ?? '')
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : 'unknown date'
}

/** The letter of a change of one metric, by its place among them: A to Z, then A2, B2. */
export function markOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : `${letter}${Math.floor(index / 26) + 1}`
}

/** "report 12 (2026-10-03, 6.12.3)". */
export function reportText({ reports }: History, place: number): string {
  const one = reports[place - 1]
  const kernel = one?.kernel == null ? [] : [shortRelease(one.kernel) ?? one.kernel]
  return `report ${place} (${[dayOf(one?.recordedAt ?? null), ...kernel].join(', ')})`
}

/** All metrics in a sentence for each place where any of them changed, the latest first; or that none did. */
export function summarySentences(history: History): string[] {
  const places = new Map<string, { after: number; text: string; titles: string[] }>()
  for (const { title, changes } of history.metrics)
    for (const { before, after } of changes) {
      const text = `Changed between ${reportText(history, before)} and ${reportText(history, after)}`
      const known = places.get(text) ?? { after, text, titles: [] }
      known.titles.push(title)
      places.set(text, known)
    }
  const tested = history.metrics.filter(({ untested }) => untested === null).length
  if (tested === 0) return ['No metric is tested for changes.']
  if (places.size === 0) return [`No change point found in ${counted(tested, 'metric')}.`]
  return [...places.values()]
    .sort((a, b) => b.after - a.after)
    .map(({ text, titles }) => `${text}: ${titles.join(', ')}.`)
}

/** What a metric's line says: how many changes in how many reports, where it has gaps, and what to know of the test. */
export function metricSentences({
  title,
  points,
  tested,
  untested,
  changes,
  lagOne,
}: HistoryMetric): string[] {
  const drawn = points.filter(({ missing }) => missing === null)
  const gaps = points.flatMap(({ missing }) => missing ?? [])
  const answer =
    untested !== null
      ? `${title} is not tested: ${untested}.`
      : changes.length === 0
        ? `${title}: no change point found in ${tested} reports.`
        : `${title}: ${counted(changes.length, 'change point')} in ${tested} reports.`
  const one =
    drawn.length < points.length
      ? [`No value in ${counted(gaps.length, 'report')} (${reasonsText(gaps)}).`]
      : []
  return [answer, ...one, ...(alike(lagOne, tested) ? [ALIKE(lagOne ?? 0)] : [])]
}

/** Beyond two standard errors of an autocorrelation of independent values (Bartlett). */
const alike = (lagOne: number | null, n: number) => lagOne !== null && lagOne > 2 / Math.sqrt(n)
const ALIKE = (lagOne: number) =>
  `Reports next to each other resemble each other (autocorrelation ${lagOne.toFixed(2)}): change points are then marked more often than in 5%, see docs/history.md.`

const MAX_REASONS = 3

function reasonsText(reasons: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const reason of reasons) {
    const text = lowerFirst(reason.replace(/\.$/, ''))
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const shown = [...counts].slice(0, MAX_REASONS).map(([reason, n]) => `${n} ${reason}`)
  return [
    ...shown,
    ...(counts.size > MAX_REASONS ? [`${counts.size - MAX_REASONS} other reasons`] : []),
  ].join('; ')
}

/** A change: between which reports, how sure, by how much under each condition, and what else changed there. */
export function changeSentences(history: History, metric: HistoryMetric, index: number): string[] {
  const change = metric.changes[index] as HistoryChange
  const { before, after, pAdjusted, baseline, treatment, effect, facts } = change
  const { unit, better } = metric
  const [off, on] = history.conditions
  const size = (name: string, one: Effect | null, good: Better) =>
    one === null ? [] : [`${name} ${changeText(one, unit)}${judged(one, good)}`]
  return [
    `${markOf(index)}: between ${reportText(history, before)} and ${reportText(history, after)}, adjusted ${pText(pAdjusted)}.`,
    `${[
      ...size(`Level with ${off}`, baseline, better),
      ...size(`with ${on}`, treatment, better),
      ...size(`effect of ${on}`, effect, better),
    ].join('; ')}.`,
    facts.length === 0
      ? 'Nothing else that the reports tell changed there.'
      : `Changed there: ${facts.map((one) => `${lowerFirst(one.fact)} ${one.before} \u2192 ${one.after}`).join('; ')}.`,
  ]
}

/** " (worse)" where the interval leaves no doubt of the direction. */
function judged({ scale, lower, upper }: Effect, better: Better): string {
  if (lower === null || upper === null || better === 'neither') return ''
  const none = scale === 'ratio' ? 1 : 0
  if (lower <= none && upper >= none) return ''
  return lower > none === (better === 'higher') ? ' (better)' : ' (worse)'
}

export const HISTORY_METHODS: readonly string[] = [
  'A point is one report. Level: median of its runs (mean, where any run of any report has 0), with a distribution-free interval of the median by order statistics, of the mean by BCa bootstrap. These intervals are of the runs of one report: what differs from boot to boot is not in them. Effect: as the report has it.',
  'Change points: E-divisive (Matteson and James, JASA 109, 2014) on both levels and the effect together (logarithms of ratios), each in units of a robust estimate (Qn) of its standard deviation in the segment and cut at 5 of them, at least 2 reports in a segment, p by permutation of the reports within segments. What is tested is whether reports differ over time beyond the differences between neighbours; runs within a report are not counted as observations.',
  'In each round p is adjusted by Holm over the metrics tested in it; a metric with a change is tested for another in the next. With independent reports the chance that a page without any change shows one is at most 5%; of each further change, too.',
  'Size of a change: Hodges and Lehmann’s shift between the reports before and after it, up to the next change, with the interval of the rank-sum test, of logarithms for ratios. The interval is as if the place had been known; it was searched for, so that sizes tend to be too large.',
]
