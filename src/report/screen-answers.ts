import { formatNumber } from '../base/number-format.js'
import { isWorkFigure } from '../metrics/work.js'
import type { Report, ReportComparison } from '../model/report.js'
import { changeText } from './effect-text.js'
import { priceText } from './price.js'
import {
  capital,
  collapseText,
  contradiction,
  equivalence,
  evidence,
  isChanged,
  margin,
  pText,
  unsure,
} from './sentence-parts.js'
import { shownRows } from './shown-rows.js'
import { isUntested, verdictCounts, verdictWord } from './verdict-words.js'

/** A word, and the sentence that it stands on. */
export interface Answer {
  word: string
  text: string
}

const MAX_NAMED = 5

/** The metric that is answered first: the workload's own figure, or the first primary one that was measured. */
export function mainComparison(report: Report): ReportComparison | null {
  const { rows } = shownRows(report, 'primary')
  const compared = rows.filter(({ verdict }) => verdict !== 'not-comparable')
  return compared.find(({ metric }) => isWorkFigure(metric)) ?? compared[0] ?? rows[0] ?? null
}

/** Whether there is no test of any primary metric: then nothing is more than described. */
export function describesOnly(report: Report): boolean {
  const { rows } = shownRows(report, 'primary')
  const compared = rows.filter(({ verdict }) => verdict !== 'not-comparable')
  return compared.length > 0 && compared.every(isUntested)
}

export function answersOf(report: Report): Answer[] {
  const main = mainComparison(report)
  const { rows } = shownRows(report, 'primary')
  const described = describesOnly(report)
  const others = rows.filter((one) => one !== main && one.metric !== 'collapsed-runs')
  return [
    ...controlAnswer(report),
    ...killsAnswer(report),
    ...(main === null ? noPrimary(report) : [mainAnswer(report, main, described)]),
    ...grouped(others, described),
    ...priceAnswer(report),
    ...secondaryAnswer(report),
  ]
}

/** What two equal conditions are compared for: that nothing is found. */
function controlAnswer({ experiment, comparisons }: Report): Answer[] {
  if (experiment.comparison !== 'same') return []
  const tested = comparisons.filter(({ family, test }) => family !== 'descriptive' && test.p !== null)
  const found = tested.filter(({ verdict }) => isChanged(verdict))
  const of = `${tested.length} tested ${tested.length === 1 ? 'metric' : 'metrics'}`
  if (tested.length === 0) return [{ word: 'A/A control', text: 'No metric could be tested.' }]
  if (found.length === 0)
    return [
      {
        word: 'as it should be',
        text: `None of ${of} differs between the two equal conditions.`,
      },
    ]
  const named = found.slice(0, MAX_NAMED).map(({ title }) => title)
  const more = found.length > named.length ? ` and ${found.length - named.length} more` : ''
  return [
    {
      word: 'found in an A/A',
      text: `${found.length} of ${of} ${found.length === 1 ? 'differs' : 'differ'} between two equal conditions (${named.join(', ')}${more}): chance, order, or something that was not recorded.`,
    },
  ]
}

/** Kills come before every rate: whose process was killed does not ask how fast reclaim was. */
function killsAnswer(report: Report): Answer[] {
  const row = report.comparisons.find(({ metric }) => metric === 'oom-kills')
  if (row === undefined || row.verdict === 'did-not-occur') return []
  const sides = report.conditions.map(({ id, label }, index) => {
    const { values, n } = index === 0 ? row.baseline : row.treatment
    if (n === 0) return `with ${label} not recorded`
    const total = values.reduce((sum, value) => sum + value, 0)
    const runs = values.filter((value) => value > 0).length
    const traced = report.kills.filter(
      ({ run }) => report.runs.find((one) => one.id === run)?.condition === id,
    )
    const victims = [...new Set(traced.flatMap((one) => one.victims))].slice(0, 3)
    const times = traced.flatMap(({ firstSeconds }) => firstSeconds ?? [])
    const details = [...victims, ...(times.length === 0 ? [] : [`the first after ${rangeOf(times)} s`])]
    const who = details.length === 0 ? '' : ` (${details.join(', ')})`
    const others = traced.flatMap(({ rows }) => rows).filter(({ role }) => role === 'bystander').length
    const bystanders = others === 0 ? '' : `, ${others} of ${others === 1 ? 'a bystander' : 'bystanders'}`
    return `with ${label} ${total} ${total === 1 ? 'kill' : 'kills'} in ${runs} of ${n} runs${bystanders}${who}`
  })
  if (row.baseline.n + row.treatment.n === 0) return []
  return [{ word: 'OOM kills', text: `${capital(sides.join('; '))}.${pOf(row)}` }]
}

function rangeOf(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => formatNumber(value, 2))
  return least === most ? String(least) : `${least} to ${most}`
}

const pOf = ({ test }: ReportComparison) =>
  test.pAdjusted === null ? '' : ` Adjusted ${pText(test.pAdjusted)}.`

function noPrimary(report: Report): Answer[] {
  const { didNotOccur, notMeasured } = shownRows(report, 'primary')
  const described = describedAnswer(report)
  if (didNotOccur.length + notMeasured.length === 0) return described
  const zero = didNotOccur.map(({ title }) => `${title} is 0 in every run`)
  const absent = notMeasured.map(({ title }) => title)
  const why = [...zero, ...(absent.length === 0 ? [] : [`not recorded: ${absent.join('; ')}`])].join('; ')
  return [{ word: 'no primary metric', text: `${capital(why)}.` }, ...described]
}

/** Where nothing is tested at all: what there is to describe, such as the figures of a table without a better direction. */
function describedAnswer(report: Report): Answer[] {
  if (shownRows(report, 'secondary').rows.length > 0) return []
  const { rows } = shownRows(report, 'descriptive')
  return rows.length === 0 ? [] : [{ word: 'described only', text: named(rows) }]
}

function mainAnswer(report: Report, main: ReportComparison, described: boolean): Answer {
  const { title, verdict, effect, unit, reason } = main
  const kind = report.experiment.kind
  const change = effect === null ? '' : `${changeText(effect, unit)} `
  const collapse = collapseText(main, report.conditions, kind)
  const word = described ? 'described only' : verdictWord(main)
  if (verdict === 'not-comparable') return { word, text: `${title}. ${reason ?? ''}`.trim() }
  const claim =
    verdict === 'equivalent'
      ? `${title} within ${margin(main)}: ${equivalence(main)}${evidence(main)}.`
      : `${title}: ${change}${evidence(main)}.`
  const why = reason === null || described ? '' : ` ${reason}`
  return {
    word,
    text: `${claim}${collapse}${unsure(main)}${fragile(main)}${contradiction(main)}${why}`,
  }
}

/** A verdict that one block or run decides is not told without that, nor one whose interval has no width. */
function fragile({ warnings }: ReportComparison): string {
  return warnings
    .filter(({ id }) => id === 'leave-one-out' || id === 'no-scatter')
    .map(({ text }) => ` ${text}`)
    .join('')
}

/** The other primary metrics, those of one verdict in one sentence. */
function grouped(others: readonly ReportComparison[], described: boolean): Answer[] {
  const words = new Map<string, ReportComparison[]>()
  for (const one of others) {
    const word =
      described && isUntested(one)
        ? 'described only'
        : one.verdict === 'improved' && one.metric.endsWith('-per-op')
          ? 'less reclaim'
          : verdictWord(one)
    words.set(word, [...(words.get(word) ?? []), one])
  }
  return [...words].map(([word, some]) => ({ word, text: named(some) }))
}

function named(some: readonly ReportComparison[]): string {
  const first = some.slice(0, MAX_NAMED).map((one) => {
    if (one.effect === null) return one.title
    if (one.verdict === 'equivalent') return `${one.title} within ${margin(one)}`
    return `${one.title} ${changeText(one.effect, one.unit)}`
  })
  const left = some.length - first.length
  return `${first.join('; ')}${left === 0 ? '' : `; ${left} more in the table`}.`
}

/** Beside what improved stands what it cost. */
function priceAnswer(report: Report): Answer[] {
  const text = priceText(report)
  return text === '' ? [] : [{ word: 'price', text }]
}

function secondaryAnswer(report: Report): Answer[] {
  const all = report.comparisons.filter(
    ({ family, baseline, treatment }) => family === 'secondary' && baseline.n > 0 && treatment.n > 0,
  )
  if (all.length === 0) return []
  return [
    {
      word: 'secondary',
      text: `Of ${all.length} secondary ${all.length === 1 ? 'metric' : 'metrics'}: ${verdictCounts(all)}.`,
    },
  ]
}
